"""Somebody's seat at the page: what they see, say and tap, by the words that stand there."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from bot.trial.people import BOT

PATIENCE = 20_000.0
DRAWN = "[role=log][aria-busy=false]"
"""The messages, once they are there."""


class Seat:
    """One person at the page, in their conversation with the bot."""

    def __init__(self, page: Page, url: str, person: str) -> None:
        """Open the page as a person, by Slack id."""
        self.page = page
        self._home = f"{url}/?as={person}&view=home&app={BOT}"
        self.page.goto(f"{url}/?as={person}")
        self.page.wait_for_selector(DRAWN)

    def messages(self) -> None:
        """Go from the bot's Home to its messages, as one does: what was tapped is still sent."""
        self.page.get_by_role("tab", name="Messages").click()
        self.page.wait_for_selector(DRAWN)

    def home(self) -> Locator:
        """Look at the bot's Home."""
        self.page.goto(self._home)
        shown = self.page.locator(".home-body .blocks")
        expect(shown).to_be_visible(timeout=PATIENCE)
        return shown

    def say(self, text: str) -> None:
        """Write something under the messages, such as a slash command."""
        area = self.page.get_by_role("combobox", name="Message Holdfast")
        area.fill(text)
        area.press("Enter")

    def reply(self, message: Locator, text: str) -> Locator:
        """Write something in the thread of a message; return the thread."""
        if not self.thread.is_visible():
            message.hover()
            message.get_by_role("button", name="Reply in a thread").click()
        area = self.thread.get_by_role("combobox")
        area.fill(text)
        area.press("Enter")
        return self.thread

    @property
    def thread(self) -> Locator:
        """The thread that stands open."""
        return self.page.locator(".side .thread")

    def message(self, saying: str) -> Locator:
        """The newest message that holds some words, once it is there, whatever it becomes."""
        found = self.page.locator(".pane article.message", has_text=saying).last
        expect(found).to_be_visible(timeout=PATIENCE)
        return self.at(found.get_attribute("data-ts") or "")

    def at(self, ts: str) -> Locator:
        """The message of a ts, whatever it becomes."""
        return self.page.locator(f".pane article.message[data-ts='{ts}']")

    @property
    def modal(self) -> Locator:
        """The open modal."""
        return self.page.get_by_role("dialog")

    def opened(self, title: str) -> Locator:
        """The open modal of a title; waits for it."""
        found = self.page.get_by_role("dialog", name=title)
        expect(found).to_be_visible(timeout=PATIENCE)
        return found

    def leave(self) -> None:
        """Close every open modal."""
        self.modal.get_by_role("button", name="Close", exact=True).first.click()
        self.closed()

    def closed(self) -> None:
        """Wait until no modal is open."""
        expect(self.modal).to_have_count(0, timeout=PATIENCE)


def tap(place: Locator, words: str) -> None:
    """Tap the last button on which some words stand."""
    found = place.locator("button", has_text=re.compile(f"^{re.escape(words)}$"))
    found.last.click()


def pick(place: Locator, entry: str) -> None:
    """Choose an entry of the last menu behind three dots."""
    place.get_by_role("button", name="More").last.click()
    place.page.get_by_role("menuitem", name=entry).click()


def says(place: Locator, *words: str) -> None:
    """Expect words to stand somewhere, soon."""
    for each in words:
        expect(place).to_contain_text(each, timeout=PATIENCE)
