"""What loading a file has in common: its changes are shown, asked about, and made as shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import typer

from bot.terminal import console
from practice import drafts
from practice.drafts import Draft, Moved, Subject
from store.unit import Sessions, Unit

New = TypeVar("New")
Changes = TypeVar("Changes")
Done = TypeVar("Done")


def show_and_load(
    sessions: Sessions,
    subject: Subject[New, Changes],
    new: New,
    show: Callable[[Draft[New, Changes]], None],
    question: str,
    write: Callable[[Unit, Draft[New, Changes]], Done],
) -> Done | None:
    """Show what a file changes and make it so once that is confirmed; None where it was not.

    An empty question is not asked. Where somebody changes things meanwhile, it is shown again.
    """
    with sessions.read() as unit:
        draft = drafts.compare(unit, subject, new)
    while True:
        show(draft)
        if question and not typer.confirm(question):
            console.print("Nothing has changed.")
            return None
        done = drafts.put_into_force(sessions, subject, draft, write)
        if not isinstance(done, Moved):
            return done
        console.print("Somebody changed things meanwhile. It would change this by now:")
        draft = done.draft
