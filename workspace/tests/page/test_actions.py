"""What is used in a message reaches the app, with everything entered around it."""

from __future__ import annotations

from playwright.sync_api import expect

from workspace.tests.page import gallery
from workspace.tests.page.conftest import Gallery, Json, Open


def test_a_button_carries_the_state_of_the_inputs(visit: Open, app: Gallery) -> None:
    app.post("C1", gallery.QUESTION)
    page = visit("/?as=U1&channel=C1")
    page.get_by_role("radio", name="B Wait until").check()
    page.get_by_role("button", name="Fairly sure").click()
    body = app.next()
    assert body["actions"][0]["action_id"] == "fair"
    chosen = body["state"]["values"]["choice"]["pick"]
    assert chosen["type"] == "radio_buttons"
    assert chosen["selected_option"]["value"] == "b"
    assert app.heard.empty(), "an element in an input block sends nothing by itself"


def test_an_element_outside_an_input_sends_by_itself(visit: Open, app: Gallery) -> None:
    days = [gallery.option("mo", "Monday"), gallery.option("tu", "Tuesday")]
    boxes = {"type": "checkboxes", "action_id": "days", "options": days}
    app.post("C1", [{"type": "actions", "block_id": "when", "elements": [boxes]}])
    page = visit("/?as=U1&channel=C1")
    page.get_by_role("checkbox", name="Tuesday").check()
    [action] = app.next()["actions"]
    assert [each["value"] for each in action["selected_options"]] == ["tu"]


def test_dispatch_action_sends_on_enter(visit: Open, app: Gallery) -> None:
    element = {"type": "plain_text_input", "action_id": "words"}
    app.post("C1", [gallery.field("said", "Say it", element, dispatch_action=True)])
    page = visit("/?as=U1&channel=C1")
    page.get_by_role("textbox", name="Say it").fill("hello")
    page.get_by_role("textbox", name="Say it").press("Enter")
    [action] = app.next()["actions"]
    assert action["value"] == "hello"


def test_a_confirmation_denied_sends_nothing(visit: Open, app: Gallery) -> None:
    app.client.views_publish(user_id="U1", view=gallery.HOME)
    page = visit("/?as=U1&view=home&app=A1")
    erase = page.get_by_role("button", name="Erase my data")
    erase.click()
    page.get_by_role("alertdialog").get_by_role("button", name="Keep it").click()
    erase.click()
    page.get_by_role("alertdialog").get_by_role("button", name="Erase", exact=True).click()
    assert app.next()["actions"][0]["action_id"] == "erase"
    assert app.heard.empty()


def test_an_overflow_is_walked_with_the_keyboard(visit: Open, app: Gallery) -> None:
    app.post("C1", gallery.QUESTION)
    page = visit("/?as=U1&channel=C1")
    page.get_by_role("button", name="More options").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    [action] = app.next()["actions"]
    assert action["selected_option"]["value"] == "report"
    expect(page.get_by_role("button", name="More options")).to_be_focused()


def test_a_select_sends_what_was_picked_by_typing(visit: Open, app: Gallery) -> None:
    app.client.views_publish(user_id="U1", view=gallery.HOME)
    page = visit("/?as=U1&view=home&app=A1")
    weekly = page.locator("[data-action=weekly]")
    weekly.fill("5 a")
    expect(page.get_by_role("option")).to_have_count(1)
    weekly.press("Enter")
    [action] = app.next()["actions"]
    assert action["selected_option"]["value"] == "5"
    expect(weekly).to_have_value("5 a week")


def test_feedback_buttons_send_their_value(visit: Open, app: Gallery) -> None:
    block: Json = next(each for each in gallery.TEXTS if each["type"] == "context_actions")
    app.post("C1", [block])
    page = visit("/?as=U1&channel=C1")
    page.get_by_role("button", name="Not helpful").click()
    [action] = app.next()["actions"]
    assert (action["action_id"], action["value"]) == ("helpful", "no")
    expect(page.get_by_role("button", name="Not helpful")).to_have_attribute("aria-pressed", "true")


def test_an_app_that_does_not_answer_is_said_so(visit: Open, app: Gallery) -> None:
    app.post("C1", gallery.QUESTION)
    page = visit("/?as=U1&channel=C1")
    app.stop()
    page.get_by_role("button", name="Certain").click()
    expect(page.get_by_role("alert")).to_contain_text("did not answer within three seconds")
