"""The starter company, as the files in `banks/` state it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.scopes import EVENTS, needed_scopes
from items.check import check as check_bank
from items.model import Bank, Item
from messages.ids import COMMAND
from org.framework import check as check_framework
from org.model import Framework, Roster
from org.roster import check as check_roster
from practice.content import publish
from practice.people import enrol, frameworks
from practice.ports import Ports
from workspace.config import AppConfig, CommandConfig, Config, PersonConfig, Team

BANKS = Path(__file__).resolve().parents[2] / "banks"
ADMINISTRATOR = "rui@acme.example"
BOT_TOKEN = "xoxb-holdfast-try"  # noqa: S105 (the local workspace's own)
APP_TOKEN = "xapp-holdfast-try"  # noqa: S105


class StarterFault(Exception):
    """A file of the starter company has a fault; the message lists them all."""


@dataclass(frozen=True)
class Company:
    """A company's framework, roster and banks."""

    framework: Framework
    roster: Roster
    banks: tuple[Bank, ...]

    @cached_property
    def slack_ids(self) -> dict[str, str]:
        """A Slack user id for each email, always the same."""
        emails = sorted(person.email for person in self.roster.people)
        return {email: f"U{number:03d}" for number, email in enumerate(emails, start=1)}

    @cached_property
    def by_scenario(self) -> dict[str, Item]:
        """Every item by its scenario, in each of its languages."""
        found: dict[str, Item] = {}
        for bank in self.banks:
            for item in bank.items:
                found[_folded(item.scenario)] = item
                for translation in item.translations.values():
                    found[_folded(translation.scenario)] = item
        return found

    def item_about(self, scenario: str) -> Item | None:
        """Return the item that a message shows."""
        return self.by_scenario.get(_folded(scenario))


def _folded(text: str) -> str:
    return " ".join(text.split())


def read_company(folder: Path = BANKS) -> Company:
    """Read the starter company; raises StarterFault where a file has faults."""
    framework = check_framework((folder / "framework.yaml").read_bytes(), "framework.yaml")
    roster = check_roster((folder / "roster.csv").read_bytes(), "roster.csv", framework.framework)
    checked = [
        check_bank((folder / name).read_bytes(), name, framework.framework)
        for name in ("on-call.yaml",)
    ]
    faults = [*framework.faults, *roster.faults, *(f for c in checked for f in c.faults)]
    if faults or framework.framework is None or roster.roster is None:
        raise StarterFault("\n".join(str(fault) for fault in faults))
    return Company(
        framework.framework, roster.roster, tuple(c.bank for c in checked if c.bank is not None)
    )


def workspace_of(company: Company) -> Config:
    """Return the local workspace in which the company works, with the bot installed."""
    return Config(
        workspace=Team(id="T0ACME", name="Acme", domain="acme"),
        people=tuple(
            PersonConfig(
                id=company.slack_ids[person.email],
                name=person.email.partition("@")[0],
                real_name=person.name,
                email=person.email,
                tz=person.timezone or "UTC",
                locale="de-DE" if person.language == "de" else "en-US",
                admin=person.email == ADMINISTRATOR,
            )
            for person in company.roster.people
        ),
        apps=(
            AppConfig(
                id="A0HOLDFAST",
                name="Holdfast",
                bot_token=BOT_TOKEN,
                app_token=APP_TOKEN,
                mode="socket",
                scopes=tuple(sorted(needed_scopes())),
                events=tuple(sorted(EVENTS)),
                commands=(
                    CommandConfig(
                        command=COMMAND,
                        description="Practise, see where you stand, pause",
                        usage_hint="help | next | me | pause | resume | settings",
                    ),
                ),
            ),
        ),
    )


def load(ports: Ports, company: Company) -> None:
    """Load the company into the database, as an administrator would."""
    with ports.sessions.begin() as unit:
        frameworks.write_framework(unit, company.framework)
    for bank in company.banks:
        with ports.sessions.begin() as unit:
            publish.write(unit, bank, None)
    enrol.load_roster(ports, company.roster)
