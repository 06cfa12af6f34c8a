"""Captured blocks and views against `@slack/types`, by the TypeScript compiler."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from workspace.tests.node.packages import environment, installed

# data_visualization is newer than the package; its type is written here from Slack's reference.
HEAD = """\
import type { HomeView, KnownBlock, ModalView } from '@slack/types';
type Point = { label: string; value: number };
type Lines = {
  type: 'line' | 'bar' | 'area';
  series: { name: string; data: Point[] }[];
  axis_config: { categories: string[]; x_label?: string; y_label?: string };
};
type Chart = {
  type: 'data_visualization'; title: string; block_id?: string;
  chart: Lines | { type: 'pie'; segments: Point[] };
};
type Blocks = (KnownBlock | Chart)[];
type Modal = Omit<ModalView, 'blocks'> & { blocks: Blocks };
type Home = Omit<HomeView, 'blocks'> & { blocks: Blocks };
"""
TYPES = {"message": "Blocks", "modal": "Modal", "home": "Home"}
OPTIONS = ("--noEmit", "--strict", "--skipLibCheck", "--moduleResolution", "bundler",
           "--module", "esnext", "--target", "es2022")  # fmt: skip
SECONDS = 120


def captured(path: Path) -> list[dict[str, Any]]:
    """Return what a workspace captured, each different thing once."""
    lines = dict.fromkeys(path.read_text(encoding="utf-8").splitlines())
    return [json.loads(line) for line in lines]


def type_faults(shown: Iterable[dict[str, Any]]) -> str:
    """Return what the compiler says against captured blocks and views; nothing where all is well.

    Each line names a constant, which is the number of the captured thing.
    """
    source = HEAD + "".join(
        f"export const c{number}: {TYPES[each['surface']]} = {json.dumps(each['content'])};\n"
        for number, each in enumerate(shown)
    )
    packages = installed()
    with TemporaryDirectory(dir=packages) as folder:
        file = Path(folder) / "captured.ts"
        file.write_text(source, encoding="utf-8")
        compiler = packages / "node_modules" / ".bin" / "tsc"
        done = subprocess.run(
            [str(compiler), *OPTIONS, str(file)], cwd=packages, env=environment(),
            capture_output=True, text=True, timeout=SECONDS,
        )  # fmt: skip
    return done.stdout + done.stderr if done.returncode else ""
