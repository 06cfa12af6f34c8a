"""The five-minute talk of a digest: what to ask the team, what to listen for, what to say."""

from __future__ import annotations

from messages import excerpts
from messages.fitting import one_line
from messages.words import Words
from views.digest import Talk, WordedTalk


def worded(talk: Talk, _: Words) -> WordedTalk:
    """Return three lines for a short meeting: a scenario, the mix-up in it, the correction."""
    situation = one_line(talk.scenario, excerpts.TALK_SCENARIO)
    asked = one_line(talk.prompt, excerpts.TALK_PROMPT)
    return WordedTalk(
        opening=_("open {day}'s stand-up with this.", day=_.weekday(talk.when)),
        lines=(
            _("Ask: “{situation} {asked}”", situation=situation, asked=asked),
            _("Listen for: “{mix_up}”", mix_up=one_line(talk.shown, excerpts.TALK_MIX_UP)),
            _("Then say: {better}", better=one_line(talk.better, excerpts.TALK_CORRECTION)),
        ),
    )
