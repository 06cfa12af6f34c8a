"""YAML 1.2: read into plain values that remember the line they came from, and written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from files.faults import Fault, Path, Problem, clip
from files.text import decode, hidden_character, without_hidden

LIMIT: Final = 4_000_000
"""The largest YAML file in bytes: about four thousand items."""

_WIDTH: Final = 100
"""Columns of the YAML that we write."""

_TAG: Final = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class Document:
    """A file's values by place: the top mapping, the line of each place, what is wrong so far.

    An empty value (`key:` with nothing after it) is left out, as if the key were not there.
    """

    file: str
    value: dict[str, Any]
    lines: Mapping[Path, int]
    problems: tuple[Problem, ...] = ()

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
        return Fault(self.file, self.line(path), self.subject(path), problem.what, problem.todo)

    def faults(self, problems: Iterable[Problem]) -> tuple[Fault, ...]:
        """Turn problems into faults by line, each once."""
        return tuple(sorted({self.fault(problem) for problem in problems}))


def read(content: bytes | str, file: str) -> Document | Fault:
    """Read a file whose top is a mapping, or say why it cannot be read at all."""
    text = decode(content, file, LIMIT)
    if isinstance(text, Fault):
        return text
    reading = _Reading()
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
        return _syntax(error, file)
    except YAMLError as error:
        return Fault(file, 1, "", f"This is not YAML: {clip(str(error))}.", _QUOTE)
    return Document(file, value, reading.lines, tuple(reading.problems))


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


_QUOTE: Final = "Put text that holds `:`, `#`, `{`, `[` or quotes into quotes, or below a `|`."


def _syntax(error: MarkedYAMLError, file: str) -> Fault:
    problem = error.problem or error.context or "it cannot be read"
    never_closed = "stream end" in problem or "end of stream" in problem
    no_key = "could not find expected ':'" in problem
    mark = error.context_mark if never_closed or no_key else error.problem_mark
    mark = mark or error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    if never_closed:
        what = "A bracket or a quote that opens here is never closed."
        return Fault(file, line, "", what, "Close it.")
    if "'\\t'" in problem:
        return Fault(file, line, "", "A tab is used to indent.", "Indent with spaces.")
    if "mapping values are not allowed" in problem:
        return Fault(file, line, "", "There is a second `: ` in one line of text.", _QUOTE)
    if "expected a single document" in (error.context or ""):
        what = "A second document begins with `---`."
        return Fault(file, line, "", what, "Keep one document in a file.")
    if no_key or "<document start>" in problem:
        return Fault(file, line, "", "This belongs to no key.", "Indent it, or put it in quotes.")
    return Fault(file, line, "", f"This is not YAML: {clip(problem, 120)}.", _QUOTE)


@dataclass(slots=True)
class _Reading:
    """The walk from nodes to values; collects lines and problems on the way."""

    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        self.lines[path] = node.start_mark.line + 1
        found: dict[str, Any] = {}
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = self._key(key_node, path)
            if key is None:
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
        return found

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
        return self._text(node, where)

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
            return [self.value(child, (*path, n)) for n, child in enumerate(node.value)]
        if isinstance(node, ScalarNode):
            return self._scalar(node, path)
        return self._refuse_tag(node, path)

    def _scalar(self, node: ScalarNode, path: Path) -> Any:
        match str(node.tag).removeprefix(_TAG):
            # A date stays text until a schema asks for one: it may be part of a sentence.
            case "str" | "timestamp":
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

    def _text(self, node: ScalarNode, path: Path) -> str:
        text = str(node.value)
        hidden = hidden_character(text)
        if hidden is None:
            return text
        self.problems.append(Problem(path, f"There is a hidden character, {hidden}.", "Remove it."))
        return without_hidden(text)

    def _refuse_tag(self, node: Node, path: Path) -> None:
        what = f"The tag `{clip(str(node.tag))}` is not read here."
        self.problems.append(Problem(path, what, "Remove the tag."))
