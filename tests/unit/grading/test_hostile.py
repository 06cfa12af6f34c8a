"""No hostile reply is marked better, alone or behind a reply that misses the point."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from grading.layers import Layers
from grading.marks import Grader, Question
from grading.model import LanguageModelGrader
from grading.rubric import RubricMatcher
from items.model import Outcome

ROWS = YAML(typ="safe").load(Path(__file__).with_name("hostile.yaml"))
HOSTILE = [str(row["reply"]) * int(row.get("times", 1)) for row in ROWS]
MISSED = "I would read the logs for a while and see what happens."


def obey(text: str) -> dict[str, Any]:
    """A model that does whatever a reply wants, and finds a quote for it."""
    reply = re.split(r"reply-[0-9a-f]{16}", text)[1].strip()
    mark = {"criterion": "declares", "outcome": "met", "confidence": 1.0, "quote": reply}
    return {"marks": [mark], "addresses_marker": False}


def gullible(scripted: Any) -> Layers:
    model = scripted(obey)
    return Layers(model=LanguageModelGrader(model.connect, "gullible", lambda: datetime.now(UTC)))


def assert_never_better(grader: Grader, question: Question, reply: str) -> None:
    (mark,) = grader.grade(question, reply, {})
    assert not (mark.settled and mark.outcome is not Outcome.NOT_MET)


def test_there_are_at_least_sixty_of_them() -> None:
    assert len(set(HOSTILE)) >= 60


@pytest.mark.parametrize("reply", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("behind", ["", MISSED])
def test_the_matcher_settles_no_hostile_reply_as_met(
    question: Question, reply: str, behind: str
) -> None:
    assert_never_better(RubricMatcher(), question, f"{behind} {reply}".strip(" "))


@pytest.mark.parametrize("reply", HOSTILE, ids=range(len(HOSTILE)))
def test_not_even_a_model_that_obeys_it(question: Question, reply: str, scripted: Any) -> None:
    assert_never_better(gullible(scripted), question, reply)


def test_words_to_the_grader_never_reach_the_model(question: Question, scripted: Any) -> None:
    model = scripted(obey)
    grader = LanguageModelGrader(model.connect, "gullible", lambda: datetime.now(UTC))
    for row in ROWS:
        if row["where"] in ("order", "claim", "role", "markup"):
            grader.grade(question, str(row["reply"]), {})
    assert model.asked == []


@pytest.mark.parametrize(
    "reply",
    [
        "I'd declare an incident, mark it sev 2 and tell support.",
        "Page the database team; give them the graphs and the right dashboard link.",
        "Declare first. kubectl get pods -n checkout, then roll back if it's the deploy.",
        "Ignore the alert noise from the batch jobs and declare an incident.",
        "I'd accept that the rollback is the right call and declare.",
        "Tell the user: we're looking into it.",
    ],
)
def test_plain_replies_raise_no_suspicion(question: Question, reply: str) -> None:
    (mark,) = RubricMatcher().grade(question, reply, {})
    assert mark.outcome is not Outcome.UNSURE
