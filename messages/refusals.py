"""Kind refusals: what is said when a tap or a reply cannot be taken."""

from __future__ import annotations

from collections.abc import Sequence

from messages.blocks import actions, section
from messages.message import Message, compose, note
from messages.mrkdwn import escape
from messages.question import one_now
from messages.words import Words
from views.reader import Reader


def pick_first(reader: Reader) -> Message:
    """Nothing was chosen."""
    _ = Words(reader)
    return note(_("Pick an answer first."))


def which_one(reader: Reader, letters: Sequence[str], form: str = "") -> Message:
    """A reply in the thread could not be read; `form` shows how several letters are written."""
    _ = Words(reader)
    if form:
        return note(_("Which letters? Write them like this: {form}", form=form))
    return note(_("Which one: {letters}?", letters=_.either(letters)))


def no_answer(reader: Reader) -> Message:
    """Words in a written question's thread that are plainly no answer."""
    _ = Words(reader)
    return note(
        _("No rush: I did not take that as your answer."),
        _("When you are ready, say here in your own words what you would do."),
    )


def closed(reader: Reader, delivery: str) -> Message:
    """The question has closed."""
    _ = Words(reader)
    text = _("This has closed. No harm done; it comes back.")
    return compose([text], [section(escape(text)), actions(one_now(delivery, _))])


def answered(reader: Reader, first: str) -> Message:
    """A second tap; `first` is the answer that stands, in letters, empty for words."""
    _ = Words(reader)
    if first:
        return note(_("Your first answer, {first}, is in.", first=first))
    return note(_("Your first answer is in."))


def answered_in_thread(reader: Reader) -> Message:
    """A second reply in the thread; said once."""
    _ = Words(reader)
    text = _("Already answered. Tap I see it differently for another look.")
    shown = _.mrkdwn("Already answered. Tap *I see it differently* for another look.")
    return compose([text], [section(shown)])


def someone_elses(reader: Reader) -> Message:
    """The message went to another person."""
    _ = Words(reader)
    return note(_("This went to someone else. Nothing was recorded."))


def retired(reader: Reader) -> Message:
    """The item was withdrawn."""
    _ = Words(reader)
    return note(_("The author has withdrawn this question. It does not count."))


def not_saved(reader: Reader) -> Message:
    """Something broke on the way."""
    _ = Words(reader)
    return note(_("That did not get through. Please try again."))


def empty(reader: Reader) -> Message:
    """A reply without words."""
    _ = Words(reader)
    return note(_("A sentence or two, please."))


def mark_each(reader: Reader) -> Message:
    """Not every open point has a mark of one's own."""
    _ = Words(reader)
    return note(_("Mark each point first."))


def settled(reader: Reader) -> Message:
    """There is nothing left to mark."""
    _ = Words(reader)
    return note(_("This is settled already. Nothing was changed."))


def nothing_yet(reader: Reader) -> Message:
    """Another look was asked for before the first one."""
    _ = Words(reader)
    return note(_("Your answer is still being read. Ask again in a moment."))


def already_asked(reader: Reader) -> Message:
    """Another look was asked for twice."""
    _ = Words(reader)
    return note(_("Another look is on its way already."))


def not_a_reply(reader: Reader) -> Message:
    """A message outside any question's thread."""
    _ = Words(reader)
    return note(_("I read answers in a question's thread. `/holdfast help` shows what else works."))
