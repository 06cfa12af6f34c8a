"""Slack's packages for Node, installed once into the ignored `.cache/`."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
CACHE = HERE.parents[2] / ".cache"
NODE = Path(sys.executable).parent / "node"
NPM = Path(sys.executable).parent / "npm"
INSTALL_SECONDS = 240


def installed() -> Path:
    """Return a folder that has the packages; raises where they cannot be had."""
    wanted = (HERE / "package.json").read_bytes()
    folder = CACHE / f"node-{hashlib.sha256(wanted).hexdigest()[:12]}"
    done = folder / "node_modules" / ".done"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_bytes(wanted)
        # No lock file: it would record addresses. The four packages are pinned exactly.
        command = (NPM, "install", "--no-package-lock", "--no-audit", "--no-fund",
                   "--ignore-scripts", "--loglevel=error")  # fmt: skip
        made = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=INSTALL_SECONDS
        )
        if made.returncode:
            raise RuntimeError(f"npm could not install Slack's packages:\n{made.stderr}")
        done.touch()
    return folder


def placed(name: str) -> Path:
    """Put a file of this folder beside the packages, where Node finds them; return it there."""
    target = installed() / name
    shutil.copyfile(HERE / name, target)
    return target


def environment(**more: str) -> dict[str, str]:
    """Return an environment in which Node is found and speaks to nobody but us."""
    path = f"{NODE.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return {**os.environ, "PATH": path, "NO_PROXY": "127.0.0.1", **more}
