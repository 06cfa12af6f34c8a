"""App Home, one's own views, and first contact."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App

from handlers.context import Context
from handlers.listening import afterwards, on_look, on_tap
from handlers.payloads import Body, Tap
from messages import commands, evidence, ids
from messages.draw import TeamModal, draw_modal
from practice.asking import on_demand
from practice.asking.on_demand import NothingNow, OnItsWay, Waiting
from practice.people import erase, welcome
from practice.screens import home, my_data, team


def register(app: App, context: Context) -> None:
    """Listen for everything on the Home tab, and for the welcome's buttons."""
    app.event("app_home_opened")(_opened(context))
    app.action(ids.DETAILS)(on_tap(context, details))
    app.action(ids.PRACTISE_NOW)(on_tap(context, one_more))
    app.action(ids.ONE_MORE)(on_tap(context, one_more))
    app.action(ids.ONE_NOW)(on_tap(context, one_more))
    app.action(ids.WELCOME_TRY)(on_tap(context, start))
    app.action(ids.MY_DATA)(on_tap(context, open_my_data))
    app.action(ids.EXPORT_DATA)(on_look(context, export))
    app.action(ids.ERASE_DATA)(on_look(context, erase_answers))
    app.action(ids.MANAGER_SEES)(on_look(context, manager_sees))
    app.action(ids.TEAM_SKILLS)(on_look(context, team_skills))
    app.action(ids.TEAM_NAMES)(on_look(context, team_names))
    app.action(ids.TEAM_MIX_UPS)(on_look(context, team_mix_ups))
    app.action(ids.TEAM_TREND)(on_look(context, team_trend))
    app.action(ids.TEAM_WHAT_IF)(on_look(context, team_what_if))


def _opened(context: Context) -> Any:
    def listen(ack: Ack, event: Body) -> None:
        if event.get("tab", "home") == "home":
            context.refresh_home(str(event["user"]))
        ack()

    return listen


def one_more(context: Context, tap: Tap) -> None:
    """Ask for a question now."""
    reader = context.reader(tap.user)
    match on_demand.ask(context.ports, tap.user):
        case OnItsWay():
            if tap.view_id:
                context.refresh_home(tap.user)
        case Waiting():
            context.whisper(tap.channel, tap.user, commands.one_is_open(reader))
        case NothingNow(next_at):
            said = commands.nothing_now(reader, next_at, context.ports.clock.now())
            context.whisper(tap.channel, tap.user, said)
        case None:
            context.whisper(
                tap.channel, tap.user, commands.absent(reader, home.ask_whom(context.ports))
            )


def start(context: Context, tap: Tap) -> None:
    """Begin from the welcome: a question now, and the buttons become a date."""
    welcome.used(context.ports, tap.user, tap.value)
    one_more(context, tap)


def details(context: Context, tap: Tap) -> None:
    """Show the evidence of a skill of one's own."""
    view = my_data.details(context.ports, tap.user, tap.value)
    if view is not None:
        context.show(tap.trigger, draw_modal(view), over=_in_modal(tap))


def _in_modal(tap: Tap) -> bool:
    return tap.view_type == "modal"


def open_my_data(context: Context, tap: Tap) -> None:
    """Show what is kept about oneself."""
    view = my_data.my_data(context.ports, tap.user)
    if view is not None:
        context.show(tap.trigger, draw_modal(view))


def export(context: Context, tap: Tap) -> None:
    """Send a copy of everything that is kept about oneself."""
    name, content = my_data.export_file(context.ports, tap.user)
    comment = evidence.export_comment(context.reader(tap.user))
    context.screens.upload(context.screens.open_channel(tap.user), name, content, comment)


def erase_answers(context: Context, tap: Tap) -> None:
    """Erase somebody's own answers, which the button asked about, and show what is left."""
    erase.answers(context.ports, tap.user)
    view = my_data.my_data(context.ports, tap.user)
    if view is not None:
        context.refresh_view(tap.view_id, draw_modal(view))
    context.refresh_home(tap.user)


def manager_sees(context: Context, tap: Tap) -> None:
    """Show exactly what one's manager sees."""
    view = my_data.manager_sees(context.ports, tap.user)
    if view is not None:
        context.show(tap.trigger, draw_modal(view))


def team_names(context: Context, tap: Tap) -> None:
    """Show a manager where each person of a team stands, where a policy allows that."""
    _team_view(context, tap, team.team_names(context.ports, tap.user, tap.value))


def team_skills(context: Context, tap: Tap) -> None:
    """Show a team's skills to its manager."""
    _team_view(context, tap, team.team_skills(context.ports, tap.user, tap.value))


def team_mix_ups(context: Context, tap: Tap) -> None:
    """Show what a team mixes up to its manager."""
    _team_view(context, tap, team.team_mix_ups(context.ports, tap.user, tap.value))


def team_trend(context: Context, tap: Tap) -> None:
    """Show how a team moved to its manager."""
    _team_view(context, tap, team.team_trend(context.ports, tap.user, tap.value))


def team_what_if(context: Context, tap: Tap) -> None:
    """Show what another number of questions would come to, to a team's manager.

    That takes a while, so the modal opens first and is filled after the acknowledgement.
    """
    begun = team.what_if_begun(context.ports, tap.user, tap.value)
    shown = _team_view(context, tap, begun)
    if begun is not None and begun.plans is None:
        afterwards(context, tap.channel, tap.user, lambda: _worked_out(context, tap, shown))


def _worked_out(context: Context, tap: Tap, shown: str) -> None:
    view = team.team_what_if(context.ports, tap.user, tap.value)
    if view is not None:
        context.refresh_view(shown, draw_modal(view))


def _team_view(context: Context, tap: Tap, view: TeamModal | None) -> str:
    """Show a view of a team, or say that it is not theirs; return the modal's id."""
    if view is not None:
        return context.show(tap.trigger, draw_modal(view))
    context.whisper(tap.channel, tap.user, commands.team_refused(context.reader(tap.user)))
    return ""
