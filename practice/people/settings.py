"""What administrators decide for all, and a person for themselves, read and written."""

from __future__ import annotations

from org.places import countries
from practice.outbox import recurring
from practice.outbox.queue import Word, queue_words
from practice.ports import Ports
from practice.who.hours import zone_of
from practice.who.preferences import Setup, preferences_of, setup_of
from practice.who.readers import language_of, reader_of
from store import people, slots
from store.models import DeliveryKind, PersonRow
from views.lengths import NAMING_REASON
from views.reader import Reader
from views.settings import NamedTo, SettingsView, SetupView


def settings_view(ports: Ports, user: str) -> SettingsView | None:
    """Return somebody's settings as they hold now; None for who is not on the roster."""
    with ports.sessions.read() as unit:
        person = people.by_slack(unit, user)
        if person is None:
            return None
        setup, own = setup_of(unit), preferences_of(person)
        return SettingsView(
            reader=reader_of(person),
            per_week=own.per_week or setup.per_week,
            per_day=own.per_day or setup.per_day,
            zone=zone_of(person),
            language=language_of(person),
            days=own.days if own.days is not None else setup.days,
            start=own.start or setup.start,
            end=own.end or setup.end,
            wait_for_quiet=own.wait_for_quiet,
        )


def setup_view(ports: Ports, user: str) -> SetupView:
    """Return the workspace's setup as it holds now."""
    with ports.sessions.read() as unit:
        person = people.by_slack(unit, user)
        setup = setup_of(unit)
        reviewers = [people.by_email(unit, e) for e in setup.reviewers]
        return SetupView(
            reader=_reader(person),
            per_week=setup.per_week,
            per_day=setup.per_day,
            days=setup.days,
            start=setup.start,
            end=setup.end,
            digest_hour=setup.digest_hour,
            countries=tuple(sorted(countries())),
            country=setup.country,
            naming=setup.naming,
            naming_why=setup.naming_why,
            reviewers=tuple(r.slack_user for r in reviewers if r and r.slack_user),
        )


def set_up(ports: Ports, new: Setup, reviewers: tuple[str, ...]) -> None:
    """Write the workspace's setup; `reviewers` are Slack users."""
    now = ports.clock.now()
    with ports.sessions.begin() as unit:
        old, everyone = setup_of(unit), people.everyone(unit)
        named = new.naming is not NamedTo.NOBODY
        since = (old.naming_since or now.date()) if named and old.naming == new.naming else None
        kept = new.model_copy(
            update={
                "naming_why": new.naming_why[:NAMING_REASON],
                "naming_since": since or (now.date() if named else None),
                "reviewers": tuple(p.email for p in everyone if p.slack_user in reviewers),
            }
        )
        people.workspace(unit).setup = kept.model_dump(mode="json")
        staff = [p for p in everyone if p.on_roster]
        if kept.naming != old.naming:
            slot = slots.naming_changed(kept.naming, now.date())
            told = (p for p in staff if p.slack_user)
            queue_words(unit, (Word(p, slot, DeliveryKind.NAMING_CHANGED) for p in told))
        for person in staff:
            if person.started_at is not None:
                unit.replan(person)
        recurring.fill(unit, ports)


def _reader(person: PersonRow | None) -> Reader:
    return reader_of(person) if person is not None else Reader()
