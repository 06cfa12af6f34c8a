"""How much people may write, in characters: a form allows as much as is kept and shown.

How long the parts of an item are, and so a reply to it, stands in `items/limits.py`.
"""

from __future__ import annotations

from typing import Final

NOTE: Final = 2_000
"""A learner's note: to a reviewer, who is to look again, or to an author, of what is wrong."""

CONTENT_NOTE: Final = 1_000
"""A manager's note to an author on what is wrong in a digest."""

REASON: Final = 600
"""A reviewer's reason for one mark, which the learner reads."""

NAMING_REASON: Final = 300
"""An organisation's reason for letting managers see people by name, which everybody is told."""
