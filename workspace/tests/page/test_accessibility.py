"""axe-core finds nothing serious on any view, in either theme; the keyboard reaches all of it."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from workspace.handle import Handle
from workspace.tests.page import gallery
from workspace.tests.page.conftest import Gallery, Open

GRAVE = ("serious", "critical")
Step = Callable[[Page], object]


def nothing(_page: Page) -> None:
    """Leave the view as it opens."""


def open_modal(page: Page) -> None:
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(page.get_by_text("Please complete this required field.").first).to_be_visible()


VIEWS: dict[str, tuple[str, Step]] = {
    "choosing a person": ("/?", nothing),
    "a channel": ("/?as=U1&channel=C1", nothing),
    "a digest": ("/?as=U1&channel=C2", nothing),
    "a home": ("/?as=U1&view=home&app=A1", nothing),
    "an open list": ("/?as=U1&view=home&app=A1", lambda page: page.click("[data-action=weekly]")),
    "a question asked": (
        "/?as=U1&view=home&app=A1",
        lambda page: page.click("[data-action=erase]"),
    ),
    "a modal with faults": ("/?as=U1&view=home&app=A1", open_modal),
    "a menu": ("/?as=U1&channel=C1", lambda page: page.click("[data-action=more]")),
    "a command being written": (
        "/?as=U1&channel=C1",
        lambda page: page.type(".composer-area", "/g"),
    ),
    "the traffic": (
        "/?as=U1&channel=C1&inspector=1",
        lambda page: page.locator(".traffic .link-button").first.click(),
    ),
}

THREAD = "a thread"
EVERY = (*VIEWS, THREAD)
COLOURFUL = ("a channel", "a home", "a modal with faults", "the traffic")
"""What the gate looks at in the dark as well; the rules apart from contrast know no theme."""


@pytest.fixture
def full(app: Gallery, slack: Handle) -> str:
    """Fill the workspace; returns the ts of a message with a thread."""
    known = [block for block in gallery.TEXTS if block["type"] != "video"]
    app.post("C1", known)
    app.post("C1", gallery.FIGURES[:2])
    app.post("C1", gallery.FIGURES[2:])
    ana = slack.act_as("U1")
    ts = ana.send("C1", "Who is on call?", files=[ana.upload("a.txt", b"a")])
    slack.act_as("U2").send("C1", "I am", thread_ts=ts)
    slack.act_as("U2").react(ana.last("C1"), "eyes")
    app.post("C1", gallery.QUESTION)
    app.client.chat_postEphemeral(channel="C1", user="U1", text="Pick an answer first.")
    app.post("C2", gallery.DIGEST)
    app.client.views_publish(user_id="U1", view=gallery.HOME)
    return ts


def grave_findings(page: Page) -> list[tuple[str, list[str]]]:
    found = Axe().run(page).response["violations"]
    return [
        (each["id"], [node["html"] for node in each["nodes"]])
        for each in found
        if each["impact"] in GRAVE
    ]


@pytest.mark.parametrize(
    ("theme", "names"),
    [
        pytest.param("light", EVERY, id="light"),
        pytest.param("dark", COLOURFUL, id="dark"),
        pytest.param("dark", EVERY, id="dark, every view", marks=pytest.mark.long),
    ],
)
def test_axe_finds_nothing_serious(
    visit: Open, full: str, theme: str, names: Collection[str]
) -> None:
    found = {}
    views = {**VIEWS, THREAD: (f"/?as=U1&channel=C1&thread={full}", nothing)}
    for name in names:
        address, step = views[name]
        page = visit(f"{address}&theme={theme}", height=1200)
        step(page)
        found[name] = grave_findings(page)
        page.evaluate("fetch('/client/views?as=U1')")
        if page.get_by_role("dialog").count():
            page.keyboard.press("Escape")
            expect(page.get_by_role("dialog", name="Everything")).to_have_count(0)
        page.close()
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_axe_finds_nothing_serious_on_a_narrow_screen(visit: Open, full: str) -> None:
    page = visit("/?as=U1&channel=C2", width=390, height=844)
    assert grave_findings(page) == []
    page.get_by_role("button", name="Conversations").click()
    assert grave_findings(page) == []


def test_a_narrow_page_never_scrolls_sideways(visit: Open, full: str) -> None:
    for address in ("/?as=U1&channel=C1", "/?as=U1&channel=C2", "/?as=U1&view=home&app=A1"):
        page = visit(address, width=360, height=740)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 360, address
        main = page.locator(".timeline-scroller, .home-scroller").first
        assert main.evaluate("(box) => box.scrollWidth <= box.clientWidth"), address


def test_a_question_is_answered_by_keyboard_alone(visit: Open, app: Gallery) -> None:
    app.post("C1", gallery.QUESTION)
    page = visit("/?as=U1&channel=C1")
    expect(page.get_by_role("combobox", name="Message #on-call")).to_be_focused()
    page.get_by_role("log").focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".message")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Fairly sure")).to_be_focused()
    page.keyboard.press("Enter")
    body = app.next()
    assert body["actions"][0]["action_id"] == "fair"
    assert body["state"]["values"]["choice"]["pick"]["selected_option"]["value"] == "b"


def test_the_conversation_is_one_key_away(visit: Open, app: Gallery) -> None:
    page = visit("/?as=U1&view=home&app=A1")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the conversation")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
