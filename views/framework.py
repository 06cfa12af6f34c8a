"""What a framework would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from org.framework_diff import FrameworkDiff
from views.reader import Reader


@dataclass(frozen=True, slots=True)
class FrameworkChangesView:
    """What a framework would change, or has changed; `skills` and `roles` are its names by id."""

    reader: Reader
    draft: str
    file: str
    diff: FrameworkDiff
    skills: Mapping[str, str]
    roles: Mapping[str, str]
    warnings: tuple[str, ...] = ()
