"""The five-minute talk of a digest: what to ask the team, what to listen for, what to say."""

from __future__ import annotations

from datetime import datetime

from items.model import Item, Kind, Misconception
from messages.fitting import one_line
from messages.words import Words
from views.digest import Talk
from views.reader import Reader


def talk_about(reader: Reader, item: Item, mix_up: Misconception, when: datetime) -> Talk:
    """Return three lines for a short meeting: a scenario, the mix-up in it, the correction."""
    _ = Words(reader)
    situation = one_line(item.scenario, 110)
    asked = one_line(item.prompt, 70)
    return Talk(
        opening=_("open {day}'s stand-up with this.", day=_.weekday(when)),
        lines=(
            _("Ask: “{situation} {asked}”", situation=situation, asked=asked),
            _("Listen for: “{mix_up}”", mix_up=one_line(_shown(item, mix_up), 150)),
            _("Then say: {better}", better=one_line(_better(item, mix_up), 180)),
        ),
    )


def _shown(item: Item, mix_up: Misconception) -> str:
    """Return the mix-up as the scenario shows it: the option that rests on it, if there is one."""
    wrong = (option.text for option in item.options if option.misconception == mix_up.id)
    return next(wrong, mix_up.says)


def _better(item: Item, mix_up: Misconception) -> str:
    """Return what to do instead: the best option, or the model answer."""
    if item.kind is Kind.SINGLE:
        return max(item.options, key=lambda option: option.score).text
    return item.model_answer or mix_up.correction
