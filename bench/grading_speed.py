"""How long grading a reply takes, and how much memory: `python bench/grading_speed.py`.

Grades made-up replies to the starter bank's free-text items, on one core.
"""

from __future__ import annotations

import resource
import statistics
import time
from pathlib import Path

from grading.layers import Layers
from grading.marks import Question
from items.check import check
from items.model import Kind

ROUNDS = 6


def main() -> None:
    """Print the median milliseconds of first and later replies, and the memory in megabytes."""
    path = Path(__file__).parents[1] / "banks" / "on-call.yaml"
    checked = check(path.read_bytes(), path.name)
    assert checked.bank is not None
    grader = Layers()
    first: list[float] = []
    later: list[float] = []
    for turn in range(ROUNDS):
        for item in checked.bank.items:
            if item.kind is not Kind.TEXT or not item.rubric[0].exemplars:
                continue
            question = Question(
                item.scenario, item.prompt, item.rubric, item.model_answer, item.language
            )
            reply = f"{item.rubric[0].exemplars[turn].reply} and then, {turn}, I look again"
            start = time.process_time()
            grader.grade(question, reply, {})
            (later if turn else first).append(1000 * (time.process_time() - start))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"first reply to an item: {statistics.median(first):.0f} ms")
    print(f"later replies: {statistics.median(later):.0f} ms; memory {memory:.0f} MB")


if __name__ == "__main__":
    main()
