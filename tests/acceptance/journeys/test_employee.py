"""What an engineer lives through at their screen."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from bot.trial.run import Trial
from tests.acceptance.journeys.company import FAMILIAR, ask, plan_one, posted
from tests.acceptance.journeys.conftest import Keep, Sit
from tests.acceptance.journeys.seat import pick, says, tap

REPLY = (
    "One in five requests is timing out because the connection pool is exhausted. I'd like to "
    "double the pool size."
)


def test_first_contact_says_who_sees_what_and_starts_at_once(
    newcomer: str, sit: Sit, keep: Keep
) -> None:
    ines = sit("ines")
    welcome = ines.message("Hi Inês.")
    says(welcome, "Who sees what.", "It is practice", "Why you: your role is")
    keep(welcome, "welcome")
    tap(welcome, "Try one now")
    says(ines.message("Hi Inês."), "Started 12 Oct")
    ines.message("Not now")


def test_a_choice_is_answered_with_how_sure_one_is(running: Trial, sit: Sit, keep: Keep) -> None:
    ana = sit("ana")
    question = ana.at(ask(running, "ana", "severity-in-doubt"))
    says(question, "Then tap how sure you are. That sends it.")
    keep(question, "question")
    tap(question, "Certain")
    says(ana.message("Pick an answer first."), "Only you can see this")
    question.get_by_role("radio", name=letter_of(question, "Treat it as SEV-3")).check()
    tap(question, "Fairly sure")
    says(question, "Partly: ", "is better.", "Best answer", "Your answer", "comes back around")
    keep(question, "feedback")


def letter_of(question: Locator, option: str) -> str:
    """Return the letter under which a question shows an option."""
    found = re.search(rf"^([A-J])\s+{re.escape(option)}", question.inner_text(), re.MULTILINE)
    assert found is not None
    return found[1]


def test_a_second_tap_is_refused_kindly(running: Trial, sit: Sit) -> None:
    ana = sit("ana")
    question = ana.at(ask(running, "ana", "one-replica-left"))
    question.get_by_role("radio").first.check()
    twice = "(sure) => [0, 1].forEach((tap) => sure[tap].click())"
    question.locator("[data-action^=answer_]").evaluate_all(twice)
    says(ana.message("Your first answer, A, is in."), "Only you can see this")
    says(question, "One more")


def test_feedback_says_why_that_date_and_takes_a_report(running: Trial, sit: Sit) -> None:
    ana = sit("ana")
    question = ana.at(ask(running, "ana", "what-may-wake-someone"))
    question.get_by_role("checkbox").first.check()
    tap(question, "Guessing")
    says(question, "One more")
    pick(question, "Why this date?")
    says(ana.message("what slipped once comes back sooner"), "Around ", "Only you can see this")
    pick(question, "Report this question")
    form = ana.opened("Report this question")
    tap(form, "Send")
    says(form, "Please complete this required field.")
    form.get_by_role("radio", name="Unclear").check()
    form.get_by_label("A note").fill("Who wakes whom?")
    tap(form, "Send")
    ana.closed()
    ana.message("The author sees this, not your name or answer.")


def test_what_falls_due_comes_though_nobody_says_so(running: Trial, sit: Sit) -> None:
    ana = sit("ana")
    delivery_id = plan_one(running, "ana", "page-for-a-strange-service")
    question = ana.at(posted(running, delivery_id))
    says(question, "Put in order")


def test_steps_are_put_in_order_in_a_form(running: Trial, sit: Sit) -> None:
    ana = sit("ana")
    question = ana.at(ask(running, "ana", "page-for-a-strange-service"))
    tap(question, "Put in order")
    form = ana.opened("Put in order")
    steps = form.get_by_role("combobox").all()
    for place, step in enumerate(steps):
        step.click()
        ana.page.get_by_role("option").nth(0 if place < 2 else place).click()
    form.get_by_role("radio", name="Fairly sure").check()
    tap(form, "Send")
    says(form, "Already used for First.")
    steps[1].click()
    ana.page.get_by_role("option").nth(1).click()
    tap(form, "Send")
    ana.closed()
    says(question, "I see it differently")


def test_words_are_written_in_a_form_and_marked(running: Trial, sit: Sit, keep: Keep) -> None:
    ana = sit("ana")
    question = ana.at(ask(running, "ana", "report-on-your-service"))
    tap(question, "Write my answer")
    form = ana.opened("Your answer")
    tap(form, "Send")
    says(form, "Please complete this required field.")
    form.get_by_role("textbox").fill(REPLY)
    form.get_by_role("radio", name="Fairly sure").check()
    tap(form, "Send")
    ana.closed()
    says(question, "Two of three points are there.", "Missing: Says what", "Model answer:")
    keep(question, "free-text")


def test_what_is_too_close_to_call_is_marked_by_oneself(running: Trial, sit: Sit) -> None:
    ana = sit("ana")
    question = ana.at(ask(running, "ana", "end-of-shift-note"))
    ana.reply(question, "Mind the import thing, Arun, it does that. Gateways are as discussed.")
    says(question, "A person will read this one.", "Model answer:")
    tap(question, "Save my marks")
    says(ana.message("Mark each point first."), "Only you can see this")
    for point in question.get_by_role("radiogroup").all():
        point.get_by_role("radio", name="Partly").check()
    tap(question, "Save my marks")
    says(question, "Your marks are saved.", "Partly, marked by you")


def test_a_question_says_why_and_can_wait(running: Trial, sit: Sit) -> None:
    ana = sit("ana")
    question = ana.at(ask(running, "ana", "stuck-at-three"))
    pick(question, "Why this now?")
    says(ana.message("You asked for one."), "Only you can see this")
    tap(question, "Not now")
    says(question, "Put off; it comes back.")
    tap(question, "Answer after all")
    says(question, "Dev, who built this")
    pick(question, "Pause questions")
    tap(ana.opened("Pause"), "Cancel")
    ana.closed()
    thread = ana.reply(question, "Z")
    says(thread, "Which one: A, B, C or D?")
    ana.reply(question, f"{letter_of(question, 'Page Dev now')}, certain")
    says(question, "Yes: ", "Best answer, and yours")
    ana.reply(question, "or A?")
    says(thread, "Already answered.")


def test_another_look_is_asked_for(running: Trial, sit: Sit) -> None:
    ana = sit("ana")
    question = ana.at(ask(running, "ana", "ten-second-fix"))
    question.get_by_role("radio").first.check()
    tap(question, "Guessing")
    tap(question, "I see it differently")
    form = ana.opened("I see it differently")
    form.get_by_label("What did we miss?").fill("At our place that is written down otherwise.")
    tap(form, "Send")
    ana.closed()
    says(question, "Asked for another look, 12 Oct.")


def test_home_shows_where_one_stands_and_what_the_manager_sees(sit: Sit, keep: Keep) -> None:
    seat = sit(FAMILIAR)
    home = seat.home()
    says(home, "What you can do now", " in 10, between ", "Your role expects 8.5.")
    says(home, "Your manager sees")
    keep(seat.page, "home")
    tap(home, "Details")
    details = seat.opened("Details")
    says(details, "Your role expects")
    expect(details).to_contain_text(re.compile(r", by (your choice|the rubric|a reviewer)"))
    tap(seat.modal, "Close")
    tap(home, "See exactly that")
    says(seat.opened("What my manager sees"), "Helena Duarte sees:", "Never: your answers")
    tap(seat.modal, "Close")
    tap(home, "My data")
    says(seat.opened("My data"), "Kept:", "Send me a copy")
    tap(seat.modal, "Send me a copy")
    tap(seat.modal, "Close")
    seat.closed()
    seat.page.get_by_role("button", name="Use the dark theme").click()
    expect(seat.page.locator("html")).to_have_attribute("data-theme", "dark")
    keep(seat.page, "home-dark")
    seat.messages()
    seat.message("my-data")


def test_a_pause_lasts_until_one_resumes(sit: Sit) -> None:
    bruno = sit("bruno")
    home = bruno.home()
    tap(home, "Pause")
    form = bruno.opened("Pause")
    form.get_by_role("radio", name="Until a date").check()
    tap(form, "Pause")
    says(form, "Choose the day to resume.")
    form.get_by_label("The day to resume").fill("2026-10-12")
    tap(form, "Pause")
    says(form, "Choose a day after today.")
    form.get_by_label("The day to resume").fill("2026-10-20")
    tap(form, "Pause")
    bruno.closed()
    says(home, "Paused until 20 Oct.")
    tap(home, "Resume")
    expect(home.get_by_text("Paused until")).to_have_count(0, timeout=20_000)
    bruno.messages()
    bruno.message("Welcome back.")


def test_settings_are_checked_and_kept(sit: Sit) -> None:
    bruno = sit("bruno")
    bruno.say("/holdfast settings")
    form = bruno.opened("Settings")
    form.get_by_label("Leave from").fill("2026-12-28")
    tap(form, "Save")
    says(form, "A leave needs its first and its last day.")
    form.get_by_label("Leave up to and including").fill("2026-12-31")
    form.get_by_role("checkbox", name="Wait for a quiet moment").check()
    tap(form, "Save")
    bruno.closed()
    bruno.message("Saved.")
    bruno.say("/holdfast settings")
    form = bruno.opened("Settings")
    expect(form.get_by_role("checkbox", name="Wait for a quiet moment")).to_be_checked()
    tap(form, "Cancel")


def test_commands_are_for_those_who_may(sit: Sit) -> None:
    bruno = sit("bruno")
    bruno.say("/holdfast dance")
    says(bruno.message("No command 'dance'."), "/holdfast next")
    bruno.say("/holdfast load")
    bruno.message("Loading is for administrators: ask Rui.")
    bruno.say("/holdfast team")
    bruno.message("is for managers.")
    bruno.say("/holdfast me")
    says(bruno.opened("Where you stand"), "Incident triage")


def test_answers_are_erased_for_good(sit: Sit, keep: Keep) -> None:
    grace = sit("grace")
    home = grace.home()
    tap(home, "My data")
    data = grace.opened("My data")
    tap(data, "Erase my answers")
    sure = grace.page.get_by_role("alertdialog")
    tap(sure, "Keep them")
    tap(data, "Erase my answers")
    keep(grace.page, "erase")
    tap(sure, "Erase")
    says(data, "0 answers")
    expect(data.get_by_role("button", name="Erase my answers")).to_have_count(0)
    tap(grace.modal, "Close")
    says(home, "Too early to say: 0 answers so far.")
    grace.messages()
    grace.message("This has closed.")
