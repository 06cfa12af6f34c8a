"""What is left for later begins once the request at hand is answered, and not before."""

from __future__ import annotations

from bot.background import Background


def test_what_is_left_while_a_request_is_handled_waits_for_its_answer() -> None:
    background = Background()
    done: list[str] = []
    with background.collected() as left:
        background.send(lambda: done.append("held"))
        assert not background.wait(0.05), "it is counted as under way"
        assert done == []
    background.release(left)
    assert background.wait(10)
    background.send(lambda: done.append("at once"))
    assert background.wait(10)
    assert done == ["held", "at once"]
    background.close()


def test_what_breaks_keeps_nobody_waiting() -> None:
    background = Background()
    background.send(lambda: 1 / 0)  # type: ignore[arg-type]
    assert background.wait(10)
    background.close()
