"""Why a question was asked, from the figures that were kept with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from capability.team import enough
from scheduling.planner import Reason
from views.reader import Reader
from views.why import WhyView


def why_view(
    reader: Reader, why: Mapping[str, Any], skill: str, role: str = "", asked_for: bool = False
) -> WhyView:
    """Return what the screen says of a kept `scheduling.planner.Why`; names as people read them."""
    return WhyView(
        reader=reader,
        reason=Reason(why["reason"]),
        skill=skill,
        role=role,
        days_since_missed=why["days_since_missed"],
        days_since_asked=why["days_since_asked"],
        expected=why["target"],
        under=why["high"] < why["target"],
        enough=enough(why["low"], why["high"], why["answers"]),
        asked_for=asked_for,
    )
