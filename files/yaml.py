"""YAML 1.2: read into plain values that remember the line they came from, and written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from files.characters import invisible, named, odd_space
from files.faults import Fault, Path, Problem, clip
from files.text import decode, hidden_character, without_hidden
from files.yaml_faults import QUOTE, odd_indent, syntax
from files.yaml_notes import Note, nothing, of_list, of_text

LIMIT: Final = 4_000_000
"""The largest YAML file in bytes: about four thousand items."""

_WIDTH: Final = 100
"""Columns of the YAML that we write."""

_TAG: Final = "tag:yaml.org,2002:"

_COLON: Final = re.compile(r"\s*:")
_UNSEEN: Final = r"(?:\s|[\u00ad\u200b\u200e\u200f\u2060\u2800\ufeff])+"
_EDGES: Final = re.compile(f"^{_UNSEEN}|{_UNSEEN}$")
_BREAKS: Final = re.compile("[\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Document:
    """A file's values by place: the top mapping, the line of each place, what is wrong so far.

    An empty value (`key:` with nothing after it) is left out, as if the key were not there;
    `empty` says why it is where something is written. `notes` are worth a look and block nothing.
    `braces` are the places of mappings within `{…}`.
    """

    file: str
    value: dict[str, Any]
    lines: Mapping[Path, int]
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    empty: Mapping[Path, str] = field(default_factory=dict)
    braces: frozenset[Path] = frozenset()

    def line(self, path: Path) -> int:
        """Return the line of a place, or of the nearest place around it that is in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def subject(self, path: Path) -> str:
        """Return the id of the entry that holds a place: an item's, a skill's, a role's."""
        if len(path) < 2 or not isinstance(path[1], int):
            return ""
        entry = self.value[str(path[0])][path[1]]
        name = entry.get("id", "") if isinstance(entry, dict) else ""
        return clip(name) if isinstance(name, str) else ""

    def fault(self, problem: Problem) -> Fault:
        """Turn a problem at a place into a fault on a line."""
        path = problem.path
        todo = self.empty.get(path, problem.todo)
        return Fault(self.file, self.line(path), self.subject(path), problem.what, todo)

    def faults(self, problems: Iterable[Problem]) -> tuple[Fault, ...]:
        """Turn problems into faults by line, each once."""
        return tuple(sorted({self.fault(problem) for problem in problems}))


def read(content: bytes | str, file: str) -> Document | Fault:
    """Read a file whose top is a mapping, or say why it cannot be read at all."""
    text = decode(content, file, LIMIT)
    if isinstance(text, Fault):
        return text
    if broken := _BREAKS.search(text):
        line = text.count("\n", 0, broken.start()) + 1
        what = f"There is a hidden line break, {named(broken[0])}."
        return Fault(file, line, "", what, "Break the line as others are, or write a space.")
    reading = _Reading(text)
    try:
        yaml = YAML(typ="safe", pure=True)
        yaml.composer.warn_double_anchors = False  # aliases are refused below, anchors are idle
        node = yaml.compose(StringIO(text))
        if not isinstance(node, MappingNode):
            what = "The file holds no keys with values." if node else "The file is empty."
            line = node.start_mark.line + 1 if node else 1
            return Fault(
                file, line, "", what, "Begin with a key and a colon, as in `bank:` or `skills:`."
            )
        value = reading.mapping(node, ())
    except RecursionError:
        return Fault(file, 1, "", "The file is nested too deeply.", "Close what is left open.")
    except MarkedYAMLError as error:
        return syntax(error, text, file)
    except YAMLError as error:
        return Fault(file, 1, "", f"This is not YAML: {clip(str(error))}.", QUOTE)
    return Document(
        file,
        value,
        reading.lines,
        tuple(reading.problems),
        tuple(reading.notes),
        reading.empty,
        frozenset(reading.braces),
    )


def write(value: Any) -> str:
    """Return a value as YAML, in the styles that `styled` and `in_one_line` gave its parts."""
    yaml = YAML(typ="rt", pure=True)
    yaml.width = _WIDTH
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = StringIO()
    yaml.dump(value, stream)
    return stream.getvalue()


def in_one_line(entries: Sequence[Any]) -> Any:
    """Return a list to be written as `[a, b]`."""
    listed = CommentedSeq(entries)
    listed.fa.set_flow_style()
    return listed


def styled(text: str) -> Any:
    """Return a text to be written as a block of lines, or in quotes where YAML could bend it."""
    if not all(line.isprintable() and line == line.rstrip() for line in text.split("\n")):
        return DoubleQuotedScalarString(text)
    if "\n" in text:
        return LiteralScalarString(text + "\n")
    return text


@dataclass(slots=True)
class _Reading:
    """The walk from nodes to values; collects lines and problems on the way."""

    raw: str
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    empty: dict[Path, str] = field(default_factory=dict)
    braces: set[Path] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)

    def mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        self.lines[path] = node.start_mark.line + 1
        if node.flow_style:
            self.braces.add(path)
        found: dict[str, Any] = {}
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = self._key(key_node, path)
            if key is None or not self._has_value(node, key_node, key, path):
                continue
            if key in first:
                where = (*path, f"{key}, line {line}")
                self.lines[where] = line
                what = f"`{clip(key)}` stands here again; it is on line {first[key]} already."
                self.problems.append(Problem(where, what, "Keep one of the two."))
                continue
            first[key] = line
            value = self.value(value_node, (*path, key))
            self.lines[(*path, key)] = line
            if value is not None:
                found[key] = value
            elif why := nothing(self.raw, key_node):
                self.empty[(*path, key)] = why
        return found

    def _has_value(self, mapping: MappingNode, node: Node, key: str, path: Path) -> bool:
        """Whether a key within braces has a colon; without one, a comma has parted some text."""
        if not mapping.flow_style or _COLON.match(self.raw, node.end_mark.index):
            return True
        where = (*path, f"{key}, without a value")
        self.lines[where] = node.start_mark.line + 1
        if spaceless := re.match(r"([a-z_]+):\S", key):
            what = f"There is no space after the colon of `{spaceless[1]}`."
            self.problems.append(Problem(where, what, "Write a space there."))
            return False
        what = f"`{clip(key)}` is a key without a value."
        if node is not mapping.value[0][0]:
            what = f"`{clip(key)}` is a key without a value; a comma ends the text before it."
        todo = "Put text that holds a comma into quotes; a list stands in `[…]`."
        self.problems.append(Problem(where, what, todo))
        return False

    def _key(self, node: Node, path: Path) -> str | None:
        where = (*path, f"line {node.start_mark.line}")
        self.lines[where] = node.start_mark.line + 1
        if isinstance(node, ScalarNode) and node.tag == _TAG + "merge":
            self.problems.append(Problem(where, "`<<` is not read here.", "Write the keys out."))
            return None
        if not isinstance(node, ScalarNode) or node.tag != _TAG + "str":
            self.problems.append(
                Problem(where, "This key is not a word.", "Write a word, or put it in quotes.")
            )
            return None
        key = self._text(node, where)
        if odd := invisible(key) or odd_space(key):
            what = f"There is {named(odd)} in the key `{clip(key)}`."
            self.problems.append(Problem(where, what, "Remove it."))
        return key

    def value(self, node: Node, path: Path) -> Any:
        self.lines[path] = node.start_mark.line + 1
        if id(node) in self.seen:
            what = "An alias (`*name`) is not read here."
            self.problems.append(Problem(path, what, "Write the value out."))
            return None
        self.seen.add(id(node))
        if isinstance(node, MappingNode) and node.tag == _TAG + "map":
            return self.mapping(node, path)
        if isinstance(node, SequenceNode) and node.tag == _TAG + "seq":
            self._note(path, of_list(node))
            return [self.value(child, (*path, n)) for n, child in enumerate(node.value)]
        if isinstance(node, ScalarNode):
            return self._scalar(node, path)
        return self._refuse_tag(node, path)

    def _scalar(self, node: ScalarNode, path: Path) -> Any:
        match str(node.tag).removeprefix(_TAG):
            # A date stays text until a schema asks for one: it may be part of a sentence.
            case "str" | "timestamp" | "value" | "merge":
                self._note(path, of_text(self.raw, node, str(_last_key(path))))
                return self._text(node, path)
            case "null":
                return None
            case "bool":
                return node.value.lower() == "true"
            case "int" | "float":
                return self._number(node, path)
            case _:
                return self._refuse_tag(node, path)

    def _number(self, node: ScalarNode, path: Path) -> int | float | None:
        digits = str(node.value).replace("_", "").lower()
        try:
            if digits.lstrip("+-").startswith(("0x", "0o")):
                return int(digits, 0)
            if node.tag == _TAG + "int":
                return int(digits)
            return float(digits.replace(".inf", "inf").replace(".nan", "nan"))
        except ValueError:
            what = f"`{clip(node.value)}` is not a number that can be read."
            self.problems.append(Problem(path, what, "Write a plain number."))
            return None

    def _odd_lines(self, node: ScalarNode, path: Path) -> None:
        """Take note of lines that odd spaces indent, and that go on a text by mistake."""
        written = self.raw[node.start_mark.index : node.end_mark.index].split("\n")
        for line, rest in enumerate(written[1:], node.start_mark.line + 2):
            if odd := odd_indent(rest):
                where = (*path, f"line {line}")
                self.lines[where] = line
                what = f"{named(odd)} indents this line."
                self.problems.append(Problem(where, what, "Indent with spaces."))

    def _note(self, path: Path, found: Iterable[Note]) -> None:
        for line, what, todo in found:
            where = (*path, f"line {line}")
            self.lines[where] = line
            self.notes.append(Problem(where, what, todo))

    def _text(self, node: ScalarNode, path: Path) -> str:
        text = str(node.value)
        if node.style is None:
            text = _without_odd_edges(text)
            self._odd_lines(node, path)
        hidden = hidden_character(text)
        if hidden is None:
            return text
        self.problems.append(Problem(path, f"There is a hidden character, {hidden}.", "Remove it."))
        return without_hidden(text)

    def _refuse_tag(self, node: Node, path: Path) -> None:
        what = f"The tag `{clip(str(node.tag))}` is not read here."
        todo = "Remove the tag. Text that begins with `!` belongs in quotes."
        self.problems.append(Problem(path, what, todo))


def _last_key(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _without_odd_edges(text: str) -> str:
    """Return a value without odd spaces and unseen characters around it: nobody means them."""
    return _EDGES.sub("", text)
