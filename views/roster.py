"""People, and what a roster would change."""

from __future__ import annotations

from dataclasses import dataclass

from org.model import Assignment
from views.reader import Reader


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person, the roles they hold and the teams they lead today.

    `has_account` is false where the chat knows no such email.
    """

    name: str
    held: tuple[str, ...]
    leads: tuple[str, ...] = ()
    has_account: bool = True
    left: bool = False


@dataclass(frozen=True, slots=True)
class RosterChangesView:
    """What a roster would change, each as lines to read; nothing of it is lost evidence.

    `ended` are places of people who stay and get no other, `redated` those with other dates.
    `unknown` are emails that the chat does not know.
    """

    reader: Reader
    draft: str
    file: str
    joined: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    moved: tuple[Assignment, ...] = ()
    ended: tuple[Assignment, ...] = ()
    redated: tuple[Assignment, ...] = ()
    corrected: tuple[str, ...] = ()
    unchanged: int = 0
    unknown: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        people = self.joined or self.returned or self.left or self.corrected
        return not (people or self.moved or self.ended or self.redated)
