"""The forms of settings: one's own hours and cadence, and an administrator's for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, time
from functools import cache

from babel import Locale
from babel.core import get_global

from messages import ids
from messages.blocks import (
    Element,
    checkboxes,
    context,
    date_picker,
    field,
    grouped_select,
    modal,
    option,
    radio,
    section,
    select,
    text_input,
    time_picker,
    users,
)
from messages.message import Block, Message, View, note
from messages.mrkdwn import bold, escape
from messages.words import LANGUAGES, Words
from scheduling.slots import MOST_A_DAY, MOST_A_WEEK
from views.lengths import NAMING_REASON
from views.reader import Reader
from views.settings import NamedTo, SettingsView, SetupView
from workspace import limits

GROUP = limits.SELECT_OPTIONS
NO_COUNTRY = "none"


def settings_form(view: SettingsView) -> View:
    """Ask for one's own settings."""
    _ = Words(view.reader)
    languages = [option(_language(tag), tag) for tag in LANGUAGES]
    chosen = next((o for o in languages if o["value"] == view.language), None)
    quiet = option(_("Wait for a quiet moment"), "quiet")
    blocks: list[Block] = [
        *_cadence(view.per_week, view.per_day, _),
        *_hours(view.days, view.start, view.end, _),
        field(_("Time zone"), grouped_select(ids.ZONE, _zones(view.zone), view.zone), ids.ZONE),
        field(_("Language"), select(ids.LANGUAGE, languages, chosen), ids.LANGUAGE),
        field(_("Leave from"), date_picker(ids.LEAVE_FROM), ids.LEAVE_FROM, optional=True),
        field(
            _("Leave up to and including"), date_picker(ids.LEAVE_TO), ids.LEAVE_TO, optional=True
        ),
        field(
            _("When I am busy"),
            checkboxes(ids.QUIET, [quiet], [quiet] if view.wait_for_quiet else []),
            ids.QUIET,
            hint=_("A question then waits until Slack shows you as free."),
            optional=True,
        ),
    ]
    return modal(
        _("Settings"),
        blocks,
        callback_id=ids.SETTINGS_FORM,
        submit=_("Save"),
        close=_("Cancel"),
    )


def settings_errors(
    reader: Reader,
    days: Sequence[int],
    hours: tuple[time, time],
    leave: tuple[date | None, date | None],
) -> dict[str, str]:
    """Return what is wrong with settings, by block."""
    _ = Words(reader)
    errors = _hours_errors(days, hours, _)
    first, last = leave
    if (first is None) != (last is None):
        missing = ids.LEAVE_FROM if first is None else ids.LEAVE_TO
        errors[missing] = _("A leave needs its first and its last day.")
    elif first is not None and last is not None and last < first:
        errors[ids.LEAVE_TO] = _("The last day comes before the first.")
    return errors


def saved(reader: Reader) -> Message:
    """Confirm settings."""
    _ = Words(reader)
    return note(_("Saved. It holds from the next question on."))


def setup_form(view: SetupView) -> View:
    """Ask an administrator for cadence, hours, holidays and policies."""
    _ = Words(view.reader)
    countries = _countries(view.countries, _)
    hours = [option(f"{hour:02}:00", str(hour)) for hour in range(24)]
    naming = [
        option(_("Nobody is named"), NamedTo.NOBODY),
        option(_("Managers may see names"), NamedTo.MANAGERS),
    ]
    blocks: list[Block] = [
        section(bold(_("What holds for everybody, unless they choose less."))),
        *_cadence(view.per_week, view.per_day, _),
        *_hours(view.days, view.start, view.end, _),
        field(
            _("Public holidays of"),
            grouped_select(ids.COUNTRY, countries, view.country or NO_COUNTRY),
            ids.COUNTRY,
            hint=_("For people whose country the roster does not give."),
        ),
        field(
            _("The weekly digest, Mondays at"),
            select(ids.DIGEST_HOUR, hours, hours[view.digest_hour]),
            ids.DIGEST_HOUR,
        ),
        field(
            _("Names"),
            radio(ids.NAMING, naming, naming[view.naming is NamedTo.MANAGERS]),
            ids.NAMING,
            hint=_("Everybody is told, with the reason, before it holds."),
        ),
        field(
            _("Why names are needed"),
            text_input(ids.NAMING_WHY, longest=NAMING_REASON, value=view.naming_why),
            ids.NAMING_WHY,
            optional=True,
        ),
        field(
            _("Reviewers, besides the authors"),
            users(ids.REVIEWERS, view.reviewers),
            ids.REVIEWERS,
            optional=True,
        ),
        context(escape(_("It holds from the next question and the next digest on."))),
    ]
    return modal(
        _("Set up"),
        blocks,
        callback_id=ids.SETUP_FORM,
        submit=_("Save"),
        close=_("Cancel"),
    )


def setup_errors(
    reader: Reader,
    days: Sequence[int],
    hours: tuple[time, time],
    naming: NamedTo,
    why: str,
) -> dict[str, str]:
    """Return what is wrong with a setup, by block."""
    _ = Words(reader)
    errors = _hours_errors(days, hours, _)
    if naming is NamedTo.MANAGERS and not why.strip():
        errors[ids.NAMING_WHY] = _("People are told why they are named: write a sentence.")
    return errors


def _cadence(per_week: int, per_day: int, _: Words) -> list[Block]:
    weekly = [option(str(n), str(n)) for n in range(1, MOST_A_WEEK + 1)]
    daily = [option(str(n), str(n)) for n in range(1, MOST_A_DAY + 1)]
    return [
        field(
            _("Questions a week"),
            select(ids.PER_WEEK, weekly, weekly[min(per_week, MOST_A_WEEK) - 1]),
            ids.PER_WEEK,
        ),
        field(
            _("At most a day"),
            select(ids.PER_DAY, daily, daily[min(per_day, MOST_A_DAY) - 1]),
            ids.PER_DAY,
        ),
    ]


def _hours(days: Sequence[int], start: time, end: time, _: Words) -> list[Block]:
    week = [option(_.day_name(day), str(day)) for day in range(7)]
    chosen = [week[day] for day in sorted(set(days))]
    return [
        field(_("Days"), checkboxes(ids.DAYS, week, chosen), ids.DAYS),
        field(_("From"), time_picker(ids.START, start), ids.START),
        field(_("To"), time_picker(ids.END, end), ids.END),
    ]


def _hours_errors(days: Sequence[int], hours: tuple[time, time], _: Words) -> dict[str, str]:
    errors = {}
    if not days:
        errors[ids.DAYS] = _("Choose at least one day.")
    if hours[0] == hours[1]:
        errors[ids.END] = _("Choose an end that differs from the start.")
    return errors


def _language(tag: str) -> str:
    name = Locale.parse(tag, sep="-").get_display_name() or tag
    return name[0].upper() + name[1:]


@cache
def _regions() -> Mapping[str, tuple[str, ...]]:
    """Return the zones that people live in, by region, in groups that Slack takes."""
    regions: dict[str, list[str]] = defaultdict(list)
    for zone in sorted(get_global("zone_territories")):
        region, slash, __ = zone.partition("/")
        if slash and region not in {"Etc", "SystemV"}:
            regions[region].append(zone)
    return {name: tuple(zones) for name, zones in _in_groups(regions).items()}


def _in_groups(groups: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Split groups of more than a hundred, and say by which letters."""
    made = {}
    for name, members in groups.items():
        for at in range(0, len(members), GROUP):
            part = list(members[at : at + GROUP])
            tail = "" if len(members) <= GROUP else f" {at // GROUP + 1}"
            made[f"{name}{tail}"] = part
    return made


def _zones(own: str) -> dict[str, list[Element]]:
    groups = {
        name: [option(zone.replace("_", " "), zone) for zone in zones]
        for name, zones in _regions().items()
    }
    if not any(own in zones for zones in _regions().values()):
        groups = {own: [option(own.replace("_", " "), own)], **groups}
    return groups


def _countries(codes: Sequence[str], _: Words) -> dict[str, list[Element]]:
    names = {code: str(_.locale.territories.get(code, code)) for code in codes}
    ordered = sorted(names, key=lambda code: names[code])
    groups = {_("None"): [option(_("No public holidays"), NO_COUNTRY)]}
    for at in range(0, len(ordered), GROUP):
        part = ordered[at : at + GROUP]
        title = f"{names[part[0]][0]}–{names[part[-1]][0]}"
        groups[title] = [option(names[code], code) for code in part]
    return groups
