"""First contact: what this is, how often, who sees what, how to pause. Sent once."""

from __future__ import annotations

from capability.team import FEWEST_PEOPLE
from messages import ids
from messages.blocks import actions, button, context, section
from messages.message import Block, Message
from messages.mrkdwn import Mrkdwn, escape, paragraphs
from messages.words import Words
from views.welcome import Naming, WelcomeView


def welcome(view: WelcomeView) -> Message:
    """Greet somebody, before their first question."""
    _ = Words(view.reader)
    said = paragraphs(
        "welcome.j2",
        _.mrkdwn,
        name=view.name,
        subject=_.listed(view.skills),
        cadence=_cadence(view.per_week, _),
        fewest=_.number(FEWEST_PEOPLE),
        naming=_naming(view.naming, _),
    )
    why = _("Why you: your role is {role}.", role=view.role)
    blocks = [section(paragraph) for paragraph in said]
    blocks += [_row(view, _), context(escape(why))]
    return Message("\n".join([*(_unmarked(p) for p in said), escape(why)]), blocks)


def _cadence(per_week: int, _: Words) -> str:
    if per_week == 3:
        return _("Two or three questions a week")
    return _.count("{n} question a week", "{n} questions a week", per_week)


def _naming(naming: Naming | None, _: Words) -> dict[str, str] | None:
    return {"since": _.dated(naming.since), "why": naming.why} if naming else None


def _unmarked(paragraph: Mrkdwn) -> Mrkdwn:
    return Mrkdwn(paragraph.replace("*", ""))


def _row(view: WelcomeView, _: Words) -> Block:
    if view.started is not None:
        return context(_.mrkdwn("Started {day}", day=_.day(view.started)))
    return actions(
        button(
            _("Try one now"),
            ids.WELCOME_TRY,
            view.delivery,
            label=_("Try a question now"),
            primary=True,
        ),
        button(
            _("Choose my hours"),
            ids.WELCOME_HOURS,
            view.delivery,
            label=_("Choose my hours for questions"),
        ),
        button(_("Pause"), ids.WELCOME_PAUSE, view.delivery, label=_("Pause questions")),
    )
