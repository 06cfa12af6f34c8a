"""Any view can be linked to."""

from __future__ import annotations

from playwright.sync_api import expect

from workspace.tests.page import gallery
from workspace.tests.page.conftest import Gallery, Open


def test_without_a_person_the_page_asks_whom_to_be(visit: Open) -> None:
    page = visit("/")
    page.get_by_role("button", name="Rui Costa").click()
    expect(page.get_by_role("combobox", name="Acting as")).to_have_value("Rui Costa")
    assert "as=U2" in page.url


def test_a_person_who_is_not_here_is_asked_for_again(visit: Open, complaints: list[str]) -> None:
    page = visit("/?as=U999")
    expect(page.get_by_role("button", name="Ana Silva")).to_be_visible()
    complaints.clear()  # Chromium itself reports that a request was answered with 404.


def test_a_channel_can_be_linked_to(visit: Open, app: Gallery) -> None:
    app.post("C2", gallery.QUESTION)
    page = visit("/?as=U1&channel=C2")
    expect(page.get_by_role("heading", level=1)).to_have_text("payments-team")
    expect(page.get_by_text("Checkout errors went from 0.2 to 4")).to_be_visible()


def test_a_home_can_be_linked_to(visit: Open, app: Gallery) -> None:
    app.client.views_publish(user_id="U1", view=gallery.HOME)
    page = visit("/?as=U1&view=home&app=A1")
    expect(page.get_by_role("heading", name="What you can do now")).to_be_visible()


def test_the_theme_can_be_linked_to(visit: Open) -> None:
    page = visit("/?as=U1&theme=dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Use the light theme").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_a_permalink_leads_to_its_message(visit: Open, app: Gallery) -> None:
    ts = app.post("C1", [], text="Look here")
    link = app.client.chat_getPermalink(channel="C1", message_ts=ts)["permalink"]
    path = "/archives/" + link.split("/archives/")[1]
    page = visit(f"{path}?as=U1")
    expect(page.get_by_role("region", name="Thread")).to_contain_text("Look here")
