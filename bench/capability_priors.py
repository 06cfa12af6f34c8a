"""Fit the shipped priors: `python -m bench.capability_priors LOG... > capability/priors.json`.

One set of constants for all logs together, each log counting alike whatever its size. From every
log the first people are taken, up to about 10,000 replies. No head: it would be these logs' own.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

from capability.priors import dumps, shipped
from lab.capability.fit import pooled
from lab.capability.logs import Log, read_log

REPLIES = 10_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("logs", nargs="+", type=Path)
    logs = [_first_people(read_log(path)) for path in parser.parse_args().logs]
    sys.stdout.write(dumps(pooled(logs, shipped())))


def _first_people(log: Log) -> Log:
    last = int(log.person[min(REPLIES, len(log)) - 1])
    return log.of(np.less_equal(log.person, last))


if __name__ == "__main__":
    main()
