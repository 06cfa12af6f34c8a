"""Whatever is sent is drawn, each view as the screen of its concept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from messages import appeal, digest, notices, question, refusals
from messages.draw import continuations, draw
from messages.message import Message
from tests.unit.messages.screens import ASKED, DIGEST, READER
from views.digest import DigestPartView
from views.message import MessageView
from views.notices import (
    AlreadyAnsweredView,
    NamingChangedView,
    RoleChangedView,
    WelcomeBackView,
)
from views.question import QuestionState
from views.report import ReportSettledView
from views.teams import SkillRow

DAY = date(2026, 11, 24)
LONG = replace(
    DIGEST, skills=tuple(SkillRow(f"Skill {n} " + "x" * 60, None, 0.8) for n in range(40))
)

DRAWN: list[tuple[MessageView, Message]] = [
    (ASKED, question.question(ASKED)),
    (replace(ASKED, state=QuestionState.PUT_OFF), question.put_off(ASKED)),
    (replace(ASKED, state=QuestionState.RETIRED), question.retired(ASKED)),
    (replace(ASKED, state=QuestionState.CLOSED), question.closed(ASKED)),
    (DIGEST, digest.digest(DIGEST)),
    (AlreadyAnsweredView(READER), refusals.answered_in_thread(READER)),
    (WelcomeBackView(READER, "Ana"), notices.welcome_back(READER, "Ana")),
    (RoleChangedView(READER, "Engineer", DAY), notices.role_changed(READER, "Engineer", DAY)),
    (NamingChangedView(READER), notices.naming_changed(READER, None)),
    (ReportSettledView(READER, changed=True), appeal.report_outcome(READER, changed=True)),
    (ReportSettledView(READER, changed=False), appeal.report_outcome(READER, changed=False)),
]


@pytest.mark.parametrize(("view", "message"), DRAWN)
def test_a_view_is_drawn_as_its_screen(view: MessageView, message: Message) -> None:
    assert draw(view) == message


def test_a_digest_too_long_for_a_message_goes_on_in_as_many_parts_as_are_drawn() -> None:
    thread = digest.digest(LONG).thread
    assert continuations(LONG) == len(thread) > 0
    assert [draw(DigestPartView(LONG, n)) for n in range(len(thread))] == list(thread)
    assert continuations(ASKED) == 0


def test_every_view_that_is_sent_is_frozen() -> None:
    assert all(kind.__dataclass_params__.frozen for kind in get_args(MessageView))
