"""The evaluation judges answers one by one, by what was learnt from other questions."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grading.calibration import Platt, logit, sigmoid
from grading.errors import BadWeights
from grading.judge import FittedJudge, Known
from grading.weights import load, store
from lab.grading import fit as fitting
from lab.grading.answers import read_answers
from lab.grading.calibration import calibration_error, excess_error, fit_platt
from lab.grading.errors import BadAnswers
from lab.grading.evaluate import run
from lab.grading.learners import Recipe

RIGHT = ["the {a} pushes the {b}", "because {a} moves {b} along", "{b} is pushed by the {a}"]
WRONG = ["the {b} pushes nothing", "it is magic I think", "the weather was cold", "{b} stays there"]
THINGS = ["wind", "boat", "river", "wheel", "steam", "piston", "hammer", "nail", "wagon", "clock"]


def question(number: int, rng: random.Random, name: str = "made") -> dict[str, Any]:
    a, b = rng.sample(THINGS, 2)

    def answer(correct: bool) -> dict[str, Any]:
        said = rng.choice(RIGHT if correct else WRONG).format(a=a, b=b)
        filler = rng.choice(["", " of course", " I guess", " really", " in the end"])
        return {"answer": said + filler, "score": float(correct), "correct": correct}

    exemplars = [answer(i % 2 == 0) for i in range(10)]
    return {
        "set": name,
        "question_id": f"{name}-{number}",
        "question": f"Why does the {b} move?",
        "references": [f"The {a} pushes the {b}."],
        "exemplars": exemplars,
        "answers": [answer(rng.random() < 0.5) for _ in range(12)],
    }


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n"
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    rng = random.Random(1)
    folder = tmp_path_factory.mktemp("answers")
    return (
        write(folder / "fit.jsonl.gz", [question(i, rng) for i in range(20)]),
        write(folder / "test.jsonl", [question(i, rng) for i in range(20, 30)]),
    )


def test_it_tells_right_from_wrong_on_questions_it_has_not_seen(
    made: tuple[Path, Path], tmp_path: Path
) -> None:
    steps: list[float] = []
    result = run([made[0]], [made[1]], 10, tmp_path / "coverage.png", steps.append)
    figures = result["sets"]["made"]
    assert set(figures) == {
        "questions",
        "answers",
        "accuracy",
        "macro_f1",
        "ece",
        "ece_excess",
        "auto_share",
        "auto_accuracy",
        "score_r",
    }
    assert (figures["questions"], figures["answers"]) == (10, 120)
    assert figures["accuracy"] > 0.9
    assert figures["auto_accuracy"] > 0.9
    assert figures["score_r"] > 0.8
    assert json.loads(json.dumps(result)) == result
    assert (tmp_path / "coverage.png").stat().st_size > 5000
    assert steps == sorted(steps)
    assert steps[-1] == 1.0


def test_an_answer_is_judged_the_same_whatever_others_are_judged_with_it(
    made: tuple[Path, Path],
) -> None:
    learnt = read_answers([made[0]])[:10]
    fitted = fitting.fit(learnt, Recipe(draws=1, networks=1, passes=3, trees=20))
    (whole,) = read_answers([made[1]])[:1]
    kept = slice(None, whole.exemplars + 1)
    alone = replace(
        whole,
        replies=whole.replies[kept],
        correct=whole.correct[kept],
        scores=whole.scores[kept],
    )
    together, single = (
        fitting.judge_given(fitted, prepared, 10, Platt())
        for prepared in fitting.prepare([whole, alone], fitted.weights.words)
    )
    assert single[0] == pytest.approx(together[0], abs=1e-6)


def test_stored_weights_judge_as_the_fitted_ones_do(
    made: tuple[Path, Path], tmp_path: Path
) -> None:
    learnt = read_answers([made[0]])[:10]
    fitted = fitting.fit(learnt, Recipe(draws=1, networks=1, passes=3, trees=8, with_field=False))
    store(fitted.weights, tmp_path / "weights.json")
    again = FittedJudge(load(tmp_path / "weights.json"))
    asked = learnt[0]
    known = Known(
        asked.question,
        asked.references,
        graded=tuple(zip(asked.replies[:10], asked.correct[:10], strict=True)),
    )
    for reply in asked.replies[10:14]:
        expected = FittedJudge(fitted.weights).probability(known, reply)
        assert again.probability(known, reply) == pytest.approx(expected, abs=2e-3)


def test_the_same_fit_twice_is_the_same(made: tuple[Path, Path]) -> None:
    learnt = read_answers([made[0]])[:8]
    recipe = Recipe(draws=1, networks=1, passes=2, trees=20)
    first, second = fitting.fit(learnt, recipe), fitting.fit(learnt, recipe)
    assert first.weights.revision == second.weights.revision
    assert all(np.array_equal(a, b) for a, b in zip(first.unseen, second.unseen, strict=True))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "line 1"),
        ('{"set": "a"}', "question_id"),
        ("", "no questions"),
    ],
)
def test_a_file_that_is_no_answers_is_named(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(text)
    with pytest.raises(BadAnswers, match=says):
        run([path], [path])


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadAnswers, match="missing"):
        run([tmp_path / "missing.jsonl"], [])


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl.gz"
    path.write_bytes(gzip.compress(b"{}\n")[:10] + b"\xff" * 20)
    with pytest.raises(BadAnswers, match=r"answers\.jsonl\.gz cannot be read"):
        read_answers([path])


def test_more_exemplars_than_there_are_is_refused(made: tuple[Path, Path]) -> None:
    with pytest.raises(BadAnswers, match="11"):
        run([made[0]], [made[1]], 11)


def test_weights_of_another_version_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_text('{"revision": "1"}')
    with pytest.raises(BadWeights, match="weights"):
        load(path)


def test_a_perfect_predictor_has_no_excess_error_and_a_boastful_one_has() -> None:
    rng = np.random.default_rng(2)
    p = rng.uniform(0.02, 0.98, 3000)
    right = rng.random(3000) < p
    assert abs(excess_error(p, right)) < 0.01
    assert excess_error(sigmoid(3 * logit(p)), right) > 0.05
    assert calibration_error(p, right) < 0.04


def test_scaling_takes_the_boast_out() -> None:
    rng = np.random.default_rng(3)
    p = rng.uniform(0.02, 0.98, 3000)
    right = rng.random(3000) < p
    platt = fit_platt(sigmoid(3 * logit(p) + 1), right, Platt(), strength=1)
    assert platt.slope == pytest.approx(1 / 3, abs=0.05)
    assert platt.shift == pytest.approx(-1 / 3, abs=0.15)


def test_few_replies_leave_the_scaling_near_its_prior() -> None:
    platt = fit_platt(np.array([0.9, 0.8]), np.array([False, False]), Platt(), strength=200)
    assert platt.slope == pytest.approx(1, abs=0.1)
    assert platt.shift == pytest.approx(0, abs=0.1)
