"""Forms that a bank may come in, one module each, chosen by the file's name.

A format's `read` returns the values of the bank form with the line of each, or one fault where
the file cannot be read at all; what the values must hold is the same for all (`items.check`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Final

from files.faults import Fault
from files.yaml import Document
from items.formats import yaml

Reader = Callable[[bytes | str, str], Document | Fault]

READERS: Final[Mapping[str, Reader]] = dict.fromkeys(yaml.SUFFIXES, yaml.read)


def read(content: bytes | str, file: str) -> Document | Fault:
    """Read a bank's values in the format that the file's name ends in."""
    reader = READERS.get(PurePath(file).suffix.lower())
    if reader is None:
        what = "The name does not end in a known format."
        return Fault(file, 1, "", what, f"Load a file that ends in {', '.join(READERS)}.")
    return reader(content, file)
