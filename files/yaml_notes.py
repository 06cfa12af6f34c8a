"""Text in YAML that may be read, and by which somebody may have meant more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ruamel.yaml.nodes import Node, ScalarNode, SequenceNode

from files.faults import clip

Note = tuple[int, str, str]
"""A line that counts from 1, what is worth a look there, and what to do."""

_QUOTE: Final = "If it belongs to the text, put the whole into quotes."

_COMMENT: Final = re.compile(r"(?P<space>[ \t]+)(?P<comment>#[^\n]*)")
_NEXT_LINE: Final = re.compile(r"[ \t]*\n(?P<indent> +)(?P<comment>#[^\s#][^\n]*)")
_SENTENCE_ENDS: Final = (".", "?", "!", ":", ";", "…", ")", "”", "»", '"', "'")
_WORDED: Final = re.compile(r"\S\s+\S")
_CURLY: Final = re.compile(r"[“„«‘‚»]([^“”„«»‘’‚]*)[”“»’‘«]")
_NOTHING: Final = re.compile(r"[ \t]*:[ \t]+(#[^\n]*|&[^\s,}\]]+|~|null|Null|NULL)")
_ENTRY: Final = re.compile(r"[ \t]*([-–—•·*])\s*\S")


def of_text(raw: str, node: ScalarNode, key: str) -> Iterator[Note]:
    """Yield what is worth a look in a value without quotes; `raw` is the whole file's text."""
    value, line = str(node.value).strip(), node.end_mark.line + 1
    if node.style is not None or not value:
        return
    found = _COMMENT.match(raw, node.end_mark.index)
    below = _NEXT_LINE.match(raw, node.end_mark.index)
    if below and _goes_deeper(raw, node, len(below["indent"])) and not _ended(value):
        what = f"`{clip(below['comment'], 40)}` is read as a comment: "
        yield line + 1, what + f"`{key}` ends at `{clip(value.split()[-1], 30)}`.", _QUOTE
    if found and _cut_off(value, found["space"], found["comment"]):
        what = f"` {clip(found['comment'], 40)}` is read as a comment: "
        yield line, what + f"`{key}` ends at `{clip(value.split()[-1], 30)}`.", _QUOTE
    if _CURLY.fullmatch(value):
        what = "The text stands in curly quotes, which people will see."
        yield line, what, "Write straight quotes, or none."
    written = raw[node.start_mark.index : node.end_mark.index].split("\n")
    for number, rest in enumerate(written[1:], node.start_mark.line + 2):
        if entry := _ENTRY.match(rest):
            what = f"This line begins with `{entry[1]}`, and is read as part of the text above it."
            yield number, what, "If it is an entry of its own, begin it with `- ` in their column."


def of_list(node: SequenceNode) -> Iterator[Note]:
    """Yield where a comma in `[…]` seems to part a sentence."""
    if not node.flow_style:
        return
    for before, entry in zip(node.value, node.value[1:], strict=False):
        if _plain(before) and _plain(entry) and _goes_on(str(before.value), str(entry.value)):
            what = f"`{clip(str(entry.value), 40)}` is an entry of its own after the comma."
            yield entry.start_mark.line + 1, what, _QUOTE


def nothing(raw: str, key: Node) -> str:
    """Return why the value of a key is empty although something is written; empty where it is."""
    written = _NOTHING.match(raw, key.end_mark.index)
    if written is None:
        return ""
    meaning = {"#": "a comment", "&": "a name for the value"}.get(written[1][0], "nothing")
    return f"YAML reads `{clip(written[1], 40)}` as {meaning}: put text into quotes."


def _cut_off(value: str, space: str, comment: str) -> bool:
    """Whether what YAML takes for a comment looks like the rest of the sentence before it."""
    ended = _ended(value)
    apart = len(space) > 1 or "\t" in space
    if re.match(r"#[^\s#]", comment):
        return not (ended and apart)
    return not ended and not apart and _WORDED.search(value) is not None


def _ended(value: str) -> bool:
    return value.endswith(_SENTENCE_ENDS)


def _goes_deeper(raw: str, node: ScalarNode, indent: int) -> bool:
    """Whether a line is indented further than the one on which a value begins."""
    start = raw.rfind("\n", 0, node.start_mark.index) + 1
    line = raw[start : node.start_mark.index]
    return indent > len(line) - len(line.lstrip(" -"))


def _plain(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.style is None


def _goes_on(before: str, entry: str) -> bool:
    """Whether a sentence begins in one entry and goes on in the next."""
    return before[:1].isupper() and entry[:1].islower() and _WORDED.search(entry) is not None
