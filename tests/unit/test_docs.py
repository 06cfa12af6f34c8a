"""The documents keep their word: examples load, links lead somewhere, names exist."""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer

from bot import scopes
from bot.cli import command_line, loaded
from bot.settings import Settings
from items.check import check as check_bank
from org.framework import CheckedFramework
from org.framework import check as check_framework
from org.roster import check as check_roster

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
SCREENS = ROOT / "docs" / "screens"
ADRS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))

COMMANDS: Any = typer.main.get_command(command_line())

FENCE = re.compile(r"^```(?P<mark>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
STATUS = r"(?:Accepted|Superseded by \[\d+\]\(\d{4}-[\w-]+\.md\)), (?P<since>\d+ \w+ \d{4})\."
LINK = re.compile(r"\[[^\]]*\]\((?P<to>[^)\s]+)\)")


def blocks(mark: str) -> Iterator[tuple[str, str]]:
    """Yield each fenced block of a kind with the page it stands on."""
    for page in PAGES:
        for found in FENCE.finditer(page.read_text("utf-8")):
            if found["mark"] == mark:
                yield page.name, found["body"]


def prose(page: Path) -> str:
    """Return a page without its fenced blocks."""
    return FENCE.sub("", page.read_text("utf-8"))


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


def leads(page: Path, link: str) -> bool:
    """Whether a link of a page has a target; pictures may be drawn after the text is written."""
    address, _, anchor = link.partition("#")
    target = (page.parent / address).resolve() if address else page
    if target.parent == SCREENS and not any(SCREENS.glob("*.png")):
        return True
    return target.exists() and (not anchor or anchor in anchors(target))


def documented_framework() -> CheckedFramework:
    ((page, text),) = blocks("yaml framework")
    return check_framework(text, page)


def test_the_example_framework_has_no_fault() -> None:
    assert documented_framework().faults == ()


def test_the_example_banks_have_no_fault_with_the_example_framework() -> None:
    found = [check_bank(text, page, documented_framework().framework) for page, text in BANKS]
    assert found
    assert [fault for checked in found for fault in checked.faults] == []


BANKS = [(f"{page}.yaml", text) for page, text in blocks("yaml bank")]


def test_the_example_bank_shows_every_kind_and_every_key() -> None:
    text = "\n".join(text for _, text in BANKS)
    keys = set(re.findall(r"[\s{-](\w+):", text))
    administrator = (ROOT / "docs" / "administrator.md").read_text("utf-8")
    table = administrator.partition("| `bank` | bank |")[2].partition("\n\n")[0]
    rows = [line.split("|")[1] for line in table.splitlines()[1:]]
    explained = {key for row in rows for key in re.findall(r"`(\w+)`", row)}
    assert len(explained) > 20
    assert explained - keys == set()
    assert set(re.findall(r"kind: (\w+)", text)) == {"single", "multiple", "order", "text"}


def test_the_example_rosters_have_no_fault_and_no_warning() -> None:
    rosters = list(blocks("csv roster"))
    assert rosters
    for page, text in rosters:
        checked = check_roster(text, page, documented_framework().framework)
        assert (checked.faults, checked.warnings) == ((), ())


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_inside_the_repository_lead_somewhere(page: Path) -> None:
    links = [found["to"] for found in LINK.finditer(prose(page))]
    assert [
        link for link in links if not re.match(r"[a-z]+:", link) and not leads(page, link)
    ] == []


def test_every_setting_is_in_the_operators_table_and_no_other() -> None:
    text = (ROOT / "docs" / "operator.md").read_text("utf-8")
    table = text.partition("<!-- settings -->")[2].partition("<!-- /settings -->")[0]
    listed = re.findall(r"^\| `([A-Z_]+)` \|", table, re.MULTILINE)
    assert listed == [field.alias for field in Settings.model_fields.values()]


def test_the_defaults_in_the_operators_table_are_those_of_the_program() -> None:
    text = (ROOT / "docs" / "operator.md").read_text("utf-8")
    for field in Settings.model_fields.values():
        (default,) = re.findall(rf"^\| `{field.alias}` \| ([^|]*) \|", text, re.MULTILINE)
        stated = default.strip().strip("`")
        assert stated == ("none" if field.default in (None, "") else f"{field.default}")


def test_the_operators_page_explains_every_scope_in_the_programs_words() -> None:
    text = (ROOT / "docs" / "operator.md").read_text("utf-8")
    table = text.partition("| scope |")[2].partition("\n\n")[0]
    assert dict(re.findall(r"^\| `([\w:.]+)` \| (.+) \|$", table, re.MULTILINE)) == scopes.WHY


def test_every_warning_and_error_that_is_logged_is_explained_to_operators() -> None:
    text = (ROOT / "docs" / "operator.md").read_text("utf-8")
    table = text.partition("| event | what it means |")[2].partition("\n\n")[0]
    explained = set(re.findall(r"`(\w+)`", table)) - {"tick_broke"}
    call = re.compile(r"\blog\.(?:warning|error|exception)\(\s*\"(\w+)\"")
    rooms = ("bot", "handlers", "practice", "store", "grading")
    sources = [path.read_text("utf-8") for room in rooms for path in (ROOT / room).rglob("*.py")]
    logged = {event for source in sources for event in call.findall(source)}
    serious = {event for event in logged if not event.endswith("_broke")}
    assert serious <= explained
    assert all(f'"{event}"' in "".join(sources) for event in explained)


def documented_commands() -> Iterator[tuple[str, list[str]]]:
    """Yield every `holdfast …` of the pages, in code and in shell blocks, as words."""
    for page in PAGES:
        text = page.read_text("utf-8")
        shell = "\n".join(f["body"] for f in FENCE.finditer(text) if f["mark"] == "sh")
        lines = re.findall(r"^(?:\.venv/bin/)?holdfast (.+)$", shell.replace("\\\n", " "), re.M)
        for code in [*lines, *re.findall(r"`holdfast ([^`]+)`", prose(page))]:
            yield page.name, shlex.split(code, comments=True)


@pytest.mark.parametrize(("page", "words"), list(documented_commands()), ids=str)
def test_a_documented_command_exists_with_its_options(page: str, words: list[str]) -> None:
    command: Any = COMMANDS
    while words and not words[0].startswith("-") and getattr(command, "commands", None):
        name = words.pop(0)
        if name == "COMMAND":
            return
        assert name in command.commands, f"{page}: no {name}"
        command = loaded(command.commands[name])
    known = {"--help"} | {name for option in command.params for name in option.opts}
    unknown = {w.partition("=")[0] for w in words if w.startswith("-")} - known
    assert unknown - {n for option in command.params for n in option.secondary_opts} == set()


def test_the_operators_table_names_every_command() -> None:
    text = (ROOT / "docs" / "operator.md").read_text("utf-8")
    table = text.partition("| command | what it does |")[2]
    rows: defaultdict[str, set[str]] = defaultdict(set)
    for name, more in re.findall(r"^\| `holdfast (\w+)(.*?) \|", table, re.MULTILINE):
        rows[name].update(re.findall(r"\w+", more))
    assert rows.keys() == COMMANDS.commands.keys()
    for name, group in COMMANDS.commands.items():
        assert rows[name] == set(getattr(loaded(group), "commands", {})), name


def test_glossary_terms_are_sorted_and_named_once() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    terms = re.findall(r"^\*\*(.+?)\*\*", text, re.MULTILINE)
    assert len(terms) > 40
    assert terms == sorted(set(terms), key=str.lower)


def test_decisions_are_numbered_without_gaps_and_listed() -> None:
    assert [path.name[:4] for path in ADRS] == [f"{n:04}" for n in range(1, len(ADRS) + 1)]
    index = (ROOT / "docs" / "adr" / "README.md").read_text("utf-8")
    assert re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", index) == [path.name for path in ADRS]


@pytest.mark.parametrize("path", ADRS, ids=lambda p: p.stem)
def test_a_decision_says_its_context_the_decision_what_was_turned_down_and_what_follows(
    path: Path,
) -> None:
    text = path.read_text("utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == ["Context", "Decision", "Alternatives turned down", "Consequences"]
    turned_down = text.partition("## Alternatives turned down\n\n")[2].partition("\n\n## ")[0]
    assert re.match(r"- \*.+?\*\s+\S", turned_down), "an alternative, and why not"


@pytest.mark.parametrize("path", ADRS, ids=lambda p: p.stem)
def test_a_decision_says_whether_it_holds_and_since_when(path: Path) -> None:
    title, _, status, *_ = path.read_text("utf-8").split("\n")
    assert re.match(rf"# {int(path.name[:4])}\. \S", title)
    found = re.fullmatch(STATUS, status)
    assert found, status
    datetime.strptime(found["since"], "%d %B %Y").astimezone(UTC)


@pytest.mark.parametrize("path", ADRS, ids=lambda p: p.stem)
def test_a_decision_has_the_title_that_the_list_gives_it(path: Path) -> None:
    title = path.read_text("utf-8").partition("\n")[0].removeprefix("# ")
    listed = (ROOT / "docs" / "adr" / "README.md").read_text("utf-8")
    number, _, words = title.partition(". ")
    assert f"\n{number}. [{words}]({path.name})" in listed
