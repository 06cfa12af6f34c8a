"""Text that somebody uploaded, or one clear fault; and files of any size."""

from __future__ import annotations

import gzip
import re
import zlib
from dataclasses import dataclass
from pathlib import Path

from files import code_pages
from files.faults import Fault

_GZIP = b"\x1f\x8b"
_NOT_TEXT = {
    b"PK\x03\x04": "This is a zip or Office file, not text.",
    _GZIP: "This is a gzip file, not text.",
    b"%PDF": "This is a PDF, not text.",
    b"\xd0\xcf\x11\xe0": "This is an old Office file, not text.",
}
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ASCII_IN_UTF16 = 20
"""Of so many bytes one at least is the empty half of a separator, a line end or a letter."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, and what is to be said of how it was read."""

    text: str
    notes: tuple[Fault, ...] = ()


def decode(content: bytes | str, file: str, limit: int) -> str | Fault:
    """Return a file's text without its byte-order mark, or what keeps it from being read.

    `limit` is the largest size in bytes.
    """
    data = _bytes(content, file, limit)
    if isinstance(data, Fault):
        return data
    if data.startswith(_UTF16_MARKS):
        return Fault(file, 1, "", "The file is in UTF-16.", "Save it again as UTF-8.")
    if b"\0" in data:
        what = "This is a binary file, or text in UTF-16."
        return Fault(file, _line(data, data.index(b"\0")), "", what, "Save it as UTF-8 text.")
    try:
        return _plain(data.decode("utf-8-sig"), file)
    except UnicodeDecodeError as error:
        return _not_utf8(data, file, error)


def decode_any(content: bytes | str, file: str, limit: int) -> Decoded | Fault:
    """Return the text of a file as spreadsheets export it, in UTF-8, UTF-16 or a code page.

    It is said which, unless it is UTF-8; where nobody can tell, that is the fault. `limit` is the
    largest size in bytes.
    """
    data = _bytes(content, file, limit)
    if isinstance(data, Fault):
        return data
    wide = _utf16(data)
    if wide is not None:
        return _said(file, "UTF-16", wide, "")
    if data.startswith(_UTF16_MARKS):
        return Fault(file, 1, "", "The file is in UTF-16, and not whole.", "Save it again.")
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = _pages(data)
        if len(found) == 1 and (whole := _in_page(data, found[0])) is not None:
            return _said(file, found[0].page, whole, _first_word(found[0]))
        return _not_utf8(data, file, error)
    text = decode(data, file, limit)
    return text if isinstance(text, Fault) else Decoded(text)


def _bytes(content: bytes | str, file: str, limit: int) -> bytes | Fault:
    """Return a file's bytes, unless they are too many or no text at all."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    if len(data) > limit:
        size, most = len(data) / 1e6, limit / 1e6
        what = f"The file has {size:.1f} MB; at most {most:g} MB are read."
        return Fault(file, 1, "", what, "Split it into several files.")
    for start, what in _NOT_TEXT.items():
        if data.startswith(start):
            return Fault(file, 1, "", what, "Export it as plain text in UTF-8.")
    return data


def _plain(decoded: str, file: str) -> str | Fault:
    """Return a text with line ends of one kind; the fault if it is empty or holds control signs."""
    if not decoded.strip():
        return Fault(file, 1, "", "The file is empty.", "Choose the file again.")
    text = decoded.replace("\r\n", "\n").replace("\r", "\n")
    hidden = _HIDDEN.search(text)
    if hidden is None:
        return text
    line = text.count("\n", 0, hidden.start()) + 1
    what = f"There is a hidden character, {hidden_character(hidden[0])}."
    return Fault(file, line, "", what, "Remove it.")


def _utf16(data: bytes) -> str | None:
    """Return the text of a file in UTF-16, with or without its mark; None where it is not."""
    if data.startswith(_UTF16_MARKS):
        codec = "utf-16"
    else:
        low, high = data[0::2].count(0), data[1::2].count(0)
        if max(low, high) * _ASCII_IN_UTF16 < len(data):
            return None
        codec = "utf-16-le" if high > low else "utf-16-be"
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _pages(data: bytes) -> list[code_pages.Reading]:
    """Return the code pages that a text may be in; none where some of its letters are in UTF-8."""
    damaged = any(not c.isascii() and c != "\ufffd" for c in data.decode("utf-8", "replace"))
    return [] if damaged or b"\0" in data else code_pages.readings(data)


def _in_page(data: bytes, reading: code_pages.Reading) -> str | None:
    try:
        return data.decode(reading.codec)
    except UnicodeDecodeError:
        return None


def _said(file: str, encoding: str, decoded: str, example: str) -> Decoded | Fault:
    text = _plain(decoded, file)
    if isinstance(text, Fault):
        return text
    shown = f", as in “{example}”" if example else ""
    what = f"The file is in {encoding}, not in UTF-8, and is read as such{shown}."
    todo = "If letters look wrong, save it again as UTF-8."
    return Decoded(text, (Fault(file, 1, "", what, todo),))


def _not_utf8(data: bytes, file: str, error: UnicodeDecodeError) -> Fault:
    """Return the fault at the first byte that is not UTF-8, with what it may be instead."""
    what = f"The file is not in UTF-8: byte 0x{data[error.start]:02x} has no meaning there."
    if found := _pages(data):
        may = " or ".join(f"“{_first_word(reading)}” in {reading.page}" for reading in found)
        what = f"{what} It may read {may}."
    return Fault(file, _line(data, error.start), "", what, "Save it again as UTF-8.")


def _first_word(reading: code_pages.Reading) -> str:
    return reading.words.partition(" ")[0]


class Unreadable(Exception):
    """A file that cannot be read as text; the message says why."""


def read_path(path: Path) -> str:
    """Return the text of a file of any size, plain or gzipped, without its byte-order mark.

    Read to its end at once: a damaged file says so before its beginning is taken for all of it.
    Raises Unreadable.
    """
    try:
        data = path.read_bytes()
        packed = path.suffix == ".gz" or data.startswith(_GZIP)
        return (gzip.decompress(data) if packed else data).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise Unreadable(str(error)) from error


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def hidden_character(text: str) -> str | None:
    """Return the name of a control character or half a pair, which no text should hold.

    Databases and Slack refuse some of them; tabs and line breaks are fine.
    """
    found = _HIDDEN.search(text)
    return None if found is None else f"U+{ord(found[0]):04X}"


def without_hidden(text: str) -> str:
    """Return a text without its hidden characters."""
    return _HIDDEN.sub("", text)
