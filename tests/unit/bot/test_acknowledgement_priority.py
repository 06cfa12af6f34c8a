"""Work steps aside for requests, and goes on after them, or where they never end."""

from __future__ import annotations

import threading

import pytest

from bot import acknowledgement_priority
from bot.acknowledgement_priority import AcknowledgementPriority


def working(priority: AcknowledgementPriority) -> tuple[threading.Thread, threading.Event]:
    """Start work that gives priority first; the event is set once it goes on."""
    went_on = threading.Event()

    def work() -> None:
        priority.give_way()
        went_on.set()

    thread = threading.Thread(target=work)
    thread.start()
    return thread, went_on


def test_work_waits_for_the_last_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acknowledgement_priority, "LONGEST_SECONDS", 60.0)
    priority = AcknowledgementPriority()
    priority.give_way()  # nobody waits for an answer
    with priority.request():
        with priority.request():
            thread, went_on = working(priority)
        assert not went_on.wait(0.05)
    thread.join(30)
    assert went_on.is_set()


def test_a_request_that_breaks_lets_work_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acknowledgement_priority, "LONGEST_SECONDS", 60.0)
    priority = AcknowledgementPriority()
    with pytest.raises(ZeroDivisionError), priority.request():
        raise ZeroDivisionError
    thread, went_on = working(priority)
    thread.join(30)
    assert went_on.is_set()


def test_work_goes_on_where_requests_never_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acknowledgement_priority, "LONGEST_SECONDS", 0.01)
    priority = AcknowledgementPriority()
    with priority.request():
        thread, went_on = working(priority)
        thread.join(30)
        assert went_on.is_set()
