"""A chat in the terminal: a bank asked, answered, explained, and never where people work."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.chat import company as companies
from bot.chat.run import NotATrial, chat, trial_database
from bot.cli import command_line
from bot.trial.company import Company
from items.check import check
from items.model import Item, Option
from store.engine import Database, open_database
from store.upgrade import upgrade
from tests.builders import bank as made_bank
from tests.builders import house as built
from tests.builders import multiple_item, order_item, text_item

HEAD = """
bank: kitchen
language: {language}
misconceptions:
  - id: cold
    says: Cold water is fine.
    correction: Tea needs water that boils.
items:
"""
TEA = """
  - id: tea
    kind: single
    skills: [tea]
    scenario: A guest wants tea.
    prompt: What do you do first?
    options:
      - text: Boil water.
        score: 1
        feedback: Tea needs it hot.
      - text: Pour cold water.
        score: 0
        feedback: It will not draw.
        misconception: cold
"""
TOAST = """
  - id: burnt
    kind: text
    skills: [toast]
    scenario: The toast is black.
    prompt: What do you say?
    model_answer: I say that it is burnt and make another.
    rubric:
      - id: admits
        criterion: Says that it is burnt
        met: [says that the toast is burnt]
"""


@pytest.fixture
def trial() -> Iterator[Database]:
    """A trial's own database, gone at the end."""
    with trial_database(None, "sqlite:///holdfast.sqlite3") as database:
        yield database


def kitchen(items: str = TEA, language: str = "en") -> Company:
    found = check(HEAD.format(language=language) + items, "kitchen.yaml")
    assert found.bank is not None, found.faults
    return companies.around(found.bank, "cook@acme.example")


def chatted(database: Database, *lines: str, company: Company | None = None) -> str:
    """Return all that a chat says to some lines."""
    said = io.StringIO()
    chat(database, company or kitchen(), lines, said)
    return said.getvalue()


def letter(said: str, option: str) -> str:
    """Return the letter beside an option where it was shown last."""
    shown = [line.split() for line in said.splitlines() if line.endswith(f"  {option}")]
    return shown[-1][0]


def test_a_letter_answers_and_every_option_is_explained(trial: Database) -> None:
    asked = chatted(trial)
    assert "What do you do first?" in asked
    said = chatted(trial, f"{letter(asked, 'Boil water.')}, certain")
    assert "Best answer, and yours: Boil water." in said
    assert "It will not draw." in said
    assert "Tea comes back around" in said


def test_a_wrong_answer_shows_the_mix_up(trial: Database) -> None:
    said = chatted(trial, letter(chatted(trial), "Pour cold water."))
    assert "Not this time" in said
    assert "Tea needs water that boils." in said


def test_an_answer_in_words_is_marked_and_what_stays_open_by_oneself(trial: Database) -> None:
    own = "One mark for each open point: mark met, partly, missed"
    said = chatted(
        trial, "Oh dear.", "mark yes", "mark met, met", "mark partly.", company=kitchen(TOAST)
    )
    assert "Open: Says that it is burnt" in said
    assert "Model answer: I say that it is burnt and make another." in said
    assert said.count(own) == 3, "with the answer, and where marks cannot be read"
    assert "Partly, marked by you: Says that it is burnt" in said
    assert "Your marks are saved." in said


def test_what_cannot_be_read_is_asked_for_again(trial: Database) -> None:
    assert "Which one: A or B?" in chatted(trial, "the first")


def test_small_talk_is_no_answer_in_words_as_in_slack(trial: Database) -> None:
    said = chatted(trial, "ok thanks", company=kitchen(TOAST))
    assert "No rush: I did not take that as your answer." in said
    assert "Model answer" not in said


def test_several_letters_are_asked_for_by_an_example_of_their_number(trial: Database) -> None:
    steps = order_item(1, "triage", options=tuple(Option(f"Step {n}") for n in range(5)))
    company = companies.around(made_bank([steps]), "ana@acme.example")
    said = chatted(trial, "ok thanks", company=company)
    assert "The letters in order: C A B D E." in said
    assert "Which letters? Write them like this: C A B D E" in said


def test_not_now_puts_a_question_off_and_nothing_waits_then(trial: Database) -> None:
    said = chatted(trial, "Not now.", "B")
    assert "Put off; it comes back." in said
    assert "No question waits. “next” asks one." in said


def test_next_shows_the_question_that_waits_and_quit_ends(trial: Database) -> None:
    said = chatted(trial, "next", "quit", "B")
    assert said.count("A guest wants tea.") == 2
    assert "Best answer" not in said
    assert chatted(trial).count("A guest wants tea.") == 1, "another chat goes on with it"


def test_when_nothing_is_worth_asking_it_says_when_something_is(trial: Database) -> None:
    said = chatted(trial, "A", "next")
    assert "Nothing worth asking now." in said


@pytest.mark.parametrize("word", [1, 2, 3])
def test_a_terminal_that_is_closed_ends_the_chat(trial: Database, word: int) -> None:
    class Closing(io.StringIO):
        written = 0

        def write(self, text: str) -> int:
            self.written += 1
            if self.written >= word:
                raise BrokenPipeError
            return super().write(text)

    chat(trial, kitchen(), ["the first", "next"], Closing())


def test_a_bank_in_german_is_asked_in_german(trial: Database) -> None:
    said = chatted(trial, "nicht jetzt", "ende", "A", company=kitchen(language="de"))
    assert "„weiter“" in said
    assert "Or:" not in said


@pytest.mark.parametrize(
    ("item", "how"),
    [
        (multiple_item(1, "triage"), "All letters that apply, and guessing, fairly sure or cer"),
        (order_item(1, "triage"), "The letters in order: C A B D."),
        (text_item(1, "triage"), "Two to five sentences, as you would say it, on one line."),
    ],
)
def test_each_kind_says_how_it_is_answered(trial: Database, item: Item, how: str) -> None:
    company = companies.around(made_bank([item]), "ana@acme.example")
    assert how in chatted(trial, company=company)


def test_what_would_move_the_cursor_is_not_printed(trial: Database) -> None:
    bank = made_bank([text_item(1, "triage", scenario="Look\x1b[2J here.")])
    said = chatted(trial, company=companies.around(bank, "ana@acme.example"))
    assert "Look[2J here." in said


def test_somebody_of_the_starter_company_and_a_stranger_are_asked(trial: Database) -> None:
    for email in ("ana@acme.example", "somebody@else.example"):
        company = companies.starter(email)
        assert [p.email for p in company.roster.people] == [email]
    assert "Or: not now." in chatted(trial, company=company)


def test_the_configured_database_is_refused_however_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / "here.sqlite3"
    (tmp_path / "sub").mkdir()
    for address in (f"sqlite:///{file}", f"sqlite:///{tmp_path}/sub/../here.sqlite3"):
        with (
            pytest.raises(NotATrial, match="DATABASE_URL"),
            trial_database(address, f"sqlite:///{file}"),
        ):
            pass
    assert not file.exists()


def test_two_addresses_of_one_server_are_one_database() -> None:
    with (
        pytest.raises(NotATrial),
        trial_database("postgresql://ana@db/hold", "postgresql+psycopg://bo:secret@db:5432/hold"),
    ):
        pass


def test_a_database_with_which_people_work_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'work.sqlite3'}"
    database = open_database(address)
    upgrade(database)
    built(database)
    database.close()
    with pytest.raises(NotATrial, match="T1"), trial_database(address, "sqlite:///other.sqlite3"):
        pass


def run(*arguments: str, **environment: str) -> tuple[int, str]:
    """Run `holdfast chat` in this process, with no lines to read."""
    done = CliRunner().invoke(command_line(), ["chat", *arguments], env=environment, input="")
    return done.exit_code, done.output


def test_the_command_refuses_with_a_clear_word(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'bot.sqlite3'}"
    code, said = run("--as", "a@b.example", "--database", address, DATABASE_URL=address)
    assert (code, "This is the database of DATABASE_URL" in said) == (2, True)
    code, said = run("--as", "ana")
    assert (code, "--as ana is no work email" in said) == (2, True)
    file = tmp_path / "broken.yaml"
    file.write_text("bank: x\n", encoding="utf-8")
    code, said = run("--as", "a@b.example", "--bank", str(file))
    assert (code, "broken.yaml" in said) == (2, True)


def test_the_database_of_the_environment_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "bot.sqlite3"
    code, said = run("--as", "ana@acme.example", DATABASE_URL=f"sqlite:///{file}")
    assert code == 0
    assert "The database of DATABASE_URL is left alone." in said
    assert not file.exists()


class Terminal:
    """A person before a terminal in which `holdfast chat` runs."""

    def __init__(self, *arguments: str) -> None:
        self._own, other = pty.openpty()
        code = "from bot.cli import main; main()"
        self._process = subprocess.Popen(
            [sys.executable, "-c", code, "chat", *arguments],
            stdin=other,
            stdout=other,
            stderr=other,
        )
        os.close(other)
        self.seen = ""

    def until(self, mark: str) -> str:
        """Return what comes up to a mark, within a minute."""
        end, start = time.monotonic() + 60, len(self.seen)
        while mark not in self.seen[start:]:
            assert time.monotonic() < end, self.seen
            self.seen += os.read(self._own, 4096).decode(errors="replace").replace("\r", "")
        return self.seen[start:]

    def write(self, line: str) -> None:
        os.write(self._own, f"{line}\n".encode())

    def end(self) -> int:
        code = self._process.wait(30)
        os.close(self._own)
        return code


def test_a_person_tries_a_bank_in_a_terminal(tmp_path: Path) -> None:
    file = tmp_path / "kitchen.yaml"
    file.write_text(HEAD.format(language="en") + TEA + TOAST, encoding="utf-8")
    terminal = Terminal("--as", "cook@acme.example", "--bank", str(file))
    said = terminal.until("\n> ")
    for _ in range(2):
        if "A guest wants tea." in said:
            terminal.write(f"{letter(said, 'Boil water.')}, certain")
            assert "Best answer, and yours: Boil water." in terminal.until("\n> ")
        else:
            terminal.write("I say that the toast is burnt and make another one.")
            assert "Model answer: I say that it is burnt" in terminal.until("\n> ")
        terminal.write("next")
        said = terminal.until("\n> ")
    assert "Nothing worth asking now." in said
    terminal.write("quit")
    assert terminal.end() == 0
