"""Do ranges hold what they promise? `python -m bench.capability_coverage [LOG...]`.

Simulated: teams of eight people who learn and forget as the model says they might, with what
they truly can do known; how often does the team's 95 % range in a skill hold their true mean.

On logs, where nobody's truth is known: held-out people come back to a skill after more than a
day. From what was believed at that moment, a 95 % range is made for the mean score of eight
people's next replies (that same day, `--replies` at most): the people's uncertainty, and the luck
of so few replies. How often does it hold the mean seen, and the same without the people's own.
What is learnt between those replies counts as a miss, so where practice works fast (one item again
and again, with feedback) only the first reply tells about the moment itself.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from capability import kernel
from capability.belief import ADDED, Belief, Key, believed
from capability.estimate import Reply, replay
from capability.priors import Priors, shipped
from capability.team import Member, over_skills
from lab.capability.fit import fit, folds, probabilities
from lab.capability.logs import Log, read_log
from lab.capability.tables import for_others
from lab.capability.walk import trail, walk

Z95 = 1.959963984540054
TEAM = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("logs", nargs="*", type=Path)
    parser.add_argument("--teams", type=int, default=500)
    parser.add_argument("--replies", type=int, default=5)
    options = parser.parse_args()
    share = simulated(shipped(), options.teams)
    print(f"simulated, {options.teams} teams: {share:.3f}")
    for path in options.logs:
        full, bare, blocks = on_log(read_log(path), options.teams, options.replies)
        name = path.name.split(".")[0]
        print(
            f"{name}: {full:.3f} (without the people's own uncertainty {bare:.3f}), {blocks} blocks"
        )


def simulated(priors: Priors, teams: int) -> float:
    """The share of teams whose true mean lies in the range."""
    rng = np.random.default_rng(7)
    return float(np.mean([_one_team(priors, rng) for _ in range(teams)]))


def _one_team(priors: Priors, rng: np.random.Generator) -> bool:
    at = 1.8e9
    learnt = [_one_person(priors, rng, at) for _ in range(TEAM)]
    weights = {"skill": 1.0}
    members = [(Member(beliefs), weights) for beliefs, _ in learnt]
    found = over_skills(priors, members, {"skill": 0.6}, at, z=Z95)
    assert found is not None
    return found.low <= float(np.mean([truth for _, truth in learnt])) <= found.high


def _one_person(
    priors: Priors, rng: np.random.Generator, at: float
) -> tuple[dict[Key, Belief], float]:
    """Up to thirty replies over months, and what this person truly can do at `at`."""
    moments = np.sort(at - rng.uniform(0.5, 180.0, size=rng.integers(0, 31)) * kernel.DAY)
    keys: list[Key] = [(part, "skill" if "skill" in part else "") for part in ADDED[:4]]
    state = {key: rng.normal(0.0, np.sqrt(priors.at_rest[n])) for n, key in enumerate(keys)}
    replies, before = [], at - 200 * kernel.DAY
    for moment in (*moments.tolist(), at):
        _pass_time(priors, state, rng, before, moment)
        before = moment
        if moment == at:
            break
        item = rng.normal(0.0, np.sqrt(priors.item_variance))
        odds = priors.intercept + priors.slope * kernel.logit(0.6) + sum(state.values()) + item
        score = float(rng.random() < kernel.logistic(odds))
        state[keys[2]] += priors.slow_success if score else priors.slow_failure
        replies.append(Reply(f"i{moment}", ("skill",), score, 0.6, moment))
    eta = priors.intercept + priors.slope * kernel.logit(0.6) + sum(state.values())
    return replay(priors, replies), kernel.expected(eta, priors.item_variance)


def _pass_time(
    priors: Priors, state: dict[Key, float], rng: np.random.Generator, since: float, at: float
) -> None:
    """Let every part drift as its belief supposes."""
    for key, value in state.items():
        mean, variance = believed(priors, {key: Belief(value, 1e-12, since)}, key, at)
        if key[0] is not ADDED[0]:
            state[key] = mean + rng.normal(0.0, np.sqrt(variance))


@dataclass(frozen=True, slots=True)
class Block:
    """One person's next replies in a skill: mean seen and predicted, and two variances."""

    skill: int
    person: int
    seen: float
    p: float
    own: float
    luck: float


def on_log(log: Log, teams: int, most: int) -> tuple[float, float, int]:
    """Coverage with and without the people's own uncertainty, and how many blocks there were."""
    blocks: list[Block] = []
    for learnt, held_out in folds(log):
        blocks += _blocks(fit(learnt, shipped()), learnt, held_out, most)
    rng = np.random.default_rng(5)
    by_skill: dict[int, dict[int, list[Block]]] = {}
    for block in blocks:
        by_skill.setdefault(block.skill, {}).setdefault(block.person, []).append(block)
    able = [people for people in by_skill.values() if len(people) >= TEAM]
    hits, bare = [], []
    weight = np.asarray([len(people) for people in able]) / sum(map(len, able))
    for _ in range(teams):
        people = able[int(rng.choice(len(able), p=weight))]
        chosen = rng.choice(list(people), size=TEAM, replace=False)
        team = [people[who][int(rng.integers(len(people[who])))] for who in chosen]
        miss = abs(sum(b.seen - b.p for b in team)) / TEAM
        hits.append(miss <= Z95 * np.sqrt(sum(b.own + b.luck for b in team)) / TEAM)
        bare.append(miss <= Z95 * np.sqrt(sum(b.luck for b in team)) / TEAM)
    return float(np.mean(hits)), float(np.mean(bare)), len(blocks)


def _blocks(priors: Priors, learnt: Log, test: Log, most: int) -> list[Block]:
    """Every return to a skill after more than a day, with the replies of that day.

    All are predicted from what was believed at the first; their items' difficulties are known.
    """
    path = trail(test, for_others(learnt, test, priors.item_shrinkage))
    walked, p = walk(priors, path), probabilities(priors, path)
    own = walked.variance[:, :4].sum(axis=1)
    found = []
    for row in np.flatnonzero(path.gap(1) > 1.0):
        same = (test.person[row:] == test.person[row]) & (test.skill[row:] == test.skill[row])
        rows = row + np.flatnonzero(same & (test.days[row:] < test.days[row] + 1.0))[:most]
        blur = kernel.blur(float(walked.variance[row].sum()))
        shift = priors.slope * (path.difficulty[rows] - path.difficulty[row]) / blur
        odds = np.log(p[row] / (1.0 - p[row])) + shift
        each = 1.0 / (1.0 + np.exp(-odds))
        shared = float(own[row] * np.mean(each * (1.0 - each) / blur) ** 2)
        luck = float(np.sum(np.maximum(each * (1.0 - each) - shared, 0.0))) / len(rows) ** 2
        found.append(
            Block(
                int(test.skill[row]),
                int(test.person[row]),
                float(test.score[rows].mean()),
                float(each.mean()),
                shared,
                luck,
            )
        )
    return found


if __name__ == "__main__":
    main()
