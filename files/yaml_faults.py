"""Why a YAML file cannot be read: what somebody wrote behind what the parser stumbled over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ruamel.yaml.error import MarkedYAMLError

from files.characters import invisible, named, odd_space
from files.faults import Fault, clip

QUOTE: Final = "Put text that holds `:`, `#`, `{`, `[` or quotes into quotes, or below a `|`."

_BEFORE: Final = 6
"""The parser may notice so many lines late what is wrong."""

_LONGEST: Final = 2_000
"""Of a longer line only so much is looked at."""

_ODD: Final = r"(?:[^\S \t\r\n]|[\u00ad\u200b-\u200f\u2060\u2800\ufeff])"
_BLOCK: Final = re.compile(r"(?::|-) +[|>][-+0-9]*\s*(?:#.*)?$")
_START: Final = r"^[ \t]*(?:- +)*"


@dataclass(frozen=True, slots=True)
class _Suspect:
    """A form of line that YAML reads otherwise than people mean it, and what to say of it.

    `reach` is how many lines later the parser may stumble over it.
    """

    line: re.Pattern[str]
    what: Callable[[re.Match[str]], str]
    todo: str
    reach: int = _BEFORE


def odd_indent(line: str) -> str | None:
    """Return the character other than a space that indents a line, if one does."""
    found = re.match(rf"[ \t]*({_ODD})", line)
    return None if found is None else found[1]


def _named(text: str) -> str:
    return named(str(odd_space(text) or invisible(text) or text[:1]))


_SUSPECTS: Final = (
    _Suspect(
        re.compile(rf"^[ \t]*(?P<odd>{_ODD})"),
        lambda m: f"{_named(m['odd'])} indents this line.",
        "Indent with spaces.",
    ),
    _Suspect(
        re.compile(rf"^[ \t]*-[ \t]*(?P<odd>{_ODD})"),
        lambda m: f"{_named(m['odd'])} stands after the hyphen.",
        "Write a space there.",
    ),
    _Suspect(
        re.compile(rf"{_START}(?P<key>[\w-]+)(?P<odd>{_ODD}+)[ \t]*:"),
        lambda m: f"{_named(m['odd'])} stands before the colon of `{m['key']}`.",
        "Remove it.",
    ),
    _Suspect(
        re.compile(rf"{_START}(?P<key>[\w-]+):[ \t]*(?P<odd>{_ODD})"),
        lambda m: f"{_named(m['odd'])} stands after the colon of `{m['key']}`.",
        "Write a space there.",
    ),
    _Suspect(
        re.compile(rf"{_START}[\w-]+[ \t]*(?P<odd>[：﹕∶])"),
        lambda m: f"{named(m['odd'])} stands where a colon belongs.",
        "Write `: `.",
    ),
    _Suspect(
        re.compile(r"^[ \t]*(?P<odd>[\u2010-\u2015\u2212•·●▪‣]|\*(?= ))"),
        lambda m: f"A list entry begins with {named(m['odd'])}.",
        "Begin it with a hyphen and a space.",
    ),
    _Suspect(
        re.compile(r"^[ \t]*-(?![-\s]|$)"),
        lambda _: "There is no space after the hyphen.",
        "Write `- `, or put text that begins with a hyphen into quotes.",
    ),
    _Suspect(
        re.compile(rf"{_START}(?P<key>[a-z_]+):(?![\s/:]|$)"),
        lambda m: f"There is no space after the colon of `{m['key']}`.",
        "Write a space there.",
    ),
    _Suspect(
        re.compile(rf"{_START}(?P<key>[a-z_]+) *= *\S"),
        lambda m: f"`{m['key']}` is followed by an equals sign.",
        "Write a colon and a space instead.",
    ),
    _Suspect(
        re.compile(r"[{\[](?:[^}\]\"']|\"[^\"]*\"|'[^']*')*\s(?P<rest>#.*)$"),
        lambda m: f"The line ends at `{clip(m['rest'], 30)}`, which YAML takes for a comment.",
        "Put text that holds ` #` into quotes.",
        reach=1,
    ),
    _Suspect(
        re.compile(rf"{_START}(?:[\w-]+: )?[^\s\"'|>#{{\[][^\"'#]*\s(?P<rest>#[^\s#].*)$"),
        lambda m: f"The text ends at `{clip(m['rest'], 30)}`, which YAML takes for a comment.",
        "Put text that holds ` #` into quotes.",
        reach=1,
    ),
    _Suspect(
        re.compile(r"(?:: |- )(?P<quote>[\"'])(?:(?!(?P=quote)).)*(?P=quote)[^\S\n]*[^\s,#}\]:]"),
        lambda _: "Text goes on after a quote that closes it.",
        "Put the whole into quotes; write a `'` within `'…'` twice.",
    ),
)


def syntax(error: MarkedYAMLError, text: str, file: str) -> Fault:
    """Return the fault of a file that is not YAML, at the line that is to be changed."""
    problem = error.problem or error.context or "it cannot be read"
    at = error.problem_mark or error.context_mark
    since = error.context_mark or at
    last = at.line if at else 0
    first = since.line if since else 0
    if "'\\t'" in problem:
        return _tab(text, file, last)
    for number, suspect, found in _suspects(text, last):
        return Fault(file, number + 1, "", suspect.what(found), suspect.todo)
    never_closed = "stream end" in problem or "end of stream" in problem
    if never_closed:
        what = "A bracket or a quote that opens here is never closed."
        return Fault(file, first + 1, "", what, "Close it.")
    if "could not find expected ':'" in problem:
        last = first
    if "expected ',' or" in problem and first < last:
        what = "A bracket that opens here is not closed on this line."
        return Fault(file, first + 1, "", what, "Close it, or put text that begins so into quotes.")
    what, todo = _explained(problem, error.context or "", text, last, at.column if at else 0)
    return Fault(file, last + 1, "", what, todo)


def _suspects(text: str, last: int) -> Iterator[tuple[int, _Suspect, re.Match[str]]]:
    """Yield what looks meant otherwise, from where the parser stopped upwards."""
    lines = text.split("\n")
    for number in range(min(last, len(lines) - 1), max(-1, last - _BEFORE), -1):
        for suspect in _SUSPECTS:
            found = suspect.line.search(lines[number][:_LONGEST])
            if found and last - number <= suspect.reach and not _in_block(lines, number):
                yield number, suspect, found


def _in_block(lines: Sequence[str], number: int) -> bool:
    """Whether a line is text below a `|` or a `>`, where everything may stand."""
    indent = _indent(lines[number])
    for above in range(number - 1, -1, -1):
        if lines[above].strip() and _indent(lines[above]) < indent:
            if _BLOCK.search(lines[above]):
                return True
            indent = _indent(lines[above])
    return False


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _tab(text: str, file: str, line: int) -> Fault:
    before = text.split("\n")[line].partition("\t")[0]
    if not before.strip():
        return Fault(file, line + 1, "", "A tab is used to indent.", "Indent with spaces.")
    what = f"A tab stands after `{clip(before.strip())}`."
    return Fault(file, line + 1, "", what, "Write a space there.")


def _explained(problem: str, context: str, text: str, line: int, column: int) -> tuple[str, str]:
    """Return what is wrong and what to do, in words for what the parser says."""
    if "mapping values are not allowed" in problem:
        before = text.split("\n")[line][:column]
        if re.fullmatch(rf"{_START}[\w-]+ *", before):
            what = "This line is indented further than the one above it allows."
            return what, "Begin it in the same column as the keys beside it."
        return "There is a second `: ` in one line of text.", QUOTE
    if "expected a single document" in context:
        return "A second document begins with `---`.", "Keep one document in a file."
    if "could not find expected ':'" in problem or "<document start>" in problem:
        return "This belongs to no key.", "Indent it, or put it in quotes."
    for says, what, todo in _IN_WORDS:
        if found := re.search(says, problem):
            return what.format(*found.groups()), todo
    return f"This is not YAML: {clip(problem, 120)}.", QUOTE


_IN_WORDS: Final = (
    (
        r"found '<block mapping start>'|found '<block sequence start>'",
        "This line is not indented as the lines that it belongs with.",
        "Begin it in the same column as they.",
    ),
    (
        r"<block end>, but found '\?'",
        "This line is no entry of the list above it.",
        "Begin it with `- `, or in the same column as the list's own key.",
    ),
    (
        r"expected ',' or '[}\]]', but got ':'",
        "There is a second `: ` in one text within brackets.",
        QUOTE,
    ),
    (r"character '(.)' that cannot start", "Text begins with “{0}”.", "Put it into quotes."),
    (
        r"undefined alias '(.*)'",
        "This is not YAML: `*{0}` is read as the name of a value, and there is none.",
        "Put it into quotes.",
    ),
    (
        r"(sequence entries|mapping keys) are not allowed",
        "Text begins with `- ` or `? `, as entries and keys do.",
        "Put it into quotes.",
    ),
    (
        r"expected a comment or a line break|chomping or indentation indicators",
        "Text begins with `>` or `|`, which announce a block of lines.",
        "Put it into quotes.",
    ),
)
