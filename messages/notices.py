"""Short notices: to people whose place changed, and to administrators about what needs mending."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from messages.blocks import section
from messages.message import Message, compose, note
from messages.mrkdwn import escape
from messages.roster import unknown_emails
from messages.words import Words
from views.notices import Trouble, TroubleView
from views.reader import Reader
from views.welcome import Naming

ITEMS = 8


def welcome_back(reader: Reader, name: str) -> Message:
    """Greet somebody who returns to the roster."""
    _ = Words(reader)
    return note(
        _("Welcome back, {name}.", name=name),
        _("What you answered before is kept; questions start gently."),
    )


def role_changed(reader: Reader, role: str, since: date) -> Message:
    """Tell somebody that their role changed."""
    _ = Words(reader)
    return note(
        _("From {day} your role here is {role}.", day=_.day(since), role=role),
        _("Your answers come along; new questions follow what it needs."),
    )


def naming_changed(reader: Reader, naming: Naming | None) -> Message:
    """Tell everybody that managers may see names, or no longer."""
    _ = Words(reader)
    if naming is None:
        return note(_("Your manager no longer sees anybody by name; only the team together."))
    return note(
        _(
            "From {since} your manager may see where you stand by name, not your answers.",
            since=_.dated(naming.since),
        ),
        _("Why: {reason}", reason=naming.why),
    )


def trouble(view: TroubleView) -> Message:
    """Tell an administrator what is wrong and what to do about it."""
    text = trouble_words(view)
    return compose([text], [section(escape(text))])


def trouble_words(view: TroubleView) -> str:
    """Return the same as a sentence, for the Home tab."""
    _ = Words(view.reader)
    match view.trouble:
        case Trouble.TOKEN:
            return _("Slack refuses the token. Install the app again; nothing is lost meanwhile.")
        case Trouble.SCOPE:
            return _(
                "The app lacks the scope {scope}. Add it to the manifest and install it again.",
                scope=view.detail,
            )
        case Trouble.STUCK:
            return _.count(
                "{n} message may or may not have been sent, and is not sent again.",
                "{n} messages may or may not have been sent, and are not sent again.",
                view.n,
            )
        case Trouble.UNKNOWN_EMAILS:
            return unknown_emails(view.names, _)
        case Trouble.PAST_REVIEW:
            return _past_review(view.names, _)
        case Trouble.MODEL:
            return _(
                "The language model does not answer: {detail}. Grading goes on without it.",
                detail=view.detail or _("no reason given"),
            )


def _past_review(names: Sequence[str], _: Words) -> str:
    return _(
        "Past their review date: {items}. They are still asked; read and publish them again.",
        items=_.some(names, ITEMS),
    )
