"""What managers see points at nobody and promises nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from messages import digest, home, teams
from messages.words import Words
from tests.unit.messages.limits import elements, texts
from tests.unit.messages.screens import DIGEST, HOME, LEARNER, READER, ROWS, TEAM, TREND
from views.digest import DigestView, Response, Since, Talk
from views.reader import Reader
from views.teams import MixUp

EN = Words(Reader())


def shown(view: DigestView) -> str:
    message = digest.digest(view)
    return " ".join([message.text, *texts(message.blocks)])


@pytest.mark.parametrize("people", [1, 2, 3, 4])
def test_fewer_than_five_people_have_no_figures(people: int) -> None:
    few = replace(TEAM, people=people)
    for said in (
        shown(replace(DIGEST, team=few)),
        " ".join(texts(teams.skills(READER, few, ROWS)["blocks"])),
        " ".join(texts(teams.trends(READER, few, (TREND,))["blocks"])),
        " ".join(texts(teams.what_if(READER, few, (), 12)["blocks"])),
    ):
        assert "to protect them, no figures." in said
        assert not [c for c in said.replace("five minutes", "") if c.isdigit()]


@pytest.mark.parametrize(
    ("people", "asked", "said"),
    [
        (4, 12, "Triage: shared by few."),
        (6, 9, "Triage: shared by six people."),
        (6, 11, "Triage: shared by six of 11 people."),
    ],
)
def test_a_mix_up_says_no_number_under_five_nor_one_that_gives_it_away(
    people: int, asked: int, said: str
) -> None:
    mix = MixUp("Wait.", "Do not.", "Triage", people, asked)
    assert said in " ".join(texts(teams.mix_ups(READER, TEAM, (mix,))["blocks"]))


def test_the_digest_reads_out_the_action_before_the_mix_up() -> None:
    text = digest.digest(DIGEST).text
    places = [text.index(part) for part in ("can handle", "One thing", "Costs most", "Who can")]
    assert places == sorted(places)


def test_the_digest_shows_the_mix_up_before_the_action() -> None:
    said = list(texts(digest.digest(DIGEST).blocks))
    assert "Costs most" in said[1]
    assert "One thing" in said[2]


def test_a_chart_waits_for_four_reliable_weeks() -> None:
    short = replace(DIGEST, trend=replace(TREND, weeks=TREND.weeks[:3]))
    assert "data_visualization" not in [b["type"] for b in digest.digest(short).blocks]
    four = replace(DIGEST, trend=replace(TREND, weeks=TREND.weeks[:4]))
    assert "data_visualization" in [b["type"] for b in digest.digest(four).blocks]


def test_what_was_done_replaces_the_buttons_and_can_be_undone() -> None:
    done = replace(DIGEST, response=Response.DONE, answered=HOME.now)
    used = [e["action_id"] for e in elements(digest.digest(done).blocks)]
    assert "digest_undo" in used
    assert "digest_done" not in used


def test_a_talk_gets_no_credit_while_the_ranges_overlap() -> None:
    assert "Too early to credit the talk." in shown(DIGEST)
    apart = replace(DIGEST, since=Since("Triage", 0.5, 0.8, clear=True))
    assert "Too early to credit the talk." not in shown(apart)


def test_a_talk_is_worded_from_its_facts_on_its_day_where_the_reader_is() -> None:
    late_on_monday = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    talk = Talk(late_on_monday, "Errors rise.", "What now?", "Wait for the cause.", "Declare now.")
    said = shown(replace(DIGEST, talk=talk))
    assert "open Monday's stand-up with this." in said
    for line in ("Ask: “Errors rise. What now?”", "Listen for: “Wait for the cause.”"):
        assert line in said
    assert "Then say: Declare now." in said
    far_east = replace(DIGEST, talk=talk, reader=Reader(zone="Asia/Tokyo"))
    assert "open Tuesday's stand-up with this." in shown(far_east)


def test_figures_wait_for_the_first_twelve_questions() -> None:
    early = replace(HOME, learner=replace(LEARNER, answered=11))
    assert "About 8 in 10" not in " ".join(texts(home.home_tab(early)["blocks"]))
    enough = replace(HOME, learner=replace(LEARNER, answered=12))
    assert "About 8 in 10" in " ".join(texts(home.home_tab(enough)["blocks"]))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((0, 1, 2, 3, 4), "Monday to Friday"),
        ((0, 2, 4), "Monday, Wednesday and Friday"),
        ((5,), "Saturday"),
    ],
)
def test_days_read_naturally(days: tuple[int, ...], said: str) -> None:
    assert home.days_words(days, EN) == said
