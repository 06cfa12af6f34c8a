"""Answering: taps on a question, forms, replies in its thread, and one's own marks."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App

from grading.verdict import Sureness
from handlers import payloads
from handlers.context import Context
from handlers.listening import errors, instead, on_form, on_tap, only_acknowledge, or_sorry
from handlers.payloads import Body, Tap
from items.model import Outcome
from messages import answer, ids, refusals, text_feedback
from messages.draw import draw_modal
from messages.message import Message
from messages.mrkdwn import unescape
from practice.answering import receive, selfmarks
from practice.answering.receive import Accepted, Refusal, Refused, Reply, Said
from practice.answering.selfmarks import SelfMarked
from practice.screens import question_details
from store.models import DeliveryKind
from views.reader import Reader


def register(app: App, context: Context) -> None:
    """Listen for everything that has to do with answering."""
    for action in ids.ANSWER_SURENESS:
        app.action(action)(on_tap(context, answer_choice))
    app.action(ids.CHOICE)(only_acknowledge)
    app.action(ids.MARK)(only_acknowledge)
    app.action(ids.OPEN_REPLY)(on_tap(context, open_reply))
    app.action(ids.OPEN_ORDER)(on_tap(context, open_order))
    app.action(ids.NOT_NOW)(on_tap(context, not_now))
    app.action(ids.ANSWER_AFTER_ALL)(on_tap(context, answer_after_all))
    app.action(ids.SAVE_MARKS)(on_tap(context, save_marks))
    app.action(ids.OPEN_MARKS)(on_tap(context, open_marks))
    app.action(ids.WHOLE_ANSWER)(on_tap(context, whole_answer))
    app.view(ids.REPLY_FORM)(on_form(context, send_reply))
    app.view(ids.ORDER_FORM)(on_form(context, send_order))
    app.view(ids.MARKS_FORM)(on_form(context, send_marks))
    app.event("message")(_thread(context))


def answer_choice(context: Context, tap: Tap) -> None:
    """Store the chosen options and how sure they are."""
    chosen = tuple(int(v) for v in payloads.all_chosen(tap.state, ids.CHOICE) if v.isdigit())
    reply = Reply(tap.event, "button", ids.ANSWER_SURENESS[tap.action], chosen)
    outcome = receive.answer(context.ports, tap.user, tap.value, reply)
    if isinstance(outcome, Accepted) and outcome.unseen:
        receive.seen_arrived(context.ports, tap.user, tap.value, tap.channel, tap.ts)
    refuse(context, tap, outcome)


def refuse(context: Context, tap: Tap, outcome: Accepted | Refused | None) -> None:
    """Say to the person alone why a tap was not taken, where it was not."""
    if isinstance(outcome, Refused):
        reader = question_details.reader(context.ports, tap.user)
        said = refusal(reader, outcome, tap.value)
        context.screens.ephemeral(tap.channel, tap.user, said)


def refusal(reader: Reader, outcome: Refused, delivery: str) -> Message:
    """Return the kind word for a refusal."""
    match outcome.why:
        case Refusal.NOT_YOURS | Refusal.NOT_ON_ROSTER:
            return refusals.someone_elses(reader)
        case Refusal.ANSWERED:
            return refusals.answered(reader, outcome.first)
        case Refusal.CLOSED:
            return refusals.closed(reader, delivery)
        case Refusal.RETIRED:
            return refusals.retired(reader)
        case Refusal.EMPTY:
            return refusals.pick_first(reader)
        case Refusal.UNREADABLE:
            return refusals.which_one(reader, outcome.letters, outcome.form)
        case Refusal.NO_ANSWER:
            return refusals.no_answer(reader)


def open_reply(context: Context, tap: Tap) -> None:
    """Open the form for an answer in one's own words."""
    found = question_details.question(context.ports, tap.user, tap.value)
    if isinstance(found, Refused):
        refuse(context, tap, found)
    else:
        context.show(tap.trigger, answer.reply_form(found))


def open_order(context: Context, tap: Tap) -> None:
    """Open the form that puts steps in order."""
    found = question_details.question(context.ports, tap.user, tap.value)
    if isinstance(found, Refused):
        refuse(context, tap, found)
    else:
        context.show(tap.trigger, answer.order_form(found))


def not_now(context: Context, tap: Tap) -> None:
    """Put a question off."""
    refuse(context, tap, receive.put_off(context.ports, tap.user, tap.value))


def answer_after_all(context: Context, tap: Tap) -> None:
    """Take a question up again."""
    refuse(context, tap, receive.put_off(context.ports, tap.user, tap.value, off=False))


def whole_answer(context: Context, tap: Tap) -> None:
    """Show everything about an answered question."""
    view = question_details.whole_answer(context.ports, tap.user, tap.value)
    if isinstance(view, Refused):
        refuse(context, tap, view)
    else:
        context.show(tap.trigger, draw_modal(view))


def save_marks(context: Context, tap: Tap) -> None:
    """Save one's own marks from the message."""
    outcomes = {c: Outcome(v) for c, v in payloads.each(tap.state, ids.MARK)}
    outcome = selfmarks.mark(context.ports, tap.user, tap.value, outcomes)
    reader = question_details.reader(context.ports, tap.user)
    if isinstance(outcome, Refused):
        refuse(context, tap, outcome)
    elif outcome is SelfMarked.INCOMPLETE:
        context.screens.ephemeral(tap.channel, tap.user, refusals.mark_each(reader))
    elif outcome is SelfMarked.SETTLED:
        context.screens.ephemeral(tap.channel, tap.user, refusals.settled(reader))


def open_marks(context: Context, tap: Tap) -> None:
    """Open the form in which many criteria are marked."""
    view = question_details.marks(context.ports, tap.user, tap.value)
    if isinstance(view, Refused):
        refuse(context, tap, view)
    else:
        context.show(tap.trigger, text_feedback.marks_form(view))


def send_reply(context: Context, form: payloads.Form) -> dict[str, Any] | None:
    """Store an answer in words; empty ones and late ones are said in the form."""
    words = payloads.text(form.state, ids.REPLY)
    reader = question_details.reader(context.ports, form.user)
    if not words:
        return errors(answer.reply_errors(reader))
    reply = Reply(f"form:{form.view_id}", "modal", _sureness(form), text=words)
    outcome = receive.answer(context.ports, form.user, form.refs.get("delivery", ""), reply)
    if isinstance(outcome, Refused):
        return instead(answer.too_late(reader, words))
    return None


def send_order(context: Context, form: payloads.Form) -> dict[str, Any] | None:
    """Store steps put in order; a step used twice is an error in its field."""
    steps = {int(i): int(v) for i, v in payloads.each(form.state, ids.STEP)}
    reader = question_details.reader(context.ports, form.user)
    if wrong := answer.order_errors(reader, steps):
        return errors(wrong)
    order = tuple(steps[i] for i in sorted(steps))
    reply = Reply(f"form:{form.view_id}", "modal", _sureness(form), order)
    outcome = receive.answer(context.ports, form.user, form.refs.get("delivery", ""), reply)
    if isinstance(outcome, Refused):
        return instead(answer.too_late(reader, ""))
    return None


def send_marks(context: Context, form: payloads.Form) -> None:
    """Save one's own marks from the form."""
    outcomes = {c: Outcome(v) for c, v in payloads.each(form.state, ids.MARK)}
    selfmarks.mark(context.ports, form.user, form.refs.get("delivery", ""), outcomes)


def _sureness(form: payloads.Form) -> Sureness | None:
    value = payloads.chosen(form.state, ids.SURENESS)
    return Sureness(value) if value else None


def thread_message(context: Context, event: Body) -> None:
    """Take a message in a question's thread as its answer, and say so where it is not one."""
    user, channel = str(event.get("user", "")), str(event.get("channel", ""))
    thread = str(event.get("thread_ts", ""))
    if not user:
        return
    if not thread:
        context.screens.ephemeral(channel, user, refusals.not_a_reply(context.reader(user)))
        return
    text = unescape(str(event.get("text", "")))
    reader = question_details.reader(context.ports, user)
    said = Said(_event_of(event), text, answer.understood_sureness(reader))
    outcome = receive.thread_reply(context.ports, user, channel, thread, said)
    if not isinstance(outcome, Refused):
        return
    if outcome.why is Refusal.ANSWERED:
        question_details.say_once(context.ports, channel, thread, DeliveryKind.ANSWERED_IN_THREAD)
        return
    delivery = question_details.delivery_at(context.ports, channel, thread)
    context.screens.ephemeral(channel, user, refusal(reader, outcome, delivery), thread)


def _event_of(message: Body) -> str:
    """Return what identifies a message; an edited one is another than it was before."""
    edited = message.get("edited") or {}
    return ":".join(["message", str(message["ts"]), *([str(edited["ts"])] if edited else [])])


SAID = (None, "file_share", "thread_broadcast", "me_message")
"""In which people say something: plainly, with a file, also outside the thread, by /me."""


def _thread(context: Context) -> Any:
    def listen(ack: Ack, event: Body) -> None:
        message = _said(event)
        if event.get("channel_type") == "im" and message is not None and not _is_bot(message):
            channel, user = str(event.get("channel", "")), str(message.get("user", ""))
            or_sorry(context, channel, user, lambda: thread_message(context, message))
        ack()

    return listen


def _said(event: Body) -> Body | None:
    """Return the message that somebody wrote or edited; None where it is anything else.

    Slack also reports as a change what it adds itself, such as a link's preview: then the words
    are as they were. An edit outside a thread says nothing to us.
    """
    if event.get("subtype") in SAID:
        return event
    if event.get("subtype") != "message_changed":
        return None
    message, before = event.get("message") or {}, event.get("previous_message") or {}
    edited = message.get("edited") and message.get("text") != before.get("text")
    if not edited or not message.get("thread_ts") or message.get("subtype") not in SAID:
        return None
    return {**message, "channel": event.get("channel", ""), "channel_type": "im"}


def _is_bot(event: Body) -> bool:
    return bool(event.get("bot_id") or event.get("app_id"))
