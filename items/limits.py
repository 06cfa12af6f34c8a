"""How long and how many: Slack's limits and our own, in characters unless said otherwise."""

from __future__ import annotations

from typing import Final

from org.limits import EMAIL

SCENARIO: Final = 600
PROMPT: Final = 200
OPTION: Final = 250
FEEDBACK: Final = 600
EXPLANATION: Final = 1_000
MODEL_ANSWER: Final = 3_000
MISCONCEPTION: Final = 300
CORRECTION: Final = 600
CRITERION: Final = 200
DESCRIPTOR: Final = 500
REPLY: Final = 3_000
SOURCE: Final = 500
AUTHOR: Final = EMAIL

OPTIONS: Final = 10
"""Slack shows at most ten radio buttons or checkboxes."""
STEPS: Final = 6
CRITERIA: Final = 10
SOURCES: Final = 10
ITEMS: Final = 5_000
