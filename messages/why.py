"""Why this question now, and why it comes back on that day: one sentence each."""

from __future__ import annotations

from messages.fitting import sentences
from messages.message import Message, note
from messages.numbers import tenths
from messages.words import Words
from scheduling.need import GAP_AFTER_MISS
from scheduling.planner import Reason
from views.why import WhyDateView, WhyView


def why_sentence(view: WhyView) -> str:
    """Return the reason as one or two plain sentences."""
    _ = Words(view.reader)
    said = _reason(view, _)
    return sentences(_("You asked for one."), said) if view.asked_for else said


def _reason(view: WhyView, _: Words) -> str:
    skill, role = view.skill, view.role or _("your role")
    match view.reason:
        case Reason.PLACEMENT:
            return _(
                "The first questions find out what you know already of what {role} needs.",
                role=role,
            )
        case Reason.MISSED:
            return _(
                "You missed {skill} {ago}; this is another go.",
                skill=skill,
                ago=_ago(view.days_since_missed, _),
            )
        case Reason.MISUNDERSTOOD:
            return _(
                "A mix-up about {skill} showed {ago}; this checks that it is gone.",
                skill=skill,
                ago=_ago(view.days_since_missed, _),
            )
        case Reason.BELOW:
            return _below(view, _)
        case Reason.FADING:
            return _("Without practice, {skill} would soon fade.", skill=skill)
        case Reason.UNSURE if view.enough:
            return _(
                "How {skill} stands is known only roughly; another answer tells more.", skill=skill
            )
        case Reason.UNSURE:
            return _("It is still too early to say how {skill} stands.", skill=skill)
        case Reason.UPKEEP:
            return _upkeep(view, _)


def _upkeep(view: WhyView, _: Words) -> str:
    if not view.days_since_asked:
        return _("{skill} is next in turn.", skill=view.skill)
    ago = _ago(view.days_since_asked, _)
    if view.days_since_asked < GAP_AFTER_MISS:
        return _("{skill} was last asked {ago}; it is next in turn.", skill=view.skill, ago=ago)
    return _(
        "{skill} was last asked {ago}; the gap is right to ask again.", skill=view.skill, ago=ago
    )


def _ago(days: int | None, _: Words) -> str:
    return _.count("{n} day ago", "{n} days ago", days) if days else _("recently")


def _below(view: WhyView, _: Words) -> str:
    if view.expected is None:
        return _("{skill} is under what your role expects.", skill=view.skill)
    expected = tenths(view.expected, _)
    if view.under:
        return _(
            "Your role expects {expected} in {skill}, and you are under that for now.",
            expected=expected,
            skill=view.skill,
        )
    return _(
        "Your role expects {expected} in {skill}, and it is not sure that you are there.",
        expected=expected,
        skill=view.skill,
    )


def why_short(view: WhyView) -> str:
    """Return the reason in a few words, to go behind the name of the skill."""
    _ = Words(view.reader)
    missed, asked = _ago(view.days_since_missed, _), _ago(view.days_since_asked, _)
    return {
        Reason.PLACEMENT: _("to find out what you know already"),
        Reason.MISSED: _("missed {ago}", ago=missed),
        Reason.MISUNDERSTOOD: _("a mix-up {ago}", ago=missed),
        Reason.BELOW: _("under what your role expects")
        if view.under
        else _("not surely what your role expects"),
        Reason.FADING: _("before it fades"),
        Reason.UNSURE: _("known only roughly") if view.enough else _("still too early to say"),
        Reason.UPKEEP: _("last asked {ago}", ago=asked)
        if view.days_since_asked
        else _("next in turn"),
    }[view.reason]


def why_now(view: WhyView) -> Message:
    """Answer "Why this now?"."""
    return note(why_sentence(view))


def why_date(view: WhyDateView) -> Message:
    """Answer "Why this date?"."""
    _ = Words(view.reader)
    if view.back is None:
        return note(_("There is no date yet: a reviewer reads this one first."))
    day = _.long_day(view.back)
    if view.right is None:
        return note(_("Around {day}: after a person has read your answer.", day=day))
    if not view.right:
        return note(
            _(
                "Around {day}: what slipped once comes back sooner, while the reason is fresh.",
                day=day,
            )
        )
    if view.guessed:
        return note(
            _(
                "Around {day}: a guess that was right is not yet known, so it comes back sooner.",
                day=day,
            )
        )
    return note(
        _(
            "Around {day}: just before you would forget it. Each good answer makes the gap longer.",
            day=day,
        )
    )
