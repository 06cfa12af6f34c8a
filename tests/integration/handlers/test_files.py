"""Files of administrators: shown, put into force after the acknowledgement, and told."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from handlers.context import Context
from items.formats.yaml import write as write_bank
from messages import ids, load
from org.roster import write as write_roster
from practice import drafts
from practice.content import publish
from practice.drafts import Draft
from practice.people import enrol, frameworks, rosters
from store import banks, framework
from tests.arriving import Acked, form, listening, tap
from tests.builders import ADMIN, BANK, TEAM, House, bank, choice_item, roster, slack_id
from tests.fakes import Later
from tests.statements import statements

RUI = slack_id(ADMIN)


@pytest.fixture
def later() -> Later:
    return Later()


@pytest.fixture
def context(house: House, later: Later) -> Context:
    return Context(house.ports, house.slack, later)


FRAMEWORK = b"""
skills:
  - {id: triage, name: First look}
  - {id: rollback, name: Rollback}
roles:
  - id: engineer
    name: Engineer
    expects:
      - {skill: triage, target: 0.9, criticality: high}
      - {skill: rollback, target: 0.8}
"""
WORDED = bank([choice_item(0, "triage", prompt="What do you do now?")])


@dataclass(frozen=True)
class Kind:
    """One kind of file: how it is handed in, submitted and moved, and whether it is in force."""

    draft: Callable[[House], object]
    callback: str
    name: str
    move: Callable[[House], object]
    in_force: Callable[[House], bool]
    told: str


def without(name: str) -> bytes:
    return write_roster(roster(tuple(each for each in TEAM if each != name))).encode()


def publish_another(house: House) -> None:
    with house.sessions.begin() as unit:
        publish.write(unit, bank([choice_item(n, "rollback") for n in range(2)]), None)


def write_another(house: House) -> None:
    content = FRAMEWORK.replace(b"First look", b"Looking first")
    made = frameworks.draft(house.ports, "other.yaml", content, slack_id("mia"))
    assert isinstance(made, Draft)
    frameworks.publish(house.ports, made.draft_id, slack_id("mia"))


def worded(house: House) -> bool:
    with house.sessions.read() as unit:
        return [p.item.prompt for p in banks.current(unit, BANK)] == ["What do you do now?"]


def looks_first(house: House) -> bool:
    with house.sessions.read() as unit:
        return framework.skills(unit)["triage"].name == "First look"


KINDS = {
    "bank": Kind(
        lambda house: publish.draft(house.ports, "b.yaml", write_bank(WORDED).encode(), RUI),
        ids.PUBLISH_FORM,
        BANK,
        publish_another,
        worded,
        "Published on-call, revision 2",
    ),
    "roster": Kind(
        lambda house: rosters.draft(house.ports, "people.csv", without("flo"), RUI),
        ids.ROSTER_CHANGES_FORM,
        "people.csv",
        lambda house: enrol.load_roster(house.ports, roster((*TEAM[:-2], "flo"))),
        lambda house: not house.person("flo").on_roster,
        "people.csv is applied",
    ),
    "framework": Kind(
        lambda house: frameworks.draft(house.ports, "roles.yaml", FRAMEWORK, RUI),
        ids.FRAMEWORK_CHANGES_FORM,
        "roles.yaml",
        write_another,
        looks_first,
        "roles.yaml is applied",
    ),
}


@pytest.fixture(params=sorted(KINDS))
def kind(request: pytest.FixtureRequest) -> Kind:
    return KINDS[request.param]


def submit(context: Context, kind: Kind, draft_id: str) -> dict[str, Any]:
    """Send the form, and return how it was answered."""
    refs = {"draft": draft_id, "name": kind.name}
    acked, body = Acked(), form(RUI, kind.callback, json.dumps(refs))
    body["view"]["previous_view_id"] = "V0"
    listening(context).views[kind.callback](acked, body)
    [answer] = acked.answers
    return answer


def drafted(house: House, kind: Kind) -> str:
    made = kind.draft(house)
    assert isinstance(made, Draft), made
    return made.draft_id


def last(house: House) -> str:
    return house.slack.to(RUI)[-1].message.text


def test_it_is_put_into_force_after_the_form_was_answered(
    house: House, context: Context, later: Later, kind: Kind
) -> None:
    draft_id = drafted(house, kind)
    with statements(house.sessions) as run:
        answer = submit(context, kind, draft_id)
    assert answer["response_action"] == "update"
    assert f"{kind.name} is being put into force." in str(answer["view"])
    assert len(run) <= 6, "\n".join(run)
    assert not kind.in_force(house)

    later.run()

    assert kind.in_force(house)
    assert kind.told in last(house)
    beneath = "is being put into force" in str(house.slack.views[-1:])
    assert beneath == (kind.callback == ids.PUBLISH_FORM), "it is not offered once more"


def test_what_would_change_something_else_by_now_is_shown_again_first(
    house: House, context: Context, later: Later, kind: Kind
) -> None:
    draft_id = drafted(house, kind)
    kind.move(house)
    submit(context, kind, draft_id)
    later.run()
    assert not kind.in_force(house)
    assert "Nothing has changed yet: somebody changed things since you looked" in last(house)
    assert draft_id in json.dumps(house.slack.to(RUI)[-1].message.blocks)

    acked = Acked()
    listening(context).actions[ids.OPEN_DRAFT](acked, tap(RUI, ids.OPEN_DRAFT, draft_id))
    assert acked.answers == [{}]
    later.run()
    assert "Comparing it with what holds now." in str(house.slack.views[-2])
    assert house.slack.views[-1]["title"]["text"] == "Review changes"
    assert json.loads(house.slack.views[-1]["private_metadata"])["draft"] == draft_id

    submit(context, kind, draft_id)
    later.run()
    assert kind.in_force(house)


def test_it_is_put_into_force_once(
    house: House, context: Context, later: Later, kind: Kind
) -> None:
    draft_id = drafted(house, kind)
    for _ in range(2):
        submit(context, kind, draft_id)
    later.run()
    assert last(house) == "This draft was published already."
    assert drafts.subject_of(house.sessions, draft_id, RUI) is None


def test_what_breaks_is_told_with_the_way_to_try_again(
    house: House, context: Context, later: Later, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft_id = drafted(house, kind)

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(publish, "revise", broken)
        patch.setattr(rosters, "put_into_force", broken)
        patch.setattr(frameworks, "put_into_force", broken)
        submit(context, kind, draft_id)
        later.run()
    assert not kind.in_force(house)
    said = f"{kind.name} could not be put into force, and nothing has changed. Please try again."
    assert last(house) == said

    submit(context, kind, draft_id)
    later.run()
    assert kind.in_force(house)


def test_what_is_in_force_is_told_even_where_the_outcome_cannot_be_drawn(
    house: House, context: Context, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = KINDS["roster"]
    draft_id = drafted(house, kind)
    monkeypatch.setattr("handlers.people.roster.roster_applied", lambda _: 1 / 0)
    submit(context, kind, draft_id)
    later.run()
    assert kind.in_force(house)
    assert last(house) == f"{kind.name} is in force."


def test_roles_that_are_gone_by_now_are_told_as_faults(
    house: House, context: Context, later: Later
) -> None:
    kind = KINDS["roster"]
    draft_id = drafted(house, kind)
    with house.sessions.begin() as unit:
        other = replace(framework.framework(unit, unit.now.date()))
        roles = tuple(replace(role, id="pilot") for role in other.roles)
        frameworks.write_framework(unit, replace(other, roles=roles))
    submit(context, kind, draft_id)
    later.run()
    assert not kind.in_force(house)
    assert "people.csv" in last(house)
    assert "to fix" in last(house)


def handed_in(
    house: House, context: Context, callback: str, name: str, content: bytes
) -> dict[str, Any]:
    """Submit a file, and return how its form was answered."""
    house.slack.files["F1"] = (name, content)
    body = form(RUI, callback, "{}")
    body["view"]["state"]["values"] = {ids.FILE: {"x": {"files": [{"id": "F1"}]}}}
    acked = Acked()
    listening(context).views[callback](acked, body)
    [answer] = acked.answers
    return answer


@pytest.mark.parametrize(
    ("callback", "name", "content", "shown"),
    [
        (ids.LOAD_FORM, "b.yaml", write_bank(WORDED).encode(), "What do you do now?"),
        (ids.ROSTER_FORM, "people.csv", without("flo"), "*Leaving: 1*\\n• Flo Acme"),
        (
            ids.ROSTER_FORM,
            "roles.yaml",
            FRAMEWORK,
            "*Retired skills: 1*\\n• Updates: expected of 6",
        ),
    ],
)
def test_a_file_is_read_after_the_form_was_answered_and_shown_before_it_changes_anything(
    house: House,
    context: Context,
    later: Later,
    callback: str,
    name: str,
    content: bytes,
    shown: str,
) -> None:
    answer = handed_in(house, context, callback, name, content)
    assert "Reading" in str(answer["view"])
    assert "download" not in house.slack.calls
    later.run()
    assert shown in json.dumps(house.slack.views[-1], ensure_ascii=False)
    assert not any(kind.in_force(house) for kind in KINDS.values())


def test_a_file_that_cannot_be_fetched_is_told(
    house: House, context: Context, later: Later
) -> None:
    house.slack.fail("download", ZeroDivisionError())
    handed_in(house, context, ids.ROSTER_FORM, "people.csv", without("flo"))
    later.run()
    assert (
        last(house)
        == "Your file could not be read just now, and nothing has changed. Please try again."
    )


def test_a_bank_is_confirmed_without_being_read_again(
    house: House, context: Context, later: Later
) -> None:
    handed_in(house, context, ids.LOAD_FORM, "b.yaml", write_bank(WORDED).encode())
    later.run()
    body = form(RUI, ids.CHANGES_FORM, house.slack.views[-1]["private_metadata"])
    meaning = {"selected_option": {"value": load.KEEP}}
    body["view"]["state"]["values"] = {
        ids.block_for(ids.MEANING, "triage-0"): {ids.MEANING: meaning}
    }
    acked = Acked()
    with statements(house.sessions) as run:
        listening(context).views[ids.CHANGES_FORM](acked, body)
    [answer] = acked.answers
    assert answer["response_action"] == "push"
    assert "Publish 9 changes?" in str(answer["view"])
    assert "8 questions are withdrawn" in str(answer["view"])
    assert json.loads(answer["view"]["private_metadata"])["kept"] == "triage-0"
    assert len(run) <= 4, "\n".join(run)
