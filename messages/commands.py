"""What `/holdfast` says: help, kind refusals, and that nothing is worth asking now."""

from __future__ import annotations

from datetime import datetime

from messages.blocks import section
from messages.excerpts import WORD
from messages.home import not_on_roster
from messages.message import Message, note
from messages.mrkdwn import Mrkdwn, escape, paragraphs
from messages.words import Words
from views.commands import MayDo
from views.reader import Reader


def help_(reader: Reader, may: MayDo, unknown: str = "") -> Message:
    """List what this person may do; `unknown` is a word that is no command."""
    _ = Words(reader)
    title = _("Here is what works:")
    if unknown:
        title = _("No command '{word}'. Here is what works:", word=unknown[:WORD])
    lines = paragraphs("help.j2", _.mrkdwn, may=may)
    spoken = escape("\n").join([escape(title), *(Mrkdwn(p.replace("*", "")) for p in lines)])
    return Message(spoken, [section(escape(title)), *(section(text) for text in lines)])


def team_refused(reader: Reader) -> Message:
    """`team` by somebody who manages nobody."""
    _ = Words(reader)
    return note(_("`team` is for managers. `me` shows where you stand."))


def load_refused(reader: Reader, ask: str) -> Message:
    """`load` by somebody who does not administer."""
    _ = Words(reader)
    if not ask:
        return note(_("Loading is for administrators."))
    return note(_("Loading is for administrators: ask {name}.", name=ask))


def administrators_only(reader: Reader, command: str, ask: str) -> Message:
    """Any other command of administrators."""
    _ = Words(reader)
    if not ask:
        return note(_("`{command}` is for administrators.", command=command))
    return note(_("`{command}` is for administrators: ask {name}.", command=command, name=ask))


def review_refused(reader: Reader) -> Message:
    """`review` by somebody who does not review."""
    _ = Words(reader)
    return note(_("Reviewing is for authors and for those an administrator names."))


def absent(reader: Reader, ask: str) -> Message:
    """Anything by somebody who is not on the roster."""
    return note(not_on_roster(ask, Words(reader)))


def nothing_now(reader: Reader, next_at: datetime | None, now: datetime) -> Message:
    """`next` where nothing is worth asking."""
    _ = Words(reader)
    said = _("Nothing worth asking now.")
    if next_at is None:
        return note(said)
    return note(said, _("Next: probably {day}.", day=_.soon(next_at, now)))


def coming(reader: Reader) -> Message:
    """`next` where a question is on its way."""
    _ = Words(reader)
    return note(_("Here comes one, under Messages."))


def one_is_open(reader: Reader) -> Message:
    """`next` where a question waits already."""
    _ = Words(reader)
    return note(_("One question waits for you already, under Messages."))


def digest_coming(reader: Reader) -> Message:
    """`team` by a manager: the digest comes as a message of its own."""
    _ = Words(reader)
    return note(_("The digest comes, under Messages."))
