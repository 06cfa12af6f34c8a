"""A company that has practised for four weeks, and Chromium at its people's screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from bot.trial.run import Trial
from tests.acceptance.journeys import company
from tests.acceptance.journeys.seat import Seat

SCREENS = Path(__file__).resolve().parents[3] / "docs" / "screens"
WIDTH, HEIGHT = 1100, 1000

Sit = Callable[[str], Seat]
Keep = Callable[[Page | Locator, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Ask for pictures only where somebody wants new ones."""
    parser.addoption(
        "--keep-screens", action="store_true", help="write the pictures in docs/screens anew"
    )


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """The company after four weeks, its clock running, everybody's scripts put away."""
    folder = tmp_path_factory.mktemp("journeys")
    with company.four_weeks(f"sqlite:///{folder / 'journeys.sqlite3'}") as known:
        yield known


@pytest.fixture(scope="session")
def newcomer(running: Trial) -> str:
    """Somebody who joined a moment ago; their Slack id."""
    return company.let_in(running)


@pytest.fixture(autouse=True)
def nothing_breaks(running: Trial) -> Iterator[None]:
    """Whatever is logged as an error while a journey is made fails it."""
    before = running.errors.count
    yield
    assert running.errors.count == before


@pytest.fixture
def sit(browser: Browser, running: Trial) -> Iterator[Sit]:
    """Sit down at somebody's screen, by name; what the page complains about fails the test."""
    complaints: list[str] = []
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", reduced_motion="reduce"
    )
    context.set_default_timeout(20_000)

    def sit_down(name: str) -> Seat:
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: note(said.type, said.text))
        slack_id = running.company.slack_ids.get(company.email(name), "U900")
        return Seat(page, running.workspace.url, slack_id)

    def note(kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            complaints.append(text)

    yield sit_down
    context.close()
    assert complaints == []


@pytest.fixture
def keep(request: pytest.FixtureRequest) -> Keep:
    """Keep a picture of a page or of a part of it, where pictures are asked for."""
    wanted = request.config.getoption("--keep-screens", default=False)

    def take(what: Page | Locator, name: str) -> None:
        if wanted:
            whole = isinstance(what, Page)
            page = what if isinstance(what, Page) else what.page
            page.set_viewport_size({"width": WIDTH, "height": 640 if whole else 1700})
            page.mouse.move(0, 0)
            page.evaluate("document.activeElement.blur()")
            what.screenshot(path=SCREENS / f"{name}.png", animations="disabled")
            page.set_viewport_size({"width": WIDTH, "height": HEIGHT})

    return take
