"""What open pages hear as it happens: one queue a page, sent in order."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection
from dataclasses import dataclass, field

from workspace.shapes import Json


@dataclass(slots=True, eq=False)
class Page:
    """One open page."""

    person: str
    traffic: bool
    queue: asyncio.Queue[str] = field(default_factory=asyncio.Queue)


class Stream:
    """All open pages."""

    def __init__(self) -> None:
        self._pages: dict[str, set[Page]] = {}
        self._inspectors: set[Page] = set()

    def open(self, person: str, *, traffic: bool) -> Page:
        """Begin to tell a page what happens for a person."""
        page = Page(person, traffic)
        self._pages.setdefault(person, set()).add(page)
        if traffic:
            self._inspectors.add(page)
        return page

    def close(self, page: Page) -> None:
        """Forget a page."""
        self._pages[page.person].discard(page)
        if not self._pages[page.person]:
            del self._pages[page.person]
        self._inspectors.discard(page)

    def watchers(self, people: Collection[str]) -> list[str]:
        """Return which of these people have a page open."""
        return [person for person in self._pages if person in people]

    def tell(self, person: str, event: Json) -> None:
        """Tell every page of one person."""
        pages = self._pages.get(person)
        if pages:
            text = json.dumps(event)
            for page in pages:
                page.queue.put_nowait(text)

    def tell_all(self, event: Json) -> None:
        """Tell every page."""
        for person in list(self._pages):
            self.tell(person, event)

    def tell_traffic(self, entry: Json) -> None:
        """Tell the pages that show the traffic."""
        if self._inspectors:
            text = json.dumps({"type": "traffic", "entry": entry}, default=str)
            for page in self._inspectors:
                page.queue.put_nowait(text)
