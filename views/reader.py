"""Who reads: language and time zone."""

from __future__ import annotations

from dataclasses import dataclass

SOURCE = "en"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: their language (a tag such as `de`) and their time zone."""

    language: str = SOURCE
    zone: str = "UTC"
