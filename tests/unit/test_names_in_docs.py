"""The contributor's guide, its walks and the glossary name only what exists."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.named import ROOT, House, Named, house, named_in

DOCS = ROOT / "docs"
PAGES = [DOCS / "contributor.md", DOCS / "glossary.md", *sorted((DOCS / "walks").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_what_a_page_names_exists(page: Path) -> None:
    found = named_in(page.relative_to(ROOT), page.read_text("utf-8"))
    assert [str(n) for n in found if not house().has(n)] == []


def test_the_guide_shows_every_room_and_every_package_of_practice() -> None:
    guide = (DOCS / "contributor.md").read_text("utf-8")
    rooms = {*contract("Imports run one way"), "workspace", "banks", "bench"}
    assert set(re.findall(r"^\| `(\w+)/` \|", guide, re.MULTILINE)) == rooms
    packages = contract("In practice, each package knows only what lies under it")
    shown = [name for row in re.findall(r"^\| (`practice/.*?) \|", guide, re.MULTILINE) for name in
             re.findall(r"`practice/(\w+)(?:/|\.py)`", row)]  # fmt: skip
    assert sorted(shown) == sorted(packages)


def test_the_guide_shows_the_order_in_which_rooms_import() -> None:
    guide = (DOCS / "contributor.md").read_text("utf-8")
    shown = guide.partition("```text\nbot > ")[2].partition("```")[0]
    assert re.findall(r"\w+", f"bot {shown}") == contract("Imports run one way")


def test_the_table_of_names_says_what_is_there_now_and_what_no_longer_is() -> None:
    page = DOCS / "adr" / "0019-names-say-what-they-own.md"
    table = page.read_text("utf-8").partition("| before | now |\n| --- | --- |\n")[2]
    rows = [row.split("|")[1:3] for row in table.partition("\n\n")[0].splitlines()]
    assert len(rows) > 30
    before, now = (list(named_in(page, "\n\n".join(cells))) for cells in zip(*rows, strict=True))
    assert [n.name for n in before if house().has(n)] == []
    assert [n.name for n in now if not house().has(n)] == []


def contract(name: str) -> list[str]:
    """Return the layers of one of import-linter's contracts, highest first."""
    project: Any = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (found,) = (c for c in project["tool"]["importlinter"]["contracts"] if c["name"] == name)
    return [part.strip() for layer in found["layers"] for part in layer.split("|")]


@pytest.mark.parametrize(
    "text",
    [
        "`practice/judging/grade.py`",
        "`practice.judging.grade`",
        "`practice.judging.grade.tick`",
        "`practice/judging/grade.py`: `tick` reads what waits.",
        "`practice.judging.grade` has a `tick`, also written `grade.tick`.",
        "`AttemptRow` has `received_at`, and `attempts.received_at` is its column.",
        "`tests/unit/messages/golden/NAME.json`",
        "`items/formats/`",
        "`tests/conftest.py` gives:\n\n| what |\n| --- |\n| `house` |",
    ],
)
def test_what_exists_is_found(text: str) -> None:
    assert [str(n) for n in named_in(Path("page.md"), text) if not house().has(n)] == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("`practice/render.py`", "page.md:1: `practice/render.py`"),
        (
            "One line.\n`practice.judging.grade.nothing`",
            "page.md:2: `practice.judging.grade.nothing`",
        ),
        ("`practice/judging/learn.py`: `tick`", "page.md:1: `tick`"),
        ("- `practice/judging/grade.py`\n- `tick` alone", "page.md:2: `tick`"),
        ("`AttemptRow.nothing`", "page.md:1: `AttemptRow.nothing`"),
        ("`tests/conftest.py`\n\n- `house`", "page.md:3: `house`"),
        ("the table `attempted`", "page.md:1: `attempted`"),
        ("```\n`fenced`\n```\n\n`UnknownRow`", "page.md:5: `UnknownRow`"),
    ],
)
def test_what_does_not_exist_is_named_with_its_line(text: str, wrong: str) -> None:
    assert missing(text, house()) == [wrong]


def missing(text: str, known: House) -> list[str]:
    found: list[Named] = list(named_in(Path("page.md"), text))
    return [str(n) for n in found if not known.has(n)]
