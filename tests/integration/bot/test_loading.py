"""Loading from the command line: what would change is shown, asked about, and made as shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import command_line
from bot.commands import people
from items.formats.yaml import write as write_bank
from org.roster import write as write_roster
from practice.people import enrol, frameworks
from store import banks, framework
from tests.builders import BANK, TEAM, House, bank, choice_item, email, roster
from tests.builders import framework as expected

FRAMEWORK = """
skills:
  - {id: triage, name: First look}
  - {id: rollback, name: Rollback}
  - {id: handover, name: Handing over}
roles:
  - id: engineer
    name: Engineer
    expects:
      - {skill: triage, target: 0.9, criticality: low}
      - {skill: rollback, target: 0.8}
      - {skill: handover, target: 0.6, from: 2027-01-04}
"""

Run = Callable[..., list[str]]


@pytest.fixture
def run(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs a command on a file of some content, and gives the lines that it prints."""
    address = house.sessions.database.writer.url.render_as_string(hide_password=False)
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setattr(people, "ports", lambda _: house.ports)

    def invoke(
        words: str, content: str, *options: str, typed: str = "", code: int = 0
    ) -> list[str]:
        name = {"people": "file.csv", "bank": "file.yaml"}[words.split()[0]]
        path = tmp_path / (name if not content.startswith("\nskills") else "framework.yaml")
        path.write_text(content)
        arguments = [*words.split(), str(path), *options]
        found = CliRunner().invoke(command_line(), arguments, input=typed)
        assert found.exit_code == code, found.output
        return found.output.splitlines()

    return invoke


def skill_names(house: House) -> set[str]:
    with house.sessions.read() as unit:
        return {skill.name for skill in framework.skills(unit).values()}


CHANGES = [
    "New        skill handover",
    "Changing   triage: name 'Triage' -> 'First look'",
    "Retiring   skill updates: 6 people today",
    "Expecting  engineer, handover: nothing -> 0.6, normal, from 2027-01-04",
]


def test_a_frameworks_changes_are_shown_and_nothing_is_done(house: House, run: Run) -> None:
    said = run("people diff", FRAMEWORK)
    assert [line for line in said if line in CHANGES] == CHANGES
    assert any(
        line.startswith("Expecting  engineer, triage: 0.8, high -> 0.9, low") for line in said
    )
    assert "Triage" in skill_names(house)
    said = run("people load", FRAMEWORK, typed="n\n")
    assert set(CHANGES) <= set(said)
    assert said[-1] == "Nothing has changed."
    assert "Triage" in skill_names(house)


def test_a_framework_is_loaded_once_that_is_confirmed(house: House, run: Run) -> None:
    said = run("people load", FRAMEWORK, typed="y\n")
    assert set(CHANGES) <= set(said)
    assert said[-1] == "Loaded."
    assert skill_names(house) == {"First look", "Rollback", "Handing over"}
    assert run("people diff", FRAMEWORK) == ["Nothing would change."]
    assert run("people load", FRAMEWORK, "--yes") == ["Nothing would change.", "Loaded."]


def test_what_somebody_changes_meanwhile_is_shown_before_anything_is_done(
    house: House, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def confirm(question: str) -> bool:
        asked.append(question)
        if len(asked) == 1:
            with house.sessions.begin() as unit:
                frameworks.write_framework(unit, expected(skills=("triage", "rollback", "paging")))
        return len(asked) < 3

    monkeypatch.setattr(typer, "confirm", confirm)
    said = run("people load", FRAMEWORK)
    assert len(asked) == 2
    meanwhile = said.index("Somebody changed things meanwhile. It would change this by now:")
    assert "Retiring   skill updates: 6 people today" in said[:meanwhile]
    assert "Retiring   skill paging: 6 people today" in said[meanwhile:]
    assert said[-1] == "Loaded."
    assert skill_names(house) == {"First look", "Rollback", "Handing over"}


def test_a_roster_goes_the_same_way(house: House, run: Run) -> None:
    content = write_roster(roster((*TEAM[:-1], "zoe")))
    flo, zoe = email("flo"), email("zoe")
    said = run("people load", content, typed="n\n")
    assert {f"Leaving    {flo}", f"Joining    {zoe}", f"Slack does not know: {zoe}"} <= set(said)
    assert house.person("flo").on_roster
    assert run("people load", content, "--yes")[-1] == "Loaded."
    assert not house.person("flo").on_roster
    enrol.load_roster(house.ports, roster())
    assert house.person("flo").on_roster


def test_a_bank_goes_the_same_way(house: House, run: Run) -> None:
    content = write_bank(bank([choice_item(0, "triage", prompt="What do you do now?")]))
    said = run("bank load", content, typed="n\n")
    assert "- triage-1" in said
    assert said[-1] == "Nothing has changed."
    said = run("bank load", content, "--yes")
    assert said[-1] == "Published on-call, revision 2: 0 new, 1 changed, 8 retired."
    with house.sessions.read() as unit:
        assert [p.item.prompt for p in banks.current(unit, BANK)] == ["What do you do now?"]
