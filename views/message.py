"""Every view that is sent as a message; whoever draws messages draws each of these."""

from __future__ import annotations

from typing import TypeAlias

from views.choice_feedback import ChoiceFeedbackView
from views.digest import DigestPartView, DigestView
from views.notices import (
    AlreadyAnsweredView,
    NamingChangedView,
    RoleChangedView,
    WelcomeBackView,
)
from views.question import QuestionView
from views.report import ReportedView, ReportSettledView
from views.review import WaitingView
from views.text_feedback import MarkedView, ReadingView, ReviewerWordView
from views.welcome import WelcomeView

MessageView: TypeAlias = (
    QuestionView
    | ReadingView
    | ChoiceFeedbackView
    | MarkedView
    | ReviewerWordView
    | AlreadyAnsweredView
    | WelcomeView
    | WelcomeBackView
    | RoleChangedView
    | NamingChangedView
    | DigestView
    | DigestPartView
    | WaitingView
    | ReportedView
    | ReportSettledView
)
