"""Text in UTF-8: what somebody uploaded, or one clear fault; and files of any size."""

from __future__ import annotations

import gzip
import re
import zlib
from pathlib import Path

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


def decode(content: bytes | str, file: str, limit: int) -> str | Fault:
    """Return a file's text without its byte-order mark, or what keeps it from being read.

    `limit` is the largest size in bytes.
    """
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    if len(data) > limit:
        size, most = len(data) / 1e6, limit / 1e6
        what = f"The file has {size:.1f} MB; at most {most:g} MB are read."
        return Fault(file, 1, "", what, "Split it into several files.")
    for start, what in _NOT_TEXT.items():
        if data.startswith(start):
            return Fault(file, 1, "", what, "Export it as plain text in UTF-8.")
    if data.startswith(_UTF16_MARKS):
        return Fault(file, 1, "", "The file is in UTF-16.", "Save it again as UTF-8.")
    if b"\0" in data:
        what = "This is a binary file, or text in UTF-16."
        return Fault(file, _line(data, data.index(b"\0")), "", what, "Save it as UTF-8 text.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"The file is not in UTF-8: byte 0x{data[error.start]:02x} has no meaning there."
        return Fault(file, _line(data, error.start), "", what, "Save it again as UTF-8.")
    if not text.strip():
        return Fault(file, 1, "", "The file is empty.", "Choose the file again.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    hidden = _HIDDEN.search(text)
    if hidden is None:
        return text
    line = text.count("\n", 0, hidden.start()) + 1
    what = f"There is a hidden character, {hidden_character(hidden[0])}."
    return Fault(file, line, "", what, "Remove it.")


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
