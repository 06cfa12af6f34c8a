"""What became of a draft: under way, changed by somebody meanwhile, gone, or broken off."""

from __future__ import annotations

from messages import ids
from messages.blocks import Element, actions, button, modal, section
from messages.excerpts import LISTED_NAME, NAME
from messages.fitting import one_line
from messages.message import Message, View, compose, note
from messages.mrkdwn import escape
from messages.words import Words
from views.reader import Reader


def under_way(reader: Reader, name: str) -> View:
    """Show at once that something is being put into force."""
    _ = Words(reader)
    said = _(
        "{name} is being put into force. You may close this; the result comes as a message.",
        name=one_line(name, LISTED_NAME),
    )
    return modal(
        _("Under way"), [section(escape(said))], callback_id=ids.UNDER_WAY, close=_("Close")
    )


def opening(reader: Reader) -> View:
    """Show at once that a draft is being compared."""
    _ = Words(reader)
    said = _("Comparing it with what holds now.")
    return modal(
        _("Review changes"), [section(escape(said))], callback_id=ids.UNDER_WAY, close=_("Close")
    )


def moved(reader: Reader, name: str, draft: str) -> Message:
    """Tell that nothing was done: it would change something else than what was shown."""
    _ = Words(reader)
    said = _(
        "Nothing has changed yet: somebody changed things since you looked, and {name} would "
        "change something else by now. Review the changes again, then confirm.",
        name=one_line(name, LISTED_NAME),
    )
    return compose([said], [section(escape(said)), actions(_review(draft, name, _))])


def broken_off(reader: Reader, name: str, draft: str) -> Message:
    """Tell that nothing was done, for a reason that is not theirs."""
    _ = Words(reader)
    said = _(
        "{name} could not be put into force, and nothing has changed. Please try again.",
        name=one_line(name, LISTED_NAME),
    )
    return compose([said], [section(escape(said)), actions(_review(draft, name, _))])


def in_force(reader: Reader, name: str) -> Message:
    """Tell that it was done, where what came of it cannot be drawn."""
    _ = Words(reader)
    return note(_("{name} is in force.", name=one_line(name, LISTED_NAME)))


def gone(reader: Reader) -> Message:
    """Tell that a draft was published already."""
    _ = Words(reader)
    said = _("This draft was published already.")
    return compose([said], [section(escape(said))])


def _review(draft: str, name: str, _: Words) -> Element:
    return button(
        _("Review changes"),
        ids.OPEN_DRAFT,
        draft,
        label=_("Review the changes of {name} again", name=one_line(name, NAME)),
        primary=True,
    )
