"""What is asked and answered: letters, forms, outcomes, and what is left out of `text`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from grading.choice import grade_choice
from grading.verdict import Sureness
from items.model import Kind, Outcome
from messages import answer, choice_feedback, ids, question, refusals, text_feedback, why
from messages.choice_feedback import STANDS_ALONE
from messages.message import Message
from scheduling.planner import Reason
from tests.unit.messages.limits import elements, texts
from tests.unit.messages.screens import (
    ASKED,
    BACK,
    CHOSEN,
    MARKED,
    MULTIPLE,
    ORDER,
    READER,
    REPLY,
    SELF_MARKED,
    SINGLE,
    TEXT,
    UNSURE,
    WORD,
)
from views.choice_feedback import ChoiceFeedbackView
from views.text_feedback import CriterionView
from views.why import WhyDateView, WhyView

JUDGES = ("Yes", "Not this time", "Partly", "Met", "Missed", "Best answer", "mark:")


def headline(view: ChoiceFeedbackView) -> str:
    text: str = choice_feedback.feedback(view).blocks[0]["text"]["text"]
    return text


def test_a_control_carries_the_option_of_the_item_and_shows_its_letter() -> None:
    blocks = question.question(ASKED).blocks
    control = next(e for e in elements(blocks) if e["type"] == "radio_buttons")
    shown = [(o["text"]["text"][0], o["value"]) for o in control["options"]]
    assert shown == [("A", "2"), ("B", "0"), ("C", "1"), ("D", "3")]


def test_a_long_option_stands_in_full_above_its_control() -> None:
    long = "Read the logs of every service that took part, until you know the cause for certain"
    item = replace(SINGLE, options=(*SINGLE.options[:3], replace(SINGLE.options[3], text=long)))
    blocks = question.question(replace(ASKED, item=item)).blocks
    assert [block["type"] for block in blocks[:4]] == ["section", "section", "rich_text", "input"]
    assert item.prompt in next(iter(texts(blocks[1])))
    assert long in list(texts(blocks[2]))


def test_options_that_stand_above_in_full_are_not_said_again_beside_their_letters() -> None:
    item = replace(SINGLE, options=(replace(SINGLE.options[0], text="x" * 90), *SINGLE.options[1:]))
    blocks = question.question(replace(ASKED, item=item)).blocks
    control = next(e for e in elements(blocks) if e["type"] == "radio_buttons")
    assert [o["text"]["text"] for o in control["options"]] == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("https://www.example.com/", "example.com"),
        ("https://example.com/guide", "example.com/guide"),
        ("https://example.com/before/being/on_call/", "example.com/…/on_call"),
    ],
)
def test_a_source_is_named_by_where_it_leads(source: str, name: str) -> None:
    assert choice_feedback.source_link(source)["text"] == name


def test_every_button_of_a_question_names_its_delivery() -> None:
    for element in elements(question.question(ASKED).blocks):
        if element["type"] == "button":
            assert element["value"] == "d-1"
        if element["type"] == "overflow":
            verbs = [ids.read_menu_value(o["value"]) for o in element["options"]]
            assert verbs == [("why_now", "d-1"), ("report", "d-1"), ("pause_questions", "d-1")]


def test_a_step_used_twice_is_an_error_in_its_field() -> None:
    assert answer.order_errors(READER, {0: 2, 1: 0, 2: 2}) == {"step:2": "Already used for First."}
    assert answer.order_errors(READER, {0: 2, 1: 0, 2: 1}) == {}


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_example_in_the_thread_uses_words_that_are_understood(language: str) -> None:
    reader = replace(READER, language=language)
    small_print = " ".join(texts(question.question(replace(ASKED, reader=reader)).blocks))
    known = answer.sureness_words(reader)
    assert set(known.values()) == set(Sureness)
    assert any(f": B, {word}" in small_print for word in known)


def test_a_late_form_keeps_the_words() -> None:
    assert REPLY in list(texts(answer.too_late(READER, REPLY)["blocks"]))


@pytest.mark.parametrize(
    ("chosen", "sure", "begins"),
    [
        (0, None, "*Yes: B, Declare an incident.*"),
        (1, None, "*Not this time: B, Declare an incident.*"),
        (3, None, "*Partly: B is better.*"),
    ],
)
def test_the_headline_of_a_single_choice(chosen: int, sure: Sureness | None, begins: str) -> None:
    view = replace(CHOSEN, result=grade_choice(Kind.SINGLE, SINGLE.options, [chosen]))
    assert headline(replace(view, sureness=sure)).startswith(begins)


@pytest.mark.parametrize(
    ("chosen", "begins"),
    [
        ([0, 1, 2], "*Yes: all of it.*"),
        ([0, 2], "*Partly: two of three.* Support did not hear"),
        ([0, 1, 2, 3], "*Not this time.*"),
        ([3], "*Not this time.* People look there first."),
    ],
)
def test_the_headline_of_a_multiple_choice(chosen: list[int], begins: str) -> None:
    result = grade_choice(Kind.MULTIPLE, MULTIPLE.options, chosen)
    assert headline(replace(CHOSEN, item=MULTIPLE, result=result)).startswith(begins)


def test_how_sure_somebody_was_is_answered() -> None:
    right = grade_choice(Kind.SINGLE, SINGLE.options, [0])
    guessed = replace(CHOSEN, result=right, sureness=Sureness.GUESSING)
    assert "You guessed; now you have the reason." in headline(guessed)
    assert "You were certain, so worth a minute." in headline(CHOSEN)


def test_an_order_is_shown_as_it_should_be() -> None:
    result = grade_choice(Kind.ORDER, ORDER.options, [3, 0, 1, 2])
    blocks = choice_feedback.feedback(replace(CHOSEN, item=ORDER, result=result)).blocks
    shown = " ".join(texts(blocks))
    places = [shown.index(option.text) for option in ORDER.options]
    assert places == sorted(places)
    assert "You had it as number 1" in shown


def test_a_source_is_named_once() -> None:
    assert str(choice_feedback.feedback(CHOSEN).blocks).count(SINGLE.sources[0]) == 1


@pytest.mark.parametrize(
    "text",
    [
        choice_feedback.feedback(CHOSEN).text,
        choice_feedback.feedback(
            replace(CHOSEN, item=replace(SINGLE, scenario="It is down."))
        ).text,
        text_feedback.marked(MARKED).text,
        text_feedback.marked(UNSURE).text,
        text_feedback.marked(
            replace(MARKED, item=replace(TEXT, scenario="Down.", prompt="So?"))
        ).text,
        text_feedback.reviewer_word(WORD).text,
    ],
)
def test_the_first_words_judge_nobody(text: str) -> None:
    assert len(text) >= STANDS_ALONE
    for word in JUDGES:
        assert word not in text[:STANDS_ALONE]


@pytest.mark.parametrize(
    "message",
    [
        text_feedback.marked(MARKED),
        text_feedback.marked(UNSURE),
        text_feedback.reading(READER, "Triage", REPLY),
    ],
)
def test_a_reply_is_never_in_the_text_of_a_message(message: Message) -> None:
    assert "declare an incident: 8" not in message.text
    assert "8 % of checkouts fail" not in message.text


def test_open_criteria_are_marked_in_the_message() -> None:
    blocks = text_feedback.marked(UNSURE).blocks
    asked = [b["block_id"] for b in blocks if b["type"] == "input"]
    assert [ids.ref_of_block(block, ids.MARK) for block in asked] == ["impact", "support"]
    assert "Declares early" in list(texts(blocks))


def test_many_open_criteria_are_marked_in_a_form() -> None:
    many = tuple(CriterionView(f"c-{n}", f"Point {n}", Outcome.UNSURE) for n in range(6))
    view = replace(UNSURE, criteria=many)
    blocks = text_feedback.marked(view).blocks
    assert not [b for b in blocks if b["type"] == "input"]
    assert [e for e in elements(blocks) if e["action_id"] == ids.OPEN_MARKS]
    form = text_feedback.marks_form(view)["blocks"]
    assert len([b for b in form if b["type"] == "input"]) == 6


def test_ones_own_marks_are_called_so() -> None:
    shown = list(texts(text_feedback.marked(SELF_MARKED).blocks))
    assert "Met, marked by you  " in shown
    assert any("A reviewer has the last word, here." in text for text in shown)


def test_the_weightiest_missing_point_is_what_to_try_next_time() -> None:
    missing = tuple(replace(c, outcome=Outcome.NOT_MET) for c in MARKED.criteria)
    shown = " ".join(texts(text_feedback.marked(replace(MARKED, criteria=missing)).blocks))
    assert "*Next time:* Says that an incident is open." in shown
    said = tuple(replace(c, next_time=f"Try {c.id}.") for c in MARKED.item.rubric)
    told = replace(MARKED, criteria=missing, item=replace(MARKED.item, rubric=said))
    shown = " ".join(texts(text_feedback.marked(told).blocks))
    assert f"*Next time:* Try {max(said, key=lambda c: c.weight).id}." in shown


def test_refusals_are_kind_and_clear() -> None:
    letters = refusals.which_one(READER, ("A", "B", "C", "D"))
    assert letters.text == "Which one: A, B, C or D?"
    assert refusals.answered(READER, "B").text == "Your first answer, B, is in."
    assert refusals.answered(READER, "").text == "Your first answer is in."


@pytest.mark.parametrize(
    ("right", "guessed", "reason"),
    [(True, False, "just before"), (True, True, "a guess"), (False, False, "sooner")],
)
def test_a_date_has_its_reason(right: bool, guessed: bool, reason: str) -> None:
    said = why.why_date(WhyDateView(READER, "Triage", BACK, right, guessed)).text
    assert said.startswith("Around 3 December:")
    assert reason in said


@pytest.mark.parametrize(
    ("what", "sentence", "short"),
    [
        ({"reason": Reason.BELOW, "under": True}, "you are under that", "under what your role"),
        ({"reason": Reason.BELOW}, "not sure that you are there", "not surely what your role"),
        ({"reason": Reason.UNSURE}, "still too early to say", "still too early to say"),
        ({"reason": Reason.UNSURE, "enough": True}, "known only roughly", "known only roughly"),
        ({"reason": Reason.UPKEEP}, "Triage is next in turn", "next in turn"),
        ({"reason": Reason.UPKEEP, "days_since_asked": 6}, "it is next in turn", "6 days ago"),
        ({"reason": Reason.UPKEEP, "days_since_asked": 24}, "the gap is right", "24 days ago"),
    ],
)
def test_why_now_says_no_more_than_the_estimate(
    what: dict[str, Any], sentence: str, short: str
) -> None:
    view = WhyView(READER, skill="Triage", expected=0.8, **what)
    assert sentence in why.why_sentence(view)
    assert short in why.why_short(view)
