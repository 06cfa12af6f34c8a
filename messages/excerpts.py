"""How much is shown of what may be longer, in characters: our choice, below what Slack takes."""

from __future__ import annotations

from typing import Final

NAME: Final = 60
"""A skill, an item or an address, named within a sentence."""

LISTED_NAME: Final = 100
"""A person, a move or an email, in a list of such."""

LISTED_ITEM: Final = 120
"""An item, or two that look alike, in a list of such."""

SCENARIO: Final = 160
"""A scenario that is recalled in one line."""

QUOTED_SCENARIO: Final = 140
"""A scenario that is quoted above what became of the answer."""

PROMPT: Final = 120
CRITERION: Final = 120
"""A criterion that something is said about."""

POINT: Final = 70
"""A criterion in a sentence that says what is missing."""

OUTCOME: Final = 240
"""Why an answer was right or not, under its headline."""

MIX_UP: Final = 120
CORRECTION: Final = 180
"""A mix-up and its correction, in passing."""

NEXT_TIME: Final = 160
REVIEWER_WORD: Final = 300
"""A reviewer's word above the small print; the whole of it stands in the thread."""

REPLY_BEING_READ: Final = 600
EVIDENCE: Final = 160
"""Words of a reply that a mark rests on."""

DESCRIPTION: Final = 600
"""What a skill is about, above the answers to it."""

COSTLY_MIX_UP: Final = 200
COSTLY_WHY: Final = 300
"""The mix-up that a digest is about, and why it costs."""

TALK_OPENING: Final = 160
TALK_LINE: Final = 200
TALK_SCENARIO: Final = 110
TALK_PROMPT: Final = 70
TALK_MIX_UP: Final = 150
TALK_CORRECTION: Final = 180
"""The lines of a digest's talk, and what they quote."""

FAULT: Final = 600
"""What is wrong with a file, what to do, and what is worth a look."""

CHANGED: Final = 140
"""What a changed field was, and what it is now."""

CHANGE: Final = 240
"""A change of a framework, in a list of such: whose, what it was, and what it is now."""

WORD: Final = 40
"""A word that is no command."""
