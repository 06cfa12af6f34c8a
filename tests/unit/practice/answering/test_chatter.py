"""Telling what is plainly no answer from what might be one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.answering.chatter import is_chatter

NO_ANSWERS = [
    "will do after lunch",
    "ok thanks",
    "What does IC mean here?",
    "Can I answer tomorrow? I am on the train right now",
    ":thumbsup:",
    "👍",
    "Thanks, I'll answer later",
    "I'll get back to this tomorrow.",
    "Sorry, in a meeting",
    "Sorry, I'm in a meeting. Will answer after lunch.",
    "not now",
    "later",
    "Danke!",
    "Mache ich später",
    "Ich antworte morgen.",
    "Was heißt IC?",
    "Bin gerade im Zug, antworte nachher",
    "Kann ich morgen antworten?",
    "I don't understand the question",
    "how long should my answer be?",
    "Good question :thinking_face:",
    "remind me on Monday",
    "???",
    "hmm",
    "let me think about it and come back tomorrow",
    "Keine Zeit gerade",
    "On it later today",
    "What is an incident commander?",
    "is this a test?",
    "Do I have to write in English?",
    "Sure, will do this afternoon",
]
ANSWERS = [
    "Tell support tomorrow morning.",
    "Page the commander.",
    "I declare an incident and roll back.",
    "Roll back. I'll tell support later.",
    "Who is affected? Since when?",
    "I'd wait.",
    "Nothing.",
    "Wait until tomorrow.",
    "I will look at the logs later, first I page the IC.",
    "I will do nothing until after lunch",
    "Ask Noor what she changed.",
    "No.",
    "Declare it now",
    "I will roll back after the meeting",
    "I'd look at it tomorrow, customers are asleep",
    "Ich rolle zurück.",
    "Später den Support informieren.",
    "I'd reply to the customer tomorrow that we are looking into it.",
    "I will answer the customer after lunch.",
    "Ich würde dem Kunden morgen antworten.",
    "I will get back to the customer tomorrow",
    "Call the doctor",
    "I am calling support",
    "Ok, I declare an incident.",
    "Thanks the customer and close the ticket",
]


@pytest.mark.parametrize("text", NO_ANSWERS)
def test_thanks_delays_and_questions_back_are_no_answers(text: str) -> None:
    assert is_chatter(text)


@pytest.mark.parametrize("text", ANSWERS)
def test_what_might_be_an_answer_is_one(text: str) -> None:
    assert not is_chatter(text)


@given(st.text(max_size=300))
def test_whatever_is_written_is_judged(text: str) -> None:
    assert is_chatter(text) in (True, False)
