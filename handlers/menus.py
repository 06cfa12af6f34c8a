"""The menus of a question and of its feedback: why, report, pause; and another look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from handlers import payloads, settings
from handlers.context import Context
from handlers.listening import on_form, on_tap
from handlers.payloads import Form, Tap
from handlers.replies import refusal
from messages import appeal as forms
from messages import ids, refusals, why
from practice.answering import appeals
from practice.answering.appeals import Asked
from practice.answering.receive import Refused
from practice.content import reports
from practice.screens import question_details
from views.report import ReportReason
from views.why import WhyDateView, WhyView


def register(app: App, context: Context) -> None:
    """Listen for the menus and the forms behind them."""
    app.action(ids.QUESTION_MENU)(on_tap(context, menu))
    app.action(ids.FEEDBACK_MENU)(on_tap(context, menu))
    app.action(ids.SEE_DIFFERENTLY)(on_tap(context, see_differently))
    app.view(ids.APPEAL_FORM)(on_form(context, send_appeal))
    app.view(ids.REPORT_FORM)(on_form(context, send_report))


def menu(context: Context, tap: Tap) -> None:
    """Do what a menu's entry says."""
    verb, delivery = tap.menu
    match verb:
        case ids.WHY_NOW:
            _why(
                context, tap, delivery, question_details.why_now(context.ports, tap.user, delivery)
            )
        case ids.WHY_DATE:
            _why(
                context, tap, delivery, question_details.why_date(context.ports, tap.user, delivery)
            )
        case ids.REPORT:
            context.show(tap.trigger, forms.report_form(context.reader(tap.user), delivery))
        case ids.PAUSE_QUESTIONS:
            settings.open_pause(context, tap)


def _why(context: Context, tap: Tap, delivery: str, view: WhyView | WhyDateView | Refused) -> None:
    match view:
        case Refused():
            said = refusal(context.reader(tap.user), view, delivery)
        case WhyView():
            said = why.why_now(view)
        case WhyDateView():
            said = why.why_date(view)
    context.whisper(tap.channel, tap.user, said)


def see_differently(context: Context, tap: Tap) -> None:
    """Open the form that asks for another look."""
    criteria = appeals.criteria_open_to_appeal(context.ports, tap.user, tap.value)
    context.show(tap.trigger, forms.appeal_form(context.reader(tap.user), tap.value, criteria))


def send_appeal(context: Context, form: Form) -> Mapping[str, Any] | None:
    """Put a reply before a reviewer again."""
    delivery = form.refs.get("delivery", "")
    criteria = payloads.all_chosen(form.state, ids.CRITERIA)
    note = payloads.text(form.state, ids.NOTE)
    outcome = appeals.appeal(context.ports, form.user, delivery, criteria, note)
    reader = context.reader(form.user)
    if isinstance(outcome, Refused):
        said = refusal(reader, outcome, delivery)
    elif outcome is Asked.QUEUED:
        return None  # the message itself says so
    else:
        said = {
            Asked.ALREADY: refusals.already_asked,
            Asked.NOTHING_YET: refusals.nothing_yet,
        }[outcome](reader)
    context.later(lambda: context.say(form.user, said, ""))
    return None


def send_report(context: Context, form: Form) -> Mapping[str, Any] | None:
    """Tell a question's author what is wrong with it."""
    delivery = form.refs.get("delivery", "")
    reason = payloads.chosen(form.state, ids.REASON) or ReportReason.OTHER
    note = payloads.text(form.state, ids.NOTE)
    outcome = reports.report(context.ports, form.user, delivery, reason, note)
    reader = context.reader(form.user)
    said = (
        refusal(reader, outcome, delivery)
        if isinstance(outcome, Refused)
        else forms.reported(reader)
    )
    context.later(lambda: context.say(form.user, said, ""))
    return None
