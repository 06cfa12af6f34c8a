"""How long a name may be that people hand over: ours, and the same wherever it is read."""

from __future__ import annotations

from typing import Final

ID: Final = 64
"""An id of a skill, a role or a team, as it is stored."""

NAME: Final = 75
"""A name of a skill, a role, a team or a person: as much as Slack shows of an option."""

EMAIL: Final = 254
"""https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1"""
