"""Work steps aside for requests, and goes on after them, or where they never end."""

from __future__ import annotations

import threading

import pytest

from bot import right_of_way
from bot.right_of_way import RightOfWay


def working(way: RightOfWay) -> tuple[threading.Thread, threading.Event]:
    """Start work that gives way first; the event is set once it goes on."""
    went_on = threading.Event()

    def work() -> None:
        way.give_way()
        went_on.set()

    thread = threading.Thread(target=work)
    thread.start()
    return thread, went_on


def test_work_waits_for_the_last_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(right_of_way, "LONGEST_SECONDS", 60.0)
    way = RightOfWay()
    way.give_way()  # nobody waits for an answer
    with way.request():
        with way.request():
            thread, went_on = working(way)
        assert not went_on.wait(0.05)
    thread.join(30)
    assert went_on.is_set()


def test_a_request_that_breaks_lets_work_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(right_of_way, "LONGEST_SECONDS", 60.0)
    way = RightOfWay()
    with pytest.raises(ZeroDivisionError), way.request():
        raise ZeroDivisionError
    thread, went_on = working(way)
    thread.join(30)
    assert went_on.is_set()


def test_work_goes_on_where_requests_never_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(right_of_way, "LONGEST_SECONDS", 0.01)
    way = RightOfWay()
    with way.request():
        thread, went_on = working(way)
        thread.join(30)
        assert went_on.is_set()
