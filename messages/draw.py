"""Any view drawn: as a message where it is sent, as a modal where it is opened."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from messages import (
    appeal,
    choice_feedback,
    digest,
    evidence,
    notices,
    question,
    refusals,
    review,
    teams,
    text_feedback,
    welcome,
)
from messages.message import Message, View
from views.choice_feedback import ChoiceFeedbackView
from views.digest import DigestPartView, DigestView
from views.evidence import DetailsView, ManagerSeesView, MyDataView
from views.message import MessageView
from views.notices import (
    AlreadyAnsweredView,
    NamingChangedView,
    RoleChangedView,
    WelcomeBackView,
)
from views.question import QuestionState, QuestionView
from views.report import ReportedView, ReportSettledView
from views.review import WaitingView
from views.teams import (
    TeamMixUpsView,
    TeamNamesView,
    TeamSkillsView,
    TeamTrendsView,
    WhatIfView,
)
from views.text_feedback import MarkedView, ReadingView, ReviewerWordView
from views.welcome import WelcomeView

TeamModal: TypeAlias = TeamSkillsView | TeamMixUpsView | TeamTrendsView | WhatIfView | TeamNamesView
Modal: TypeAlias = (
    ChoiceFeedbackView | MarkedView | DetailsView | ManagerSeesView | MyDataView | TeamModal
)
"""Every view that only shows something; forms are drawn by those who read them."""


def draw(view: MessageView) -> Message:
    """Return the message that shows a view."""
    match view:
        case QuestionView():
            return _question(view)
        case ReadingView():
            return text_feedback.reading(view.reader, view.skill, view.reply, slow=view.slow)
        case ChoiceFeedbackView():
            return choice_feedback.feedback(view)
        case MarkedView():
            return text_feedback.marked(view)
        case ReviewerWordView():
            return text_feedback.reviewer_word(view)
        case AlreadyAnsweredView():
            return refusals.answered_in_thread(view.reader)
        case WelcomeView():
            return welcome.welcome(view)
        case DigestView():
            return digest.digest(view)
        case DigestPartView():
            return digest.digest(view.digest).thread[view.number]
        case _:
            return _notice(view)


def _question(view: QuestionView) -> Message:
    match view.state:
        case QuestionState.ASKED:
            return question.question(view)
        case QuestionState.PUT_OFF:
            return question.put_off(view)
        case QuestionState.RETIRED:
            return question.retired(view)
        case QuestionState.CLOSED:
            return question.closed(view)


def _notice(
    view: WelcomeBackView
    | RoleChangedView
    | NamingChangedView
    | WaitingView
    | ReportedView
    | ReportSettledView,
) -> Message:
    match view:
        case WelcomeBackView():
            return notices.welcome_back(view.reader, view.name)
        case RoleChangedView():
            return notices.role_changed(view.reader, view.role, view.since)
        case NamingChangedView():
            return notices.naming_changed(view.reader, view.naming)
        case WaitingView():
            return review.waiting(view)
        case ReportedView():
            return appeal.to_author(view)
        case ReportSettledView():
            return appeal.report_outcome(view.reader, changed=view.changed)
        case _:
            assert_never(view)


def continuations(view: MessageView) -> int:
    """Return how many more messages a view takes, which go into the thread of the first."""
    return len(digest.digest(view).thread) if isinstance(view, DigestView) else 0


def draw_modal(view: Modal) -> View:
    """Return the modal that shows a view in full."""
    match view:
        case ChoiceFeedbackView():
            return choice_feedback.whole_feedback(view)
        case MarkedView():
            return text_feedback.whole_answer(view)
        case DetailsView():
            return evidence.details(view)
        case ManagerSeesView():
            return evidence.manager_sees(view)
        case MyDataView():
            return evidence.my_data(view)
        case _:
            return _team(view)


def _team(view: TeamModal) -> View:
    match view:
        case TeamSkillsView():
            return teams.skills(view.reader, view.team, view.rows)
        case TeamMixUpsView():
            return teams.mix_ups(view.reader, view.team, view.found)
        case TeamTrendsView():
            return teams.trends(view.reader, view.team, view.found)
        case WhatIfView():
            return teams.what_if(view.reader, view.team, view.plans, view.weeks)
        case TeamNamesView():
            return teams.names(view.reader, view.naming, view.people)
        case _:
            assert_never(view)
