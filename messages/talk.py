"""The five-minute talk of a digest: what to ask the team, what to listen for, what to say."""

from __future__ import annotations

from datetime import datetime

from items.model import Item, Misconception
from messages.digest_parts import Talk
from messages.fitting import one_line
from messages.words import Reader, Words


def talk_about(reader: Reader, item: Item, mix_up: Misconception, when: datetime) -> Talk:
    """Return three lines for a short meeting: a scenario, the mix-up in it, the correction."""
    _ = Words(reader)
    situation = one_line(item.scenario, 110)
    asked = one_line(item.prompt, 70)
    return Talk(
        opening=_("open {day}'s stand-up with this.", day=_.weekday(when)),
        lines=(
            _("Ask: “{situation} {asked}”", situation=situation, asked=asked),
            _("Listen for: “{mix_up}”", mix_up=one_line(mix_up.says, 150)),
            _("Then say: {correction}", correction=one_line(mix_up.correction, 180)),
        ),
    )
