"""Short notices: to people whose place changed, and to administrators about what needs mending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from views.reader import Reader
from views.welcome import Naming


@dataclass(frozen=True, slots=True)
class WelcomeBackView:
    """Somebody returned to the roster; `name` is their first name."""

    reader: Reader
    name: str


@dataclass(frozen=True, slots=True)
class RoleChangedView:
    """Somebody's role, by its name, from a day on."""

    reader: Reader
    role: str
    since: date


@dataclass(frozen=True, slots=True)
class NamingChangedView:
    """What managers may see from now on; None: nobody by name."""

    reader: Reader
    naming: Naming | None = None


@dataclass(frozen=True, slots=True)
class AlreadyAnsweredView:
    """A reply came to a question whose first answer stands."""

    reader: Reader


class Trouble(StrEnum):
    """What an administrator has to mend."""

    TOKEN = "token"  # noqa: S105
    SCOPE = "scope"
    STUCK = "stuck"
    UNKNOWN_EMAILS = "unknown_emails"
    PAST_REVIEW = "past_review"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class TroubleView:
    """A trouble: `names` are the emails or items, `n` how many messages, `detail` the scope."""

    reader: Reader
    trouble: Trouble
    names: tuple[str, ...] = ()
    n: int = 0
    detail: str = ""
