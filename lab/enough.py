"""How much is enough: evidence for a refit, parts to test it on, draws to tell it from chance."""

from __future__ import annotations

from typing import Final

REPLIES: Final = 1_000
REPEATS: Final = 1_000
"""Reviews of a card that was reviewed before: what forgetting can be learnt from."""

PEOPLE: Final = 20
FOLDS: Final = 5

REDRAWS: Final = 200
"""How often outcomes are drawn from predictions, to find the error of a perfect predictor."""
