"""A message or a Home changed in place keeps the reader's place, focus and entries."""

from __future__ import annotations

import time

from playwright.sync_api import Route, expect

from workspace.tests.page import gallery
from workspace.tests.page.conftest import Gallery, Open

NOTE = gallery.field("note", "A note", {"type": "plain_text_input", "action_id": "note"})


def said(text: str) -> gallery.Json:
    return {"type": "section", "block_id": "said", "text": gallery.mrkdwn(text)}


def test_what_was_entered_and_the_caret_survive(visit: Open, app: Gallery) -> None:
    ts = app.post("C1", [said("Before"), NOTE])
    page = visit("/?as=U1&channel=C1")
    note = page.get_by_role("textbox", name="A note")
    note.fill("half a thought")
    note.evaluate("(field) => field.setSelectionRange(4, 6)")
    app.client.chat_update(channel="C1", ts=ts, text="x", blocks=[said("After"), NOTE])
    expect(page.get_by_text("After")).to_be_visible()
    expect(note).to_be_focused()
    expect(note).to_have_value("half a thought")
    assert note.evaluate("(field) => [field.selectionStart, field.selectionEnd]") == [4, 6]


def test_a_control_drawn_again_keeps_its_entry_and_focus(visit: Open, app: Gallery) -> None:
    ts = app.post("C1", [NOTE])
    page = visit("/?as=U1&channel=C1")
    page.get_by_role("textbox", name="A note").fill("half a thought")
    changed = {**NOTE, "label": gallery.plain("A longer note")}
    app.client.chat_update(channel="C1", ts=ts, text="x", blocks=[changed])
    note = page.get_by_role("textbox", name="A longer note")
    expect(note).to_be_focused()
    expect(note).to_have_value("half a thought")


def test_when_the_button_goes_the_focus_stays_with_the_message(visit: Open, app: Gallery) -> None:
    ts = app.post("C1", gallery.QUESTION)
    page = visit("/?as=U1&channel=C1")
    page.get_by_role("button", name="Certain").focus()
    app.client.chat_update(channel="C1", ts=ts, text="x", blocks=gallery.ANSWERED)
    expect(page.get_by_text("declare now.")).to_be_visible()
    expect(page.locator(".message")).to_be_focused()


def test_a_message_that_grows_above_does_not_move_the_reader(visit: Open, app: Gallery) -> None:
    first = app.post("C1", [said("Short")])
    for number in range(30):
        app.post("C1", [said(f"Note {number}")])
    page = visit("/?as=U1&channel=C1")
    anchor = page.get_by_text("Note 15", exact=True)
    anchor.evaluate("(node) => node.scrollIntoView({ block: 'center' })")
    before = anchor.bounding_box()
    app.client.chat_update(
        channel="C1", ts=first, text="x", blocks=[said("Long\n" * 10), *gallery.DIGEST]
    )
    expect(page.get_by_text("Skills this week").first).to_be_attached()
    assert before is not None
    expect(anchor).to_be_in_viewport()
    after = anchor.bounding_box()
    assert after is not None
    assert abs(after["y"] - before["y"]) < 4


def test_a_deleted_message_goes(visit: Open, app: Gallery) -> None:
    ts = app.post("C1", [said("A slip")])
    page = visit("/?as=U1&channel=C1")
    expect(page.get_by_text("A slip")).to_be_visible()
    app.client.chat_delete(channel="C1", ts=ts)
    expect(page.locator(".message")).to_have_count(0)


def test_a_home_published_again_is_drawn_at_once(visit: Open, app: Gallery) -> None:
    app.client.views_publish(user_id="U1", view=gallery.HOME)
    page = visit("/?as=U1&view=home&app=A1")
    app.client.views_publish(user_id="U1", view={"type": "home", "blocks": [said("Paused")]})
    expect(page.get_by_text("Paused")).to_be_visible()
    expect(page.get_by_role("heading", name="What you can do now")).to_have_count(0)


def test_a_home_published_while_it_opens_is_not_put_back(visit: Open, app: Gallery) -> None:
    app.client.views_publish(user_id="U1", view=gallery.HOME)
    page = visit("/?as=U1&view=home&app=A1")
    page.get_by_role("tab", name="Messages").click()

    def late(route: Route) -> None:
        older = route.fetch()
        app.client.views_publish(user_id="U1", view={"type": "home", "blocks": [said("Paused")]})
        time.sleep(0.3)  # the page hears of it, and only then of the older one
        route.fulfill(response=older)

    page.route("**/client/home/open", late)
    with page.expect_response("**/client/home/open"):
        page.get_by_role("tab", name="Home").click()
    page.evaluate("fetch('/').then((answer) => answer.text())")  # by then the older one is read
    expect(page.get_by_text("Paused")).to_be_visible()
    expect(page.get_by_role("heading", name="What you can do now")).to_have_count(0)


def test_someone_without_a_home_is_told_so(visit: Open, app: Gallery) -> None:
    page = visit("/?as=U1&view=home&app=A1")
    expect(page.get_by_text("Gallery has put nothing here yet.")).to_be_visible()
    page.get_by_role("tab", name="Messages").click()
    expect(page.get_by_role("combobox", name="Message Gallery")).to_be_visible()
