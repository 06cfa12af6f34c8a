"""Cross-validate the offline grader by question: `python bench/grading_cv.py FILE... -k 0 3 10`.

Every question is judged by a fit, a scaling and a threshold that have not seen it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from grading.answers import read_answers
from grading.evaluate import cross_validate, figures


def main() -> None:
    """Print the figures of every set for each number of exemplars."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("-k", "--exemplars", nargs="+", type=int, default=[0, 3, 10])
    asked = parser.parse_args()
    questions = read_answers(asked.files)
    for exemplars in asked.exemplars:
        for judged in cross_validate(questions, exemplars):
            print(exemplars, judged.set, figures(judged), flush=True)


if __name__ == "__main__":
    main()
