"""What an administrator lives through at their screen."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from bot.trial.company import BANKS
from bot.trial.run import Trial
from messages import ids
from tests.acceptance.journeys.company import ask
from tests.acceptance.journeys.conftest import Keep, Sit
from tests.acceptance.journeys.seat import PATIENCE, Seat, says, tap
from workspace.shapes import Json

BANK = (BANKS / "on-call.yaml").read_text()


def load(form: Locator, name: str, content: str) -> None:
    """Hand a file in."""
    kind = "text/csv" if name.endswith(".csv") else "application/yaml"
    form.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": kind, "buffer": content.encode()}
    )
    says(form, name)
    tap(form, "Check")


def test_a_faulty_file_is_refused_with_its_lines_and_a_good_one_is_published(
    sit: Sit, keep: Keep
) -> None:
    rui = sit("rui")
    rui.say("/holdfast load")
    form = rui.opened("Load questions")
    tap(form, "Check")
    says(form, "Choose a file, or paste the questions below.")
    broken = BANK.replace("kind: single", "kind: singel", 1).replace("score: 1\n", "score: 4\n", 1)
    load(form, "on-call.yaml", broken)
    faults = rui.opened("to fix")
    says(faults, "Nothing has changed.", "on-call.yaml, line ", "declare-early")
    keep(faults, "load-faults")
    rui.page.keyboard.press("Escape")
    rui.closed()
    rui.message("Nothing has changed.")
    publish(rui)
    says(rui.message("Published on-call, revision 2"), "0 new, 1 changed, 0 retired")
    tap(rui.message("Published on-call"), "See the bank")
    says(rui.opened("Questions"), "declare-early")
    rui.leave()


def publish(rui: Seat) -> None:
    """Load a bank in which one question is worded anew, and publish it."""
    rui.say("/holdfast load")
    worded = BANK.replace("What do you do first?", "What is the first thing you do?", 1)
    load(rui.opened("Load questions"), "on-call.yaml", worded)
    changes = rui.opened("Review changes")
    says(changes, "Changed 1", "No evidence is lost.", "now “What is the first thing you do?”")
    tap(changes, "Continue")
    last = rui.opened("Publish")
    says(last, "Publish 1 change?")
    tap(last, "Publish")
    says(rui.opened("Under way"), "on-call is being put into force.")
    leave_all(rui)


def leave_all(rui: Seat) -> None:
    """Close what says that something is under way, and what lies under it."""
    while rui.modal.count():
        rui.page.keyboard.press("Escape")
        rui.page.wait_for_timeout(100)
    rui.closed()


def test_a_question_is_withdrawn_only_after_asking_again(sit: Sit) -> None:
    rui = sit("rui")
    rui.say("/holdfast bank")
    banks = rui.opened("Questions")
    says(banks, "on-call: revision")
    tap(banks, "Open")
    says(banks, "tired-commander")
    retire = banks.get_by_role("button", name="Retire the question tired-commander")
    retire.click()
    question = rui.page.get_by_role("alertdialog")
    says(question, "Retire tired-commander?")
    question.get_by_role("button", name="Keep it").click()
    retire.click()
    question.get_by_role("button", name="Retire", exact=True).click()
    expect(retire).to_have_count(0, timeout=PATIENCE)
    rui.leave()


def test_people_change_after_their_changes_were_shown(
    running: Trial, newcomer: str, sit: Sit
) -> None:
    rui = sit("rui")
    rui.say("/holdfast people")
    people = rui.opened("People")
    says(people, "Ana Ribeiro: Engineer on call, Payments")
    tap(people, "Load people")
    load(rui.opened("Load people"), "roster.csv", "email,name\nana@acme.example\n")
    says(rui.opened("to fix"), "roster.csv, line ")
    tap(rui.modal, "Load again")
    load(rui.opened("Load people"), "roster.csv", roster_of(running))
    changes = rui.opened("Review changes")
    says(changes, "Changing role or team:", "No evidence is lost.")
    tap(changes, "Apply")
    says(rui.opened("Under way"), "roster.csv is being put into force.")
    leave_all(rui)
    rui.message("roster.csv is applied: 0 joined, 0 returned, 0 left, 1 moved.")


def roster_of(running: Trial) -> str:
    """Return the people as a file, with one of them a commander from now on."""
    known = {p.email: p for p in running.company.roster.people}
    rows = ["email,name,team,manager_email,role,start,timezone,country"]
    for a in running.company.roster.assignments:
        role = "incident-commander" if a.email.startswith("vikram") else a.role
        start = "2026-10-12" if role != a.role else a.start
        p = known.pop(a.email)
        rows.append(
            f"{p.email},{p.name},{a.team},{a.manager_email},{role},{start},{p.timezone},{p.country}"
        )
    rows += [f"{p.email},{p.name},,,,,{p.timezone},{p.country}" for p in known.values()]
    rows.append(
        "ines@acme.example,Inês Moura,Payments,helena@acme.example,engineer,2026-10-12,"
        "Europe/Lisbon,PT"
    )
    return "\n".join(rows)


def test_naming_people_needs_a_reason(sit: Sit) -> None:
    rui = sit("rui")
    rui.say("/holdfast setup")
    form = rui.opened("Set up")
    form.get_by_role("radio", name="Managers may see names").check()
    tap(form, "Save")
    says(form, "People are told why they are named: write a sentence.")
    form.get_by_label("Why names are needed").fill("The regulator asks who may be on call.")
    tap(form, "Save")
    rui.closed()
    rui.message("Saved.")
    rui.say("/holdfast setup")
    form = rui.opened("Set up")
    form.get_by_role("radio", name="Nobody is named").check()
    tap(form, "Save")
    rui.closed()


def skip_to(form: Locator, words: str) -> None:
    """Skip answers until some words stand in the form."""
    while words not in (shown := form.inner_text()):
        tap(form, "Skip: I know the author")
        expect(form).not_to_have_text(shown, use_inner_text=True, timeout=PATIENCE)


def test_an_answer_that_waits_is_reviewed_without_a_name(
    running: Trial, sit: Sit, keep: Keep
) -> None:
    meera = running.handle.act_as(running.company.slack_ids["meera@acme.example"])
    channel = meera.channels()[0]["id"]
    ts = ask(running, "meera", "report-on-your-service")

    def thread(having: str) -> Json:
        """Return the question, once its thread holds some words or ids."""
        running.handle.until(lambda: having in str(meera.thread(channel, ts)), seconds=30.0)
        return meera.thread(channel, ts)[0]

    reply = "20 percent timeouts, connections to the DB are used up. Can somebody help?"
    meera.reply(thread(ids.OPEN_REPLY), reply)
    meera.click(thread(ids.SEE_DIFFERENTLY), ids.SEE_DIFFERENTLY)
    meera.submit({ids.NOTE: "Asking for help is proposing something."})
    rui = sit("rui")
    home = rui.home()
    says(home, "Needs you", "for review")
    tap(home, "Review")
    form = rui.opened("Review 1 of")
    skip_to(form, "Asking for help is proposing something.")
    says(form, "They ask for another look:", "Name hidden", "The grader's mark:")
    keep(form, "review")
    for point in form.get_by_role("radiogroup").all():
        point.get_by_role("radio", name="Partly").check()
    tap(form, "Save and next")
    says(form, "Say why, in a sentence: your mark differs.")
    for why in form.get_by_label("Why?").all():
        why.fill("It is said in part.")
    tap(form, "Save and next")
    expect(form).to_have_count(0, timeout=PATIENCE)
    skip_to(rui.opened("Review"), "read.")
    thread("A reviewer has read")
