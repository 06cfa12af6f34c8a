"""The program put together: one object that holds what runs, and starts and stops it."""

from __future__ import annotations

import gc
import json
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from slack_bolt import App
from starlette.applications import Starlette

from bot import edges
from bot.acknowledgement_priority import AcknowledgementPriority
from bot.background import Background
from bot.clocks import SystemClock
from bot.errors import MissingToken
from bot.extras import MODEL
from bot.guard import Guard
from bot.messenger import SlackMessenger
from bot.pacing import Pacing
from bot.settings import Settings
from bot.timers import timers
from bot.worker import Worker
from capability.priors import Priors, loads, shipped
from grading.layers import Layers
from grading.marks import Grader
from handlers.context import Context
from handlers.registry import register
from practice import turn
from practice.kinds import KINDS
from practice.people import accounts
from practice.ports import Clock, Ports
from store import people
from store.claim import claimed
from store.engine import Database, open_database
from store.unit import Sessions, Unit
from store.upgrade import require_current

log = structlog.get_logger(__name__)

EVERY = {"look": 2.0, "directory": 6 * 3600.0}
"""How often each timer ticks, in seconds; all due work is rows, so nothing depends on it."""


SWITCH_SECONDS = 0.0005


@dataclass(frozen=True, slots=True)
class Program:
    """Everything that answers Slack: the ports, the bolt app, three workers and their timers.

    `reader` grades replies and updates messages; `sender` plans and sends, which Slack's pacing
    makes slow; `settler` looks up what may or may not be sent, which nothing else waits for. The
    timers wake them all: what falls due by itself says so to nobody.
    """

    settings: Settings
    ports: Ports
    app: App
    reader: Worker
    sender: Worker
    settler: Worker
    background: Background
    priority: AcknowledgementPriority
    timers: BackgroundScheduler

    def start(self) -> None:
        """Start the workers and the timers."""
        turn.begin(self.ports)
        self.reader.start()
        self.sender.start()
        self.settler.start()
        self.timers.start()

    def close(self) -> None:
        """Stop the timers and the workers, and give the database back."""
        if self.timers.running:
            self.timers.shutdown(wait=True)
        self.reader.stop()
        self.sender.stop()
        self.settler.stop()
        self.background.close()
        self.ports.sessions.close()


def build(
    settings: Settings,
    clock: Clock | None = None,
    *,
    paced: bool = True,
    database: Database | None = None,
) -> Program:
    """Put the program together for the workspace that the token belongs to."""
    if settings.bot_token is None:
        raise MissingToken(
            "SLACK_BOT_TOKEN is not set. It is the token that starts with xoxb-, "
            "under OAuth & Permissions of your Slack app."
        )
    clock = clock or SystemClock()
    grader = _grader(settings, clock)
    token = settings.bot_token.get_secret_value()
    database = database or open_database(settings.database_url)
    require_current(database)
    messenger = SlackMessenger(token, settings.api_url, clock, Pacing() if paced else None)
    identity = messenger.identity()
    wakes: list[Callable[[], None]] = []
    sessions = Sessions(database, identity["team_id"], clock.now, lambda: _call_all(wakes))
    with sessions.begin() as unit:
        people.ensure_workspace(unit, identity.get("team", ""))
        unit.session.flush()
        own = priors_of(unit)
    priority = AcknowledgementPriority()
    ports = Ports(
        sessions=sessions,
        clock=clock,
        messenger=messenger,
        grader=grader,
        reads_slowly=settings.model_url is not None,
        priors=own or shipped(),
        kinds=KINDS,
        admins=settings.admin_emails,
        give_way=priority.give_way,
    )
    background = Background()
    app = edges.bolt_app(token, settings.api_url, identity)
    register(app, Context(ports, messenger, background.send))
    reader = Worker(lambda: turn.replies(ports))
    sender = Worker(lambda: turn.sending(ports))
    settler = Worker(lambda: turn.doubts(ports))
    wakes += [reader.wake, sender.wake, settler.wake]
    ticks = timers(
        {
            "look": (EVERY["look"], ports.wake),
            "directory": (EVERY["directory"], lambda: accounts.identify(ports)),
        }
    )
    return Program(settings, ports, app, reader, sender, settler, background, priority, ticks)


def priors_of(unit: Unit) -> Priors | None:
    """Return the constants that the organisation's own log earned, if any."""
    kept = people.workspace(unit).priors
    return loads(json.dumps(kept)) if kept else None


def _grader(settings: Settings, clock: Clock) -> Grader:
    """Return the offline layers, with a language model among them where one is set.

    Raises MissingExtra where its libraries are not installed.
    """
    if settings.model_url is None or settings.model_name is None:
        return Layers()
    MODEL.require("HOLDFAST_MODEL_URL is set, but a language model")
    from grading.budget import Budget
    from grading.model import Endpoint, LanguageModelGrader

    key = settings.model_key.get_secret_value() if settings.model_key else ""
    endpoint = Endpoint(settings.model_url, settings.model_name, key, settings.model_timeout)
    model = LanguageModelGrader(
        endpoint.connect,
        settings.model_name,
        clock.technical,
        Budget(
            calls=settings.model_calls_a_day,
            cost=settings.model_cost_a_day,
            per_million_in=settings.model_price_in,
            per_million_out=settings.model_price_out,
        ),
        timeout=settings.model_timeout,
    )
    return Layers(model=model)


def _call_all(wakes: list[Callable[[], None]]) -> None:
    for wake in wakes:
        wake()


def run(settings: Settings, stop: threading.Event) -> None:
    """Run until told to stop: over Socket Mode, or over HTTP where only that is set up."""
    # An acknowledgement reads and writes a dozen times, and each time waits for its turn at the
    # interpreter: behind a thread that grades, five milliseconds a turn would add up.
    sys.setswitchinterval(SWITCH_SECONDS)
    with ExitStack() as held:
        database = open_database(settings.database_url)
        held.callback(database.close)
        if database.file is not None:
            held.enter_context(claimed(database.file))
        _serve(build(settings, database=database), stop)


def _serve(program: Program, stop: threading.Event) -> None:
    settings = program.settings
    gc.freeze()  # what is loaded by now stays; looking through it again would make an answer wait
    program.start()
    try:
        if settings.over_http:
            edges.serve_http(_over_http(program), settings.http_host, settings.http_port, stop)
        else:
            _socket(program, stop)
    finally:
        program.close()


def _over_http(program: Program) -> Starlette:
    secret = program.settings.signing_secret
    if secret is None:
        raise MissingToken("SLACK_SIGNING_SECRET is not set; it is under Basic Information.")
    guard = Guard(secret.get_secret_value(), program.ports.clock.technical)
    return edges.http(program.app, guard, program.priority, program.background)


def _socket(program: Program, stop: threading.Event) -> None:
    if program.settings.app_token is None:
        raise MissingToken(
            "SLACK_APP_TOKEN is not set. It is the token that starts with xapp-, under Basic "
            "Information, App-Level Tokens; or set SLACK_SIGNING_SECRET to use HTTP instead."
        )
    edge = edges.socket_mode(
        program.app,
        program.settings.app_token.get_secret_value(),
        program.priority,
        program.background,
    )
    edge.connect()  # type: ignore[no-untyped-call]
    log.info("connected", workspace=program.ports.workspace)
    try:
        stop.wait()
    finally:
        edge.close()  # type: ignore[no-untyped-call]
