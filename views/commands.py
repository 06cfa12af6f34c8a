"""What somebody may do, as the help lists it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MayDo:
    """What somebody may do besides answering."""

    on_roster: bool = True
    manages: bool = False
    reviews: bool = False
    administers: bool = False
