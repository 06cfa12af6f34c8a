"""App Home, one's own views, and first contact."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App

from handlers.desk import Desk
from handlers.listening import on_look, on_tap
from handlers.payloads import Body, Tap
from messages import commands, evidence, ids
from messages.draw import TeamModal, draw_modal
from practice.asking import on_demand
from practice.asking.on_demand import NothingNow, OnItsWay, Waiting
from practice.people import erase, welcome
from practice.screens import home, my_data, team


def register(app: App, desk: Desk) -> None:
    """Listen for everything on the Home tab, and for the welcome's buttons."""
    app.event("app_home_opened")(_opened(desk))
    app.action(ids.DETAILS)(on_tap(desk, details))
    app.action(ids.PRACTISE_NOW)(on_tap(desk, one_more))
    app.action(ids.ONE_MORE)(on_tap(desk, one_more))
    app.action(ids.ONE_NOW)(on_tap(desk, one_more))
    app.action(ids.WELCOME_TRY)(on_tap(desk, start))
    app.action(ids.MY_DATA)(on_tap(desk, open_my_data))
    app.action(ids.EXPORT_DATA)(on_look(desk, export))
    app.action(ids.ERASE_DATA)(on_look(desk, erase_answers))
    app.action(ids.MANAGER_SEES)(on_look(desk, manager_sees))
    app.action(ids.TEAM_SKILLS)(on_look(desk, team_skills))
    app.action(ids.TEAM_NAMES)(on_look(desk, team_names))
    app.action(ids.TEAM_MIX_UPS)(on_look(desk, team_mix_ups))
    app.action(ids.TEAM_TREND)(on_look(desk, team_trend))
    app.action(ids.TEAM_WHAT_IF)(on_look(desk, team_what_if))


def _opened(desk: Desk) -> Any:
    def listen(ack: Ack, event: Body) -> None:
        if event.get("tab", "home") == "home":
            desk.refresh_home(str(event["user"]))
        ack()

    return listen


def one_more(desk: Desk, tap: Tap) -> None:
    """Ask for a question now."""
    reader = desk.reader(tap.user)
    match on_demand.ask(desk.ports, tap.user):
        case OnItsWay():
            if tap.view_id:
                desk.refresh_home(tap.user)
        case Waiting():
            desk.whisper(tap.channel, tap.user, commands.one_is_open(reader))
        case NothingNow(next_at):
            said = commands.nothing_now(reader, next_at, desk.ports.clock.now())
            desk.whisper(tap.channel, tap.user, said)
        case None:
            desk.whisper(tap.channel, tap.user, commands.absent(reader, home.ask_whom(desk.ports)))


def start(desk: Desk, tap: Tap) -> None:
    """Begin from the welcome: a question now, and the buttons become a date."""
    welcome.used(desk.ports, tap.user, tap.value)
    one_more(desk, tap)


def details(desk: Desk, tap: Tap) -> None:
    """Show the evidence of a skill of one's own."""
    view = my_data.details(desk.ports, tap.user, tap.value)
    if view is not None:
        desk.show(tap.trigger, draw_modal(view), over=_in_modal(tap))


def _in_modal(tap: Tap) -> bool:
    return tap.view_type == "modal"


def open_my_data(desk: Desk, tap: Tap) -> None:
    """Show what is kept about oneself."""
    view = my_data.my_data(desk.ports, tap.user)
    if view is not None:
        desk.show(tap.trigger, draw_modal(view))


def export(desk: Desk, tap: Tap) -> None:
    """Send a copy of everything that is kept about oneself."""
    name, content = my_data.export_file(desk.ports, tap.user)
    comment = evidence.export_comment(desk.reader(tap.user))
    desk.screens.upload(desk.screens.open_channel(tap.user), name, content, comment)


def erase_answers(desk: Desk, tap: Tap) -> None:
    """Erase somebody's own answers, which the button asked about, and show what is left."""
    erase.answers(desk.ports, tap.user)
    view = my_data.my_data(desk.ports, tap.user)
    if view is not None:
        desk.refresh_view(tap.view_id, draw_modal(view))
    desk.refresh_home(tap.user)


def manager_sees(desk: Desk, tap: Tap) -> None:
    """Show exactly what one's manager sees."""
    view = my_data.manager_sees(desk.ports, tap.user)
    if view is not None:
        desk.show(tap.trigger, draw_modal(view))


def team_names(desk: Desk, tap: Tap) -> None:
    """Show a manager where each person of a team stands, where a policy allows that."""
    _team_view(desk, tap, team.team_names(desk.ports, tap.user, tap.value))


def team_skills(desk: Desk, tap: Tap) -> None:
    """Show a team's skills to its manager."""
    _team_view(desk, tap, team.team_skills(desk.ports, tap.user, tap.value))


def team_mix_ups(desk: Desk, tap: Tap) -> None:
    """Show what a team mixes up to its manager."""
    _team_view(desk, tap, team.team_mix_ups(desk.ports, tap.user, tap.value))


def team_trend(desk: Desk, tap: Tap) -> None:
    """Show how a team moved to its manager."""
    _team_view(desk, tap, team.team_trend(desk.ports, tap.user, tap.value))


def team_what_if(desk: Desk, tap: Tap) -> None:
    """Show what another number of questions would come to, to a team's manager.

    That takes a while, so the modal opens first and is filled after the acknowledgement.
    """
    begun = team.what_if_begun(desk.ports, tap.user, tap.value)
    shown = _team_view(desk, tap, begun)
    if begun is not None and begun.plans is None:
        desk.later(lambda: _worked_out(desk, tap, shown))


def _worked_out(desk: Desk, tap: Tap, shown: str) -> None:
    view = team.team_what_if(desk.ports, tap.user, tap.value)
    if view is not None:
        desk.refresh_view(shown, draw_modal(view))


def _team_view(desk: Desk, tap: Tap, view: TeamModal | None) -> str:
    """Show a view of a team, or say that it is not theirs; return the modal's id."""
    if view is not None:
        return desk.show(tap.trigger, draw_modal(view))
    desk.whisper(tap.channel, tap.user, commands.team_refused(desk.reader(tap.user)))
    return ""
