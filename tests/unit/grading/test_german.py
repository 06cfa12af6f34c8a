"""A German item is graded without a model: its language decides words and stems."""

from __future__ import annotations

import pytest

from grading.marks import Question
from grading.rubric import RubricMatcher
from items.model import Criterion, Exemplar, Outcome

MET = (
    "Ich würde sofort einen Vorfall ausrufen und das Datenbankteam alarmieren.",
    "Gleich den Vorfall melden, zurückstufen kann man später immer noch.",
    "Erst einmal den Vorfall ausrufen, auch wenn die Ursache noch unklar ist.",
    "Vorfall ausrufen! Dann schaue ich auf die Graphen.",
    "Ich rufe umgehend einen Vorfall aus, weil Kunden nicht zahlen können.",
)
NOT_MET = (
    "Ich lese die Logs, bis ich die Ursache verstanden habe.",
    "Den Dienst neu starten und abwarten, ob die Fehler aufhören.",
    "Zehn Minuten warten, vielleicht erholt es sich von selbst.",
    "Zuerst die Graphen ansehen, niemanden wecken.",
    "Die letzte Version leise zurückrollen und morgen weitersehen.",
)


@pytest.fixture
def question() -> Question:
    criterion = Criterion(
        id="ausrufen",
        criterion="Ruft den Vorfall aus, bevor die Ursache bekannt ist",
        met=("Ruft sofort einen Vorfall aus.",),
        not_met=("Wartet oder untersucht allein.",),
        exemplars=tuple(
            [Exemplar(text, Outcome.MET) for text in MET]
            + [Exemplar(text, Outcome.NOT_MET) for text in NOT_MET]
        ),
    )
    return Question(
        scenario="03:10 Uhr. Fehler an der Kasse bei 8 % und steigend; du bist allein im Dienst.",
        prompt="Was tust du zuerst, und warum?",
        rubric=(criterion,),
        model_answer="Den Vorfall jetzt ausrufen: Ausrufen kostet Minuten, Warten kostet Kunden.",
        language="de",
    )


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        ("Ich würde gleich den Vorfall ausrufen und die Datenbankleute alarmieren", Outcome.MET),
        ("sofort einen vorfall ausrufen, ursache spaeter", Outcome.MET),
        ("Ich starte den Dienst neu und warte ab, ob die Fehler aufhören", Outcome.NOT_MET),
        ("erst die logs lesen bis die Ursache klar ist", Outcome.NOT_MET),
    ],
)
def test_german_replies_are_marked(question: Question, reply: str, outcome: Outcome) -> None:
    (mark,) = RubricMatcher().grade(question, reply, {})
    assert mark.outcome is outcome


def test_what_denies_in_german_is_never_settled_as_met(question: Question) -> None:
    (mark,) = RubricMatcher().grade(question, "Ich würde nicht sofort einen Vorfall ausrufen.", {})
    assert not (mark.settled and mark.outcome is Outcome.MET)


def test_an_english_reply_to_a_german_item_goes_to_a_person(question: Question) -> None:
    reply = "I would declare an incident at once and tell the team that we are on it."
    (mark,) = RubricMatcher().grade(question, reply, {})
    assert (mark.outcome, mark.settled) == (Outcome.UNSURE, False)
