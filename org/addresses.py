"""Work emails and Slack ids as people copy them: the address alone, or why it is none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from files.characters import named, tidy
from org import limits
from org.model import is_slack_id

_NEVER: Final = r"\s@,;:<>()\[\]\"\\\ufffd"
_EMAIL: Final = re.compile(rf"[^{_NEVER}]+@[^{_NEVER}'.]+(\.[^{_NEVER}'.]+)+")
_MENTION: Final = re.compile(r"<@([UW][A-Z0-9]+)(\|[^>]*)?>")
_LINK: Final = re.compile(
    r"\[[^\]]*\]\((?:mailto:)?([^)]*)\)|<(?:mailto:)?([^>|]*)(?:\|[^>]*)?>", re.I
)
_MAILTO: Final = re.compile(r"(?:mailto|smtp|e-?mail):\s*([^?]*)(\?.*)?", re.IGNORECASE)
_REMARK: Final = re.compile(r"\s+\([^()@]*\)$")
_WORD: Final = re.compile(r"[^\W\d_]+")
_QUOTES: Final = " \"'`\u2018\u2019\u201c\u201d\u201e"
_AT: Final = re.compile(r"\s*[\[({]\s*(at|ät)\s*[\])}]\s*", re.IGNORECASE)


def address(written: str) -> str | None:
    """Return the email, in small letters, or the Slack id that a cell holds; None where it is none.

    Taken off is what belongs to no address: `mailto:`, a name beside `<…>`, quotes, a mark at the
    end. Full-width letters become plain ones.
    """
    value = _bare(written)
    if is_slack_id(value):
        return value
    if len(value) > limits.EMAIL or not _EMAIL.fullmatch(value) or _foreign(value):
        return None
    return str(value.lower())


def why_none(written: str) -> str:
    """Return what is wrong with what is no address, as a sentence, or nothing to add."""
    value = _bare(written)
    if value.count("@") > 1:
        return "It holds more than one `@`."
    if foreign := _foreign(value):
        return f"It holds {named(foreign)}, which looks like another letter."
    if " " in value:
        return "It holds a space."
    if "\ufffd" in value:
        return "It holds U+FFFD, which stands for a letter that was lost when the file was saved."
    if _AT.search(value):
        return "Its `@` is written out."
    return ""


def _bare(written: str) -> str:
    """Return what a cell holds without what is written around an address."""
    value = tidy(written)
    if not value.isascii():
        value = "".join(_plain(value))
    value = value.strip(" ,;")
    value = _REMARK.sub("", value)
    if mention := _MENTION.fullmatch(value):
        return str(mention[1])
    if "<" in value or "[" in value:
        linked = [one or other for one, other in _LINK.findall(value)]
        value = linked[0] if len(linked) == 1 else value
    if mail := _MAILTO.fullmatch(value.strip(" \"'")):
        value = unquote(mail[1])
    return value.lstrip(_QUOTES).rstrip(_QUOTES + ",;.")


def _plain(text: str) -> Iterator[str]:
    """Yield characters with their full-width and other forms made plain where that is ASCII."""
    for character in text:
        plain = unicodedata.normalize("NFKC", character)
        yield plain if plain.isascii() else character


def _foreign(value: str) -> str | None:
    """Return a letter of another alphabet in a word of Latin letters, if there is one."""
    if value.isascii():
        return None
    for word in _WORD.findall(value):
        scripts: dict[str, str] = {unicodedata.name(c, "?").split()[0]: c for c in word}
        if "LATIN" in scripts and len(scripts) > 1:
            return next(c for script, c in scripts.items() if script != "LATIN")
    return None
