"""Scripted learners: people who know something, learn, forget, and reply in their own time.

They see a question as anybody does, in the message, and know nothing of the bot's estimate.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from grading.verdict import Sureness
from items.model import Criterion, Item, Kind, Outcome

HALF_LIFE = timedelta(days=60)
LEARNT = 0.5
"""What one explained question adds to a skill, in logits, before it fades."""

OPENERS = ("", "", "I think ", "Honestly, ", "For me: ", "First thing, ", "well, ")


@dataclass(slots=True)
class Memory:
    """What practice left behind in a skill."""

    strength: float
    at: datetime

    def now(self, moment: datetime) -> float:
        """Return what is left of it."""
        return self.strength * float(0.5 ** ((moment - self.at) / HALF_LIFE))


@dataclass(frozen=True, slots=True)
class Choice:
    """What a learner picked, by index in the item, and how sure they said they were."""

    chosen: tuple[int, ...]
    sureness: Sureness


@dataclass(frozen=True, slots=True)
class Written:
    """What a learner wrote, and what a fair reviewer would make of each criterion."""

    text: str
    outcomes: Mapping[str, Outcome]
    sureness: Sureness


@dataclass(slots=True)
class Learner:
    """One scripted person; the same seed always behaves the same."""

    email: str
    seed: int
    skills: dict[str, float] = field(default_factory=dict)
    practised: dict[str, Memory] = field(default_factory=dict)
    believes: set[str] = field(default_factory=set)

    def chance(self, *about: str) -> random.Random:
        """Return the dice for one occasion: they depend on nothing else that happened."""
        return random.Random("\x1f".join((str(self.seed), self.email, *about)))

    def delay(self, item: Item, asked: datetime) -> timedelta | None:
        """Return how long until they reply; None where they never do."""
        dice = self.chance("delay", item.id, asked.isoformat())
        if dice.random() < 0.09:
            return None
        minutes = min(dice.lognormvariate(math.log(45), 1.2), 60 * 40)
        return timedelta(minutes=max(1, round(minutes)))

    def ability(self, skill: str, moment: datetime) -> float:
        """Return their true ability in a skill, in logits."""
        if skill not in self.skills:
            dice = self.chance("ability", skill)
            general = self.chance("ability").gauss(0.5, 0.6)
            self.skills[skill] = general + dice.gauss(0.0, 0.6)
        memory = self.practised.get(skill)
        return self.skills[skill] + (memory.now(moment) if memory else 0.0)

    def knows(self, item: Item, moment: datetime) -> float:
        """Return the chance that they handle an item well."""
        hard = self.chance("item", item.id).gauss(0.0, 0.4)
        skill = sum(self.ability(s, moment) for s in item.skills) / len(item.skills)
        return 1.0 / (1.0 + math.exp(-(skill + hard)))

    def learn(self, item: Item, moment: datetime) -> None:
        """Take something from the explanation."""
        for skill in item.skills:
            before = self.practised.get(skill)
            left = before.now(moment) if before else 0.0
            self.practised[skill] = Memory(min(1.6, left + LEARNT), moment)

    def choose(self, item: Item, moment: datetime) -> Choice:
        """Pick options, or put steps in order."""
        dice = self.chance("choose", item.id, moment.isoformat())
        p = self.knows(item, moment)
        good = dice.random() < p
        if item.kind is Kind.ORDER:
            chosen = _order(item, good, dice)
        elif item.kind is Kind.MULTIPLE:
            chosen = _several(item, good, dice)
        else:
            chosen = (_one(item, good, dice, self._mix_ups()),)
        return Choice(chosen, _sureness(p, dice))

    def write(self, item: Item, moment: datetime) -> Written:
        """Write an answer in their own words."""
        dice = self.chance("write", item.id, moment.isoformat())
        p = self.knows(item, moment)
        outcomes: dict[str, Outcome] = {}
        said: list[str] = []
        for criterion in item.rubric:
            outcome = _outcome(p, dice)
            outcomes[criterion.id] = outcome
            said.append(_words(criterion, outcome, dice))
        dice.shuffle(said)
        text = " ".join(_sentence(s) for s in said if s) or "Not sure, I would look around first."
        opener = dice.choice(OPENERS)
        return Written(
            opener + (text[0].lower() + text[1:] if opener else text), outcomes, _sureness(p, dice)
        )

    def _mix_ups(self) -> set[str]:
        """Return the misconceptions that this person is prone to."""
        if not self.believes:
            dice = self.chance("believes")
            known = ["wait-for-certainty", "do-not-wake-people", "fix-it-myself",
                     "over-when-green", "silence-until-news", "settle-severity-first"]  # fmt: skip
            self.believes = set(dice.sample(known, 2)) | {"wait-for-certainty"}
        return self.believes


def _one(item: Item, good: bool, dice: random.Random, mix_ups: set[str]) -> int:
    best = max(range(len(item.options)), key=lambda i: item.options[i].score)
    if good:
        return best
    wrong = [i for i in range(len(item.options)) if i != best]
    weights = [4.0 if item.options[i].misconception in mix_ups else 1.0 for i in wrong]
    return dice.choices(wrong, weights)[0]


def _several(item: Item, good: bool, dice: random.Random) -> tuple[int, ...]:
    chosen = {i for i, option in enumerate(item.options) if option.score > 0}
    if not good:
        for _ in range(dice.randint(1, 2)):
            chosen ^= {dice.randrange(len(item.options))}
    return tuple(sorted(chosen)) or (0,)


def _order(item: Item, good: bool, dice: random.Random) -> tuple[int, ...]:
    order = list(range(len(item.options)))
    if not good:
        for _ in range(dice.randint(1, 2)):
            i = dice.randrange(len(order) - 1)
            order[i], order[i + 1] = order[i + 1], order[i]
    return tuple(order)


def _outcome(p: float, dice: random.Random) -> Outcome:
    luck = dice.random()
    if luck < p:
        return Outcome.MET
    return Outcome.PARTLY if luck < p + (1.0 - p) * 0.35 else Outcome.NOT_MET


def _words(criterion: Criterion, outcome: Outcome, dice: random.Random) -> str:
    """Say something that a reviewer would mark so, in words of one's own."""
    known = [e.reply for e in criterion.exemplars if e.mark is outcome]
    if known:
        return _varied(dice.choice(known), dice)
    levels = {Outcome.MET: criterion.met, Outcome.PARTLY: criterion.partly}
    described = levels.get(outcome, ())
    return _varied(dice.choice(described), dice) if described else ""


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _varied(text: str, dice: random.Random) -> str:
    """Say a sentence a little differently: a filler more, a word less."""
    words = text.split()
    if len(words) > 8:
        del words[dice.randrange(2, len(words) - 1)]
    if len(words) > 5 and dice.random() < 0.5:
        words.insert(
            dice.randrange(1, 4), dice.choice(("just", "then", "quickly", "also", "really"))
        )
    return " ".join(words)


def _sureness(p: float, dice: random.Random) -> Sureness:
    felt = p + dice.gauss(0.0, 0.15)
    if felt < 0.45:
        return Sureness.GUESSING
    return Sureness.CERTAIN if felt > 0.8 else Sureness.FAIRLY_SURE
