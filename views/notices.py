"""What administrators are told about trouble."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from views.reader import Reader


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
