"""The compiled path over a log and the running bot's own path are one model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from capability.belief import Belief, Key
from capability.difficulty import Footing
from capability.estimate import Parts, Reply, update
from capability.kernel import DAY
from capability.priors import Priors, shipped
from lab.capability.fit import probabilities
from lab.capability.logs import log_from
from lab.capability.tables import Table, alike
from lab.capability.walk import trail, walk
from tests.unit.capability.synthetic import rows, some_head

HEAD = some_head()


@pytest.mark.parametrize("priors", [shipped(), replace(shipped(), head=HEAD)], ids=["bare", "head"])
def test_the_fast_path_equals_the_online_path(priors: Priors) -> None:
    made = rows(people=5, replies=80)
    made += [(*row[:4], 0.3, float(n % 4 + 1)) for n, row in enumerate(made[::7])]
    log = log_from(made)
    table = Table(
        item=np.linspace(0.2, 0.9, len(log)),
        skill=np.linspace(0.7, 0.4, len(log)),
        replies=np.asarray(np.arange(len(log)) % 50.0, dtype=np.float64),
    )
    fast = probabilities(priors, trail(log, table))
    online = np.empty(len(log))
    beliefs: dict[int, dict[Key, Belief]] = {}
    for n in range(len(log)):
        own = beliefs.setdefault(int(log.person[n]), {})
        reply = Reply(
            str(log.item[n]),
            (str(log.skill[n]),),
            float(log.score[n]),
            float(table.item[n]),
            float(log.days[n]) * DAY,
            footing=Footing(float(table.skill[n]), float(table.replies[n])),
            parts=Parts(float(log.parts[n])),
        )
        changed, estimate = update(priors, own, reply)
        own.update(changed)
        online[n] = estimate.p
    assert np.abs(fast - online).max() < 1e-9


def test_a_prediction_knows_nothing_of_its_own_reply_or_later_ones() -> None:
    made = rows(people=2, replies=40)
    turned = [*made[:60], *((*row[:4], 1.0 - row[4]) for row in made[60:])]
    logs = log_from(made), log_from(turned)
    first, second = (walk(shipped(), trail(log, alike(log))).z for log in logs)
    assert np.array_equal(first[:61], second[:61])
    assert not np.array_equal(first[61:], second[61:])


def test_one_person_tells_nothing_about_another() -> None:
    made = rows(people=2, replies=40)
    turned = [*((*row[:4], 1.0 - row[4]) for row in made[:40]), *made[40:]]
    logs = log_from(made), log_from(turned)
    first, second = (walk(shipped(), trail(log, alike(log))).z for log in logs)
    assert np.array_equal(first[40:], second[40:])
