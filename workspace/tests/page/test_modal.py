"""A modal: filled in, refused in its fields, sent, closed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from workspace.tests.page.conftest import Gallery, Open


@pytest.fixture
def page(visit: Open, app: Gallery) -> Page:
    """Open the modal with a slash command."""
    opened = visit("/?as=U1&channel=C1")
    area = opened.get_by_role("combobox", name="Message #on-call")
    area.fill("/gallery modal")
    area.press("Enter")
    expect(opened.get_by_role("dialog", name="Everything")).to_be_visible()
    return opened


def choose(field: Locator, typed: str) -> None:
    field.fill(typed)
    expect(field.page.get_by_role("option", name=typed).first).to_be_visible()
    field.press("Enter")


def fill_required(page: Page) -> None:
    page.get_by_label("Your name").fill("Ana")
    page.get_by_label("Your answer").fill("I declare an incident.")
    page.get_by_role("radio", name="A Declare").check()
    choose(page.get_by_role("combobox", name="One option"), "C Restart")
    several = page.get_by_role("combobox", name="Several options")
    choose(several, "A Declare")
    choose(several, "B Wait")
    choose(page.get_by_role("combobox", name="A person", exact=True), "Mei Lin")
    page.get_by_label("A number").fill("3")


def test_what_is_missing_is_told_in_its_field(page: Page, app: Gallery) -> None:
    page.get_by_role("button", name="Send", exact=True).last.click()
    name = page.get_by_label("Your name")
    expect(name).to_be_focused()
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_have_accessible_description("Please complete this required field.")
    page.get_by_label("A number").fill("9")
    page.get_by_role("button", name="Send", exact=True).last.click()
    expect(page.get_by_text("Please enter 5 or less.")).to_be_visible()
    assert app.heard.empty()


def test_every_input_reaches_the_app_in_slacks_shape(page: Page, app: Gallery) -> None:
    fill_required(page)
    choose(page.get_by_role("combobox", name="From the app"), "Porto")
    page.get_by_label("Time (optional)").fill("10:30")
    page.get_by_label("Moment").fill("2026-12-01T08:00")
    page.get_by_label("Email").fill("ana@example.com")
    page.get_by_label("Web address").fill("https://example.com")
    page.get_by_label("A bank of questions").set_input_files(
        {"name": "bank.yaml", "mimeType": "text/yaml", "buffer": b"items: []"}
    )
    expect(page.get_by_text("bank.yaml")).to_be_visible()
    page.get_by_role("button", name="Send", exact=True).last.click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    state = app.next()["view"]["state"]["values"]
    held = {block: next(iter(values.values())) for block, values in state.items()}
    assert held["text"]["value"] == "Ana"
    assert held["radio"]["selected_option"]["value"] == "a"
    assert [each["value"] for each in held["boxes"]["selected_options"]] == ["mo"]
    assert held["one"]["selected_option"]["value"] == "c"
    assert held["grouped"]["selected_option"] is None
    assert [each["value"] for each in held["many"]["selected_options"]] == ["a", "b"]
    assert held["person"]["selected_user"] == "U3"
    assert held["people"]["selected_users"] == []
    assert held["place"]["selected_conversation"] == "C1"
    assert held["outside"]["selected_option"]["value"] == "porto"
    assert held["date"]["selected_date"] == "2026-12-01"
    assert held["time"]["selected_time"] == "10:30"
    moment = datetime(2026, 12, 1, 8, 0, tzinfo=UTC).timestamp()
    assert held["moment"]["selected_date_time"] == moment
    assert held["number"]["value"] == "3"
    assert held["email"]["value"] == "ana@example.com"
    assert held["url"]["value"] == "https://example.com"
    assert [each["name"] for each in held["file"]["files"]] == ["bank.yaml"]


def test_what_the_app_refuses_is_told_in_its_field_and_can_be_mended(
    page: Page, app: Gallery
) -> None:
    app.refusal = {"text": "Someone has that name."}
    fill_required(page)
    page.get_by_role("button", name="Send", exact=True).last.click()
    name = page.get_by_label("Your name")
    expect(name).to_have_accessible_description("Someone has that name.")
    expect(page.get_by_label("Your answer")).to_have_value("I declare an incident.")
    app.refusal = {}
    name.fill("Ana S.")
    page.get_by_role("button", name="Send", exact=True).last.click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_focus_stays_inside_and_comes_back(page: Page) -> None:
    expect(page.get_by_label("Your name")).to_be_focused()
    for _ in range(60):
        page.keyboard.press("Tab")
        inside = (
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
        assert page.evaluate(inside)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("combobox", name="Message #on-call")).to_be_focused()


def test_a_list_closes_before_its_modal(page: Page) -> None:
    page.get_by_role("combobox", name="One option").click()
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_view_updated_keeps_what_was_entered_and_the_focus(page: Page, app: Gallery) -> None:
    page.get_by_label("Your name").fill("Ana")
    below = page.evaluate("fetch('/client/views?as=U1').then((answer) => answer.json())")["stack"][
        0
    ]
    app.client.views_update(view_id=below["id"], view={**_bare(below), "title": _title("Changed")})
    expect(page.get_by_role("dialog", name="Changed")).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_value("Ana")
    expect(page.get_by_label("Your name")).to_be_focused()


def test_a_view_on_top_goes_back_to_the_one_below(page: Page, app: Gallery) -> None:
    page.get_by_label("Your name").fill("Ana")
    page.get_by_role("button", name="Why?").click()
    expect(page.get_by_role("dialog", name="Why so many")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Your name")).to_have_value("Ana")
    assert app.next()["type"] == "block_actions"
    assert app.next()["is_cleared"] is False


def test_the_cross_closes_all_views(page: Page, app: Gallery) -> None:
    page.get_by_role("button", name="Why?").click()
    dialog = page.get_by_role("dialog", name="Why so many")
    dialog.get_by_role("button", name="Close", exact=True).first.click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert app.next()["type"] == "block_actions"
    assert app.next()["is_cleared"] is True


def _bare(view: dict[str, object]) -> dict[str, object]:
    kept = ("type", "callback_id", "submit", "close", "blocks")
    return {name: view[name] for name in kept}


def _title(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}
