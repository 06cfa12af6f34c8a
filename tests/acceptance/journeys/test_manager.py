"""What a manager lives through at their screen."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.acceptance.journeys.conftest import Keep, Sit
from tests.acceptance.journeys.seat import says, tap


def test_the_digest_says_what_a_team_can_do_and_takes_an_answer(sit: Sit, keep: Keep) -> None:
    helena = sit("helena")
    digest = helena.message("One thing, five minutes:")
    says(digest, "Payments can handle about", "Costs most:", "Skills this week", "expected 8.")
    expect(digest.get_by_role("table")).to_be_visible()
    expect(digest.get_by_role("img", name="last 4 weeks")).to_be_visible()
    keep(digest, "digest")
    tap(digest, "Done")
    says(digest, "Done 12 Oct. Monday says what moved.")
    tap(digest, "Undo")
    expect(digest.get_by_text("Not useful")).to_be_visible(timeout=20_000)
    tap(digest, "Not useful")
    form = helena.opened("Not useful")
    form.get_by_role("radio", name="No time").check()
    tap(form, "Send")
    helena.closed()
    says(digest, "Not useful, 12 Oct: No time.")
    tap(digest, "Undo")
    tap(digest, "Content is wrong")
    form = helena.opened("Content is wrong")
    form.get_by_label("What is wrong?").fill("We page somebody else for that.")
    tap(form, "Send")
    helena.closed()
    says(digest, "The author has your note.")


def test_a_digests_buttons_show_what_is_behind_it(sit: Sit) -> None:
    helena = sit("helena")
    digest = helena.message("One thing, five minutes:")
    tap(digest, "Skills")
    says(helena.opened("Skills"), "Incident triage", "expected 8.5")
    tap(helena.modal, "Close")
    tap(digest, "Mix-ups")
    says(helena.opened("Mix-ups"), "shared by")
    tap(helena.modal, "Close")
    tap(digest, "What if")
    says(helena.opened("What if"), "questions a week", "An estimate from what is known today")
    tap(helena.modal, "Close")
    helena.closed()


def test_home_shows_the_teams_and_sends_the_week(sit: Sit) -> None:
    helena = sit("helena")
    home = helena.home()
    says(home, "Your teams", "Payments can handle about")
    tap(home, "Trend")
    says(helena.opened("Trend"), "Incident triage", "expected 8.5")
    tap(helena.modal, "Close")
    tap(home, "This week")
    helena.messages()
    helena.message("The digest comes, under Messages.")


def test_loading_is_refused(sit: Sit) -> None:
    helena = sit("helena")
    helena.say("/holdfast load")
    helena.message("Loading is for administrators: ask Rui.")
    helena.say("/holdfast review")
    helena.message("Reviewing is for authors")
    helena.say("/holdfast setup")
    helena.message("is for administrators: ask Rui.")
