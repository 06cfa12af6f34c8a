"""Digests that an earlier version kept as screens are carried over to facts, and drawn as before.

`digests_as_screens.json` holds the rows of a small company as commit 98949f4 wrote them: six weeks
of one team, three of another's manager, who reads German, and one digest that was on its way.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from pydantic import TypeAdapter

from messages.draw import draw
from practice.screens.digest import view
from practice.teams.facts import MixUpName, Named, TalkFacts, as_json
from practice.teams.told import Told, told_on
from store import digests
from store.contents import DigestContent
from store.engine import Database, open_database
from store.models import DeliveryRow, DeliveryState, DigestRow
from store.unit import Sessions
from store.upgrade import downgrade, drift, upgrade
from tests.builders import WORKSPACE
from views.digest import DigestView

pytestmark = pytest.mark.both_databases

Rows = dict[str, list[dict[str, Any]]]
ROWS: Rows = json.loads(Path(__file__).with_name("digests_as_screens.json").read_text("utf-8"))
NOW = datetime(2026, 12, 14, 12, tzinfo=UTC)


@pytest.fixture
def old(empty_address: str) -> Iterator[Database]:
    """A database of the earlier version, with its digests."""
    opened = open_database(empty_address)
    upgrade(opened, "0001")
    fill(opened, ROWS)
    yield opened
    opened.close()


def fill(database: Database, rows: Rows) -> None:
    known = sa.MetaData()
    known.reflect(database.writer)
    with database.begin() as session:
        for name in ("workspaces", "people", "teams", "skills", "banks", "deliveries", "digests"):
            table = known.tables[name]
            session.execute(table.insert(), [_typed(table, row) for row in rows[name]])


def _typed(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: _read(table.c[name].type, value) for name, value in row.items()}


def _read(kind: object, value: Any) -> Any:
    if isinstance(kind, sa.DateTime) and value is not None:
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, sa.Date) and value is not None else value


def told(database: Database, delivery_id: str) -> Told | None:
    with Sessions(database, WORKSPACE, lambda: NOW).read() as unit:
        return told_on(unit, delivery_id)


def run(database: Database, statement: str, **given: str) -> None:
    with database.begin() as session:
        session.execute(sa.text(statement), given)


def of(team: str, week: str) -> dict[str, Any]:
    return next(r for r in ROWS["digests"] if (r["team_id"], r["week"]) == (team, week))


def on_its_way(database: Database) -> DeliveryRow:
    with database.read() as session:
        return session.scalars(
            sa.select(DeliveryRow).where(DeliveryRow.state == DeliveryState.UNSURE)
        ).one()


@pytest.mark.parametrize("row", ROWS["digests"], ids=lambda r: f"{r['team_id']}-{r['week']}")
def test_it_says_what_it_said(old: Database, row: dict[str, Any]) -> None:
    upgrade(old)
    said = told(old, row["delivery_id"])
    assert said is not None
    shown = view(said.facts, said.delivery_id)
    now = TypeAdapter(DigestView).dump_python(shown, mode="json")
    assert {key: now[key] for key in row["summary"]} == row["summary"]
    assert draw(shown).text


def test_what_it_was_about_goes_by_id(old: Database) -> None:
    upgrade(old)
    said = told(old, of("platform", "2026-W46")["delivery_id"])
    assert said is not None
    assert said.mix_up == MixUpName("on-call", "wait")
    assert said.facts.team.team == Named("platform", "Platform")
    assert {s.skill.id for s in said.facts.team.skills} == {"triage", "rollback", "updates"}
    assert said.facts.trend is not None
    assert said.facts.trend.skill == Named("triage", "Triage")
    helped = told(old, of("platform", "2026-W51")["delivery_id"])
    assert helped is not None
    assert helped.facts.helpers[0].team == Named("operations", "Operations")


def test_a_name_that_nothing_has_any_more_is_kept_without_an_id(old: Database) -> None:
    run(old, "UPDATE skills SET name = 'Sorting' WHERE skill_id = 'triage'")
    run(old, "UPDATE teams SET name = 'Ops' WHERE team_id = 'operations'")
    upgrade(old)
    said = told(old, of("platform", "2026-W51")["delivery_id"])
    assert said is not None
    assert said.facts.helpers[0].team == Named(None, "Operations")
    assert said.facts.helpers[0].skill == Named(None, "Triage")
    assert said.facts.trend is not None
    assert said.facts.trend.skill == Named(None, "Triage")
    assert "Triage" in draw(view(said.facts, said.delivery_id)).text


@pytest.mark.parametrize(
    ("says", "known"),
    [("wait, for certainty", True), ("Wait until you are certain.", False)],
)
def test_a_mix_up_is_known_though_its_punctuation_changed(
    old: Database, says: str, known: bool
) -> None:
    wrong = json.dumps([{"id": "wait", "says": says, "correction": "Declare early."}])
    run(old, "UPDATE banks SET misconceptions = :wrong", wrong=wrong)
    upgrade(old)
    said = told(old, of("platform", "2026-W46")["delivery_id"])
    assert said is not None
    assert said.mix_up == (MixUpName("on-call", "wait") if known else None)
    assert said.facts.mix_up is not None
    assert said.facts.mix_up.says == "Wait for certainty."


def test_a_delivery_keeps_which_digest_it_is_and_no_more(old: Database) -> None:
    upgrade(old)
    with old.read() as session:
        rows = session.scalars(sa.select(DeliveryRow).where(DeliveryRow.kind == "digest")).all()
    assert rows
    assert all(set(row.content) <= {"team", "week", "plain", "on_demand"} for row in rows)


def test_one_on_its_way_has_its_facts_and_counts_once_it_was_sent(old: Database) -> None:
    upgrade(old)
    waiting = on_its_way(old)
    assert told(old, waiting.delivery_id) is None
    run(
        old,
        "UPDATE deliveries SET sent_at = due_at WHERE delivery_id = :one",
        one=waiting.delivery_id,
    )
    said = told(old, waiting.delivery_id)
    assert said is not None
    assert said.team_id == DigestContent.of(waiting).team
    assert draw(view(said.facts, said.delivery_id)).text


def test_down_and_up_again_loses_nothing(old: Database) -> None:
    waiting = on_its_way(old).content
    upgrade(old)
    with old.read() as session:
        before = {r.delivery_id: r.facts for r in session.scalars(sa.select(DigestRow))}
    downgrade(old, "0001")
    with old.read() as session:
        kept = {
            r[0]: r[1] for r in session.execute(sa.text("SELECT delivery_id, summary FROM digests"))
        }
    assert {key: _json(value) for key, value in kept.items()} == {
        row["delivery_id"]: row["summary"] for row in ROWS["digests"]
    }
    assert on_its_way(old).content == {**waiting, "parts": 0}
    upgrade(old)
    with old.read() as session:
        after = {r.delivery_id: r.facts for r in session.scalars(sa.select(DigestRow))}
    assert after == before
    assert drift(old) == []


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def test_a_talk_that_is_kept_in_parts_is_worded_on_the_way_down(old: Database) -> None:
    upgrade(old)
    row = of("platform", "2026-W46")
    said = told(old, row["delivery_id"])
    assert said is not None
    talk = TalkFacts(None, NOW, "A page.", "What do you do?", "Wait.", "Declare.")
    with Sessions(old, WORKSPACE, lambda: NOW).begin() as unit:
        delivery = unit.session.get_one(DeliveryRow, (WORKSPACE, row["delivery_id"]))
        facts = as_json(replace(said.facts, talk=talk))
        digests.keep(unit, delivery, "platform", "2026-W46", facts)
    downgrade(old, "0001")
    with old.read() as session:
        query = sa.text("SELECT summary FROM digests WHERE delivery_id = :one")
        summary = _json(session.scalar(query, {"one": row["delivery_id"]}))
    assert summary["talk"]["opening"] == "open Monday's stand-up with this."
    assert summary["talk"]["lines"] == [
        "Ask: “A page. What do you do?”",
        "Listen for: “Wait.”",
        "Then say: Declare.",
    ]
