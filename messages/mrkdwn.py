"""Slack's markup: text that people wrote is data, so it is escaped wherever markup is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


class Mrkdwn(str):
    """Text in Slack's markup: ours, or escaped. Plain `str` is never taken for it."""

    __slots__ = ()


def escape(text: object) -> Mrkdwn:
    """Escape `&`, `<` and `>`, the only three that Slack's markup knows; markup stays as it is."""
    if isinstance(text, Mrkdwn):
        return text
    plain = str(text)
    return Mrkdwn(plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def unescape(text: str) -> str:
    """Return what people see of escaped text."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def cut(text: Mrkdwn, limit: int) -> Mrkdwn:
    """Cut markup to `limit` characters, never within an escaped one; the last resort."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    start = kept.rfind("&")
    if start >= 0 and ";" not in kept[start:]:
        kept = kept[:start]
    return Mrkdwn(f"{kept}…")


def bold(text: object) -> Mrkdwn:
    """Set a text in bold, on one line: bold ends where a line ends."""
    return Mrkdwn(f"*{' '.join(escape(text).split())}*")


def join(parts: Iterable[str], between: str = " ") -> Mrkdwn:
    """Join the parts that are not empty, escaping those that are plain."""
    return Mrkdwn(between.join(escape(part) for part in parts if part))


@cache
def _environment() -> Environment:
    """Prose templates. HTML's escaping would show `&#39;`, so values go through our own."""
    return Environment(
        loader=PackageLoader("messages", "templates"),
        autoescape=False,  # noqa: S701
        finalize=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def paragraphs(template: str, translate: Callable[..., Mrkdwn], **values: Any) -> list[Mrkdwn]:
    """Render a prose template into its paragraphs, which blank lines separate.

    `translate` is what the template calls `_`: it looks a sentence up and escapes its values.
    """
    prose = _environment().get_template(template).render(_=translate, **values)
    return [Mrkdwn(p.strip()) for p in prose.split("\n\n") if p.strip()]
