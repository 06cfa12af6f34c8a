"""`python -m workspace --port N --config FILE.yaml`: a local Slack on its own."""

from __future__ import annotations

import argparse
import gc
import sys
from datetime import datetime
from pathlib import Path

from workspace.config import Options, load
from workspace.errors import ConfigFault
from workspace.server import Workspace

FULL_COLLECTIONS = 1_000_000
"""After how many collections of the young a full one follows: practically never."""


def main() -> int:
    """Run until interrupted; 2 where the configuration cannot be used."""
    parser = argparse.ArgumentParser(prog="workspace", description="A local Slack.")
    parser.add_argument("--port", type=int, default=8090, help="where to listen (8090)")
    parser.add_argument("--config", type=Path, required=True, help="the workspace, as YAML")
    parser.add_argument("--no-limits", action="store_true", help="no rate limits")
    parser.add_argument("--frozen", action="store_true", help="the clock moves only when told")
    parser.add_argument("--start", type=datetime.fromisoformat, help="where the clock begins")
    parser.add_argument("--capture", type=Path, help="a file that gets every block and view")
    given = parser.parse_args()
    try:
        config = load(given.config)
    except ConfigFault as fault:
        print(fault, file=sys.stderr)  # noqa: T201 (this is a command)
        return 2
    start = given.start.astimezone() if given.start else None
    options = Options(
        limits=not given.no_limits, frozen=given.frozen, start=start, capture=given.capture
    )
    try:
        workspace = Workspace.running(config, given.port, options)
    except OSError as error:
        complaint = f"Port {given.port} cannot be used: {error.strerror}. Give another with --port."
        print(complaint, file=sys.stderr)  # noqa: T201 (this is a command)
        return 2
    # What is posted stays: looking through all of it again would make everybody wait, the longer
    # the more there is. What requests leave behind is young, and is still collected.
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, FULL_COLLECTIONS)
    print(f"{config.workspace.name} is at {workspace.url}", flush=True)  # noqa: T201
    try:
        workspace.wait()
    except KeyboardInterrupt:
        workspace.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
