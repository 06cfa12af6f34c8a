"""The clock and the traffic inspector."""

from __future__ import annotations

from playwright.sync_api import expect

from workspace.handle import Handle
from workspace.tests.page.conftest import Gallery, Open


def test_the_clock_steps_forward(visit: Open, slack: Handle) -> None:
    page = visit("/?as=U1&channel=C1")
    clock = page.locator(".clock-time")
    expect(clock).to_have_text("Tue 24 Nov, 09:12")
    for button, reads in (
        ("Next hour", "Tue 24 Nov, 10:00"),
        ("Next morning", "Wed 25 Nov, 09:00"),
        ("Next Monday", "Mon 30 Nov, 09:00"),
    ):
        page.get_by_role("button", name=button).click()
        expect(clock).to_have_text(reads)
    slack.advance(3600)
    expect(clock).to_have_text("Mon 30 Nov, 10:00")


def test_the_clock_is_a_menu_where_there_is_little_room(visit: Open) -> None:
    page = visit("/?as=U1&channel=C1", width=390, height=844)
    page.get_by_role("button", name="Move the clock").click()
    page.get_by_role("menuitem", name="Next hour").click()
    expect(page.locator(".clock-time")).to_have_text("Tue 24 Nov, 10:00")


def test_the_inspector_shows_what_was_said(visit: Open, app: Gallery) -> None:
    page = visit("/?as=U1&channel=C1")
    page.get_by_role("button", name="Traffic inspector").click()
    inspector = page.get_by_role("region", name="Traffic", exact=True)
    app.post("C1", [], text="Look at me")
    inspector.get_by_role("button", name="chat.postMessage").first.click()
    expect(inspector.get_by_label("Request")).to_contain_text("Look at me")
    expect(inspector.get_by_label("Response")).to_contain_text('"ok": true')
    inspector.get_by_role("searchbox").fill("auth")
    expect(inspector.get_by_role("button", name="chat.postMessage")).to_have_count(0)
    inspector.get_by_role("button", name="Close the inspector").click()
    expect(inspector).to_be_hidden()
