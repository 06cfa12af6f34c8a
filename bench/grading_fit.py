"""Fit the weights that the package ships: `python bench/grading_fit.py FILE... --out PATH`.

Files of graded answers in the form of `lab.grading.answers`. The judge is fitted for several
numbers of exemplars, and without what belongs to one field: its phrases and its other questions.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from grading.weights import store
from lab.grading.answers import read_answers
from lab.grading.fit import fit
from lab.grading.learners import Recipe


def main() -> None:
    """Fit and store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    recipe = Recipe(exemplars=(10, 0, 4, 20), with_field=False, draws=2)
    fitted = fit(read_answers(asked.files), recipe, lambda done: print(f"{done:.0%}", flush=True))
    store(fitted.weights, asked.out)


if __name__ == "__main__":
    main()
