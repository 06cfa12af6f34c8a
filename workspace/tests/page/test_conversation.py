"""Talking: messages, threads, reactions, commands, files, and what is new."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from workspace.handle import Handle
from workspace.tests.page import gallery
from workspace.tests.page.conftest import Gallery, Open


def write(page: Page, text: str, to: str = "Message #on-call") -> None:
    area = page.get_by_role("combobox", name=to)
    area.fill(text)
    area.press("Enter")


def test_what_is_written_appears_and_the_other_hears_it(visit: Open) -> None:
    ana, rui = visit("/?as=U1&channel=C1"), visit("/?as=U2&channel=C1")
    write(ana, "The *pager* is <mine> & yours")
    for page in (ana, rui):
        message = page.locator(".message").last
        expect(message).to_contain_text("The pager is <mine> & yours")
        expect(message.locator("strong")).to_have_text("pager")
    expect(rui.locator("[aria-live=polite]")).to_contain_text("Ana Silva: The")


def test_messages_are_grouped_by_day_and_author(visit: Open, slack: Handle) -> None:
    ana, rui = slack.act_as("U1"), slack.act_as("U2")
    rui.send("C1", "one")
    rui.send("C1", "two")
    slack.jump("next_morning")
    rui.send("C1", "three")
    ana.send("C1", "four")
    page = visit("/?as=U1&channel=C1")
    expect(page.locator(".day")).to_have_text(["Yesterday", "Today"])
    expect(page.locator(".message-author")).to_have_text(["Rui Costa", "Rui Costa", "Ana Silva"])


def test_a_thread_is_opened_and_answered(visit: Open, slack: Handle) -> None:
    ts = slack.act_as("U2").send("C1", "Who is on call?")
    page = visit("/?as=U1&channel=C1")
    message = page.locator(f'.message[data-ts="{ts}"]')
    message.hover()
    message.get_by_role("button", name="Reply in a thread").click()
    write(page, "I am", to="Reply in the thread")
    thread = page.get_by_role("region", name="Thread")
    expect(thread.locator(".message")).to_have_count(2)
    expect(thread).to_contain_text("1 reply")
    expect(message.get_by_role("button", name="1 reply")).to_be_visible()
    page.keyboard.press("Escape")
    expect(thread).to_have_count(0)
    assert "thread=" not in page.url


def test_reactions_are_added_and_taken_back(visit: Open, slack: Handle) -> None:
    slack.act_as("U2").send("C1", "Done")
    page = visit("/?as=U1&channel=C1")
    page.locator(".message").last.hover()
    page.get_by_role("button", name="Add a reaction").click()
    page.get_by_role("menuitem", name="eyes").click()
    chip = page.get_by_role("button", name="eyes, 1: Ana Silva")
    expect(chip).to_have_attribute("aria-pressed", "true")
    chip.click()
    expect(chip).to_have_count(0)


def test_a_command_is_completed_and_answered_for_one_alone(visit: Open, app: Gallery) -> None:
    page, other = visit("/?as=U1&channel=C1"), visit("/?as=U2&channel=C1")
    area = page.get_by_role("combobox", name="Message #on-call")
    area.press_sequentially("/ga")
    expect(page.get_by_role("option", name="/gallery modal | say")).to_be_visible()
    area.press("Tab")
    expect(area).to_have_value("/gallery ")
    area.press_sequentially("hello")
    area.press("Enter")
    expect(page.locator(".message.ephemeral")).to_contain_text("You said hello")
    expect(page.locator(".message.ephemeral")).to_contain_text("Only you can see this")
    expect(other.locator(".message")).to_have_count(0)


def test_an_unknown_command_keeps_what_was_written(visit: Open, app: Gallery) -> None:
    page = visit("/?as=U1&channel=C1")
    write(page, "/nothing here")
    expect(page.get_by_role("alert").first).to_contain_text("/nothing is not a command here")
    area = page.get_by_role("combobox", name="Message #on-call")
    expect(area).to_have_value("/nothing here")


def test_a_mention_is_completed(visit: Open, slack: Handle) -> None:
    page = visit("/?as=U1&channel=C1")
    area = page.get_by_role("combobox", name="Message #on-call")
    area.press_sequentially("Ask @mei")
    area.press("Enter")
    area.press("Enter")
    expect(page.locator(".mention")).to_have_text("@Mei Lin")
    assert slack.act_as("U1").last("C1")["text"] == "Ask <@U3>"


def test_files_are_dropped_and_downloaded(visit: Open) -> None:
    page = visit("/?as=U1&channel=C1")
    page.evaluate(
        """() => {
          const held = new DataTransfer();
          held.items.add(new File(["steps"], "runbook.txt", { type: "text/plain" }));
          const drop = new DragEvent("drop", { dataTransfer: held, bubbles: true });
          document.querySelector(".pane").dispatchEvent(drop);
        }"""
    )
    expect(page.locator(".composer")).to_contain_text("runbook.txt")
    page.get_by_role("button", name="Send").click()
    card = page.locator(".file-card")
    with page.expect_download() as download:
        card.click()
    assert download.value.path().read_text() == "steps"


def test_what_is_new_is_counted_marked_and_read(visit: Open, app: Gallery) -> None:
    page = visit("/?as=U1&channel=C1")
    place = page.get_by_role("button", name="payments-team")
    app.post("C2", gallery.QUESTION)
    app.post("C2", gallery.ANSWERED)
    expect(place).to_contain_text("2 unread")
    expect(page).to_have_title("(2) on-call · Northwind")
    place.click()
    expect(page.locator(".new-line")).to_have_text("New")
    expect(place).not_to_contain_text("unread")
    page.reload()
    expect(page.get_by_role("button", name="payments-team")).not_to_contain_text("unread")


def test_older_messages_come_as_one_scrolls_up(visit: Open, slack: Handle) -> None:
    rui = slack.act_as("U2")
    for number in range(120):
        rui.send("C1", f"Note {number}")
    page = visit("/?as=U1&channel=C1")
    expect(page.locator(".message")).to_have_count(50)
    expect(page.get_by_text("Note 119", exact=True)).to_be_in_viewport()
    anchor = page.get_by_text("Note 70", exact=True)
    page.get_by_role("log").evaluate("(log) => { log.scrollTop = 0; }")
    expect(page.locator(".message")).to_have_count(100)
    expect(anchor).to_be_in_viewport()


def test_a_reader_further_up_keeps_the_place(visit: Open, slack: Handle) -> None:
    rui = slack.act_as("U2")
    for number in range(45):
        rui.send("C1", f"Note {number}\nof three\nlines")
    page = visit("/?as=U1&channel=C1")
    log = page.get_by_role("log")
    expect(page.get_by_text("Note 44")).to_be_in_viewport()
    log.evaluate(
        """async (log) => {
          log.scrollTop = 900;
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        }"""
    )
    rui.send("C1", "Later")
    expect(page.get_by_role("button", name="1 new")).to_be_visible()
    assert log.evaluate("(log) => log.scrollTop") == 900
    page.get_by_role("button", name="1 new").click()
    expect(page.get_by_text("Later", exact=True)).to_be_in_viewport()


def test_another_person_sees_the_workspace_as_they_do(visit: Open, app: Gallery) -> None:
    page = visit("/?as=U1&channel=C1")
    switch = page.get_by_role("combobox", name="Acting as")
    switch.fill("mei")
    expect(page.get_by_role("option", name="Mei Lin")).to_be_visible()
    switch.press("Enter")
    expect(page.get_by_role("combobox", name="Acting as")).to_have_value("Mei Lin")
    expect(page.get_by_role("button", name="payments-team")).to_have_count(0)
    expect(page.locator(".clock-time")).to_have_text("Tue 24 Nov, 17:12")


def test_one_can_write_to_anyone(visit: Open, slack: Handle) -> None:
    page = visit("/?as=U1&channel=C1")
    page.keyboard.press("Control+k")
    page.keyboard.type("rui")
    expect(page.get_by_role("option", name="Rui Costa")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rui Costa")
    write(page, "Lunch?", to="Message Rui Costa")
    expect(page.locator(".message")).to_contain_text("Lunch?")


def test_the_page_catches_up_after_a_break(visit: Open, slack: Handle) -> None:
    page = visit("/?as=U1&channel=C1")
    page.context.set_offline(True)
    page.evaluate("() => 0")
    slack.act_as("U2").send("C1", "While you were away")
    page.context.set_offline(False)
    expect(page.get_by_text("While you were away", exact=True)).to_be_visible()
