"""The weekly digest: what a team can do, what costs most, one thing to do, and the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from capability.team import too_few
from messages import ids
from messages.blocks import actions, button, section
from messages.digest_parts import (
    Part,
    costly_part,
    coverage_part,
    helpers_part,
    since_part,
    skills_part,
    talk_part,
    trend_part,
)
from messages.fitting import Long, visible
from messages.message import Block, Message, compose
from messages.mrkdwn import Mrkdwn, bold, escape, join
from messages.numbers import about, from_answers
from messages.teams import can_handle, few_people, team_buttons
from messages.words import Words
from views.digest import DigestView, Response
from views.figures import Measured

ROOM = 3500
"""Characters of the digest itself; the rest goes into its thread."""

TEXT_ROOM = 3000


def digest(view: DigestView) -> Message:
    """Return a digest; what exceeds its room continues in its thread."""
    _ = Words(view.reader)
    if too_few(view.team.people):
        return _protected(view, _)
    overall = view.team.overall
    if overall is None or not overall.enough:
        said = _("{team}: nothing reliable to say yet.", team=view.team.name)
        return _of([_opening(said), coverage_part(view.coverage, _)])
    if view.nothing_new:
        return _nothing_new(view, overall, _)
    first = [
        _opening(can_handle(view.team, _)),
        costly_part(view.costly, _),
        talk_part(view.talk, _response(view, _), _),
    ]
    rest = [
        helpers_part(view.helpers, _),
        since_part(view.since, _),
        trend_part(view.trend, _, plain=view.plain),
        coverage_part(view.coverage, _),
        skills_part(view.skills, _, plain=view.plain),
    ]
    return _laid_out(first, [part for part in rest if part.blocks], _buttons(view, _))


def _opening(said: str) -> Part:
    return Part((section(bold(said)),), (said,))


def _of(parts: Iterable[Part]) -> Message:
    kept = list(parts)
    blocks = [block for part in kept for block in part.blocks]
    return compose([line for part in kept for line in part.spoken], blocks, limit=TEXT_ROOM)


def _laid_out(first: Sequence[Part], rest: Sequence[Part], last: Part) -> Message:
    """Put as many parts, in order, into the message as its room takes; the others follow it.

    What is read out names the action before the mix-up: it is what the manager came for.
    """
    room = ROOM - sum(visible(list(part.blocks)) for part in (*first, last))
    kept, overflow = list(first), list[Part]()
    for part in rest:
        size = visible(list(part.blocks))
        if overflow or size > room:
            overflow.append(part)
        else:
            kept.append(part)
            room -= size
    opening, costly, talk = first
    spoken = [line for part in (opening, talk, costly) for line in part.spoken]
    spoken += [Long(line) for part in rest for line in part.spoken]
    blocks = [block for part in (*kept, last) for block in part.blocks]
    return compose(spoken, blocks, limit=TEXT_ROOM, thread=[_of([part]) for part in overflow])


def _protected(view: DigestView, _: Words) -> Message:
    """A team of fewer than five: no figures, but what helps everybody."""
    few = few_people(view.team.people, _)
    text = join([Mrkdwn(f"{bold(view.team.name)}:"), few])
    return _of(
        [
            Part((section(text),), (f"{view.team.name}: {few}",)),
            costly_part(view.costly, _),
            talk_part(view.talk, _response(view, _), _),
        ]
    )


def _nothing_new(view: DigestView, overall: Measured, _: Words) -> Message:
    said = _(
        "{team}: no change worth your time: {about}, {evidence}.",
        team=view.team.name,
        about=about(overall, _),
        evidence=from_answers(overall.answers, overall.people, _),
    )
    return _of([_opening(said), coverage_part(view.coverage, _), _buttons(view, _)])


def _response(view: DigestView, _: Words) -> Block:
    name = view.team.name
    if view.response is not None and view.answered is not None:
        undo = button(
            _("Undo"),
            ids.DIGEST_UNDO,
            view.digest,
            label=_("Undo my answer about {team}", team=name),
        )
        return section(escape(_responded(view.response, _.day(view.answered), _)), undo)
    return actions(
        button(
            _("Done"),
            ids.DIGEST_DONE,
            view.digest,
            label=_("The five minutes with {team} are done", team=name),
            primary=True,
        ),
        button(
            _("Not useful"),
            ids.DIGEST_NOT_USEFUL,
            view.digest,
            label=_("This suggestion is not useful for {team}", team=name),
        ),
        button(
            _("Content is wrong"),
            ids.DIGEST_WRONG,
            view.digest,
            label=_("The content of this suggestion is wrong"),
        ),
    )


def _responded(response: Response, day: str, _: Words) -> str:
    match response:
        case Response.DONE:
            return _("Done {day}. Monday says what moved.", day=day)
        case Response.WRONG:
            return _("Said to be wrong, {day}. The author has your note.", day=day)
        case _:
            return _("Not useful, {day}: {reason}.", day=day, reason=reason_word(response, _))


def reason_word(response: Response, _: Words) -> str:
    """Name why a suggestion was not useful."""
    return {
        Response.NOT_OURS: _("Not our problem"),
        Response.NO_TIME: _("No time"),
        Response.ALREADY: _("Already do this"),
        Response.SCRIPT_OFF: _("The script is off"),
    }.get(response, "")


def _buttons(view: DigestView, _: Words) -> Part:
    return Part((actions(*team_buttons(view.team, _, trend=False)),))
