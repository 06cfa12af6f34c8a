"""HTML and Slack's markup in an item's text: shown as they stand, since text is no markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Final

from files.faults import Path, Problem
from items.model import Bank, Criterion, Item, Option, Translation

_MOST: Final = 6
"""So many different ones are named of one text."""

_CODE: Final = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
_REFERENCE: Final = re.compile(
    r"&(?:#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|(?:nbsp|lt|gt|amp|quot)\b(?![=;])|([A-Za-z]\w{1,31};))"
)
_TAG: Final = re.compile(
    r"<!--.*?-->|<!\[CDATA\[|<![a-z]+>|<[@#][UWC][A-Z0-9]+(?:\|[^>]*)?>|<https?://[^>\s|]+\|[^>]*>"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)"
    r"(?P<attributes>(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))*)\s*(?P<empty>/?)>",
    re.DOTALL,
)
_ALONE: Final = frozenset(
    (
        *("blockquote", "br", "center", "div", "em", "font", "hr", "img", "li", "ol", "p", "pre"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "span", "strong", "sub", "sup", "td", "th", "tr"),
        *("tt", "ul"),
    )
)
"""Elements that need no other sign: nobody writes them as a placeholder, as in `<name>`."""
_ELEMENTS: Final = _ALONE | frozenset(
    (
        *("a", "abbr", "article", "aside", "audio", "b", "big", "body", "button", "caption"),
        *("code", "dd", "del", "details", "dl", "dt", "figure", "footer", "form", "h", "head"),
        *("header", "html", "i", "iframe", "input", "ins", "kbd", "label", "link", "main"),
        *("mark", "math", "nav", "option", "q", "s", "samp", "script", "section", "select"),
        *("small", "source", "strike", "style", "summary", "svg", "table", "tbody", "tfoot"),
        *("thead", "title", "u", "var", "video"),
    )
)


def markup(bank: Bank) -> Iterator[Problem]:
    """Yield each text of a bank that holds HTML, with what it holds."""
    for path, text in _texts(bank):
        found = list(dict.fromkeys(html_in(text)))
        if found:
            named = ", ".join(f"`{' '.join(part.split())[:40]}`" for part in found[:_MOST])
            more = " and more" if len(found) > _MOST else ""
            what = f"{named}{more} will be shown as it stands: text is no HTML."
            if len(found) > 1:
                what = f"{named}{more} will be shown as they stand: text is no HTML."
            yield Problem(path, what, "Write the characters themselves, and no tags.")


def html_in(text: str) -> Iterator[str]:
    """Yield the references and tags in a text, as they stand in it; what is in code is not."""
    bare = _CODE.sub(" ", text)
    closed = {tag["name"].lower() for tag in _TAG.finditer(bare) if tag["close"]}
    found = [(m.start(), m[0]) for m in _REFERENCE.finditer(bare) if not m[1] or m[1] in html5]
    found += [(m.start(), m[0]) for m in _TAG.finditer(bare) if _is_html(m, closed)]
    yield from (part for _, part in sorted(found))


def _is_html(tag: re.Match[str], closed: set[str]) -> bool:
    name = (tag["name"] or "").lower()
    if not name:
        return True  # a comment, CDATA, or markup of Slack's
    sure = tag["close"] or tag["empty"] or tag["attributes"] or name in closed
    return name in _ALONE or (name in _ELEMENTS and bool(sure))


def _texts(bank: Bank) -> Iterator[tuple[Path, str]]:
    """Yield everything that people read, with its place."""
    for n, misconception in enumerate(bank.misconceptions):
        yield ("misconceptions", n, "says"), misconception.says
        yield ("misconceptions", n, "correction"), misconception.correction
    for n, item in enumerate(bank.items):
        path: Path = ("items", n)
        yield from _said(path, item)
        for tag, translation in item.translations.items():
            yield from _said((*path, "translations", tag), translation)


def _said(path: Path, item: Item | Translation) -> Iterator[tuple[Path, str]]:
    for key in ("scenario", "prompt", "model_answer", "explanation"):
        yield (*path, key), getattr(item, key)
    for n, option in enumerate(item.options):
        yield from _of_option((*path, "options", n), option)
    for n, criterion in enumerate(item.rubric):
        yield from _of_criterion((*path, "rubric", n), criterion)


def _of_option(path: Path, option: Option) -> Iterator[tuple[Path, str]]:
    yield (*path, "text"), option.text
    yield (*path, "feedback"), option.feedback


def _of_criterion(path: Path, criterion: Criterion) -> Iterator[tuple[Path, str]]:
    for key in ("criterion", "why", "next_time"):
        yield (*path, key), getattr(criterion, key)
    for key in ("met", "partly", "not_met", "red_flags"):
        for n, text in enumerate(getattr(criterion, key)):
            yield (*path, key, n), text
