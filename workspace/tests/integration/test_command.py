"""`python -m workspace`: a local Slack on its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from slack_sdk import WebClient

CONFIG = """\
workspace: {id: T1, name: Acme, domain: acme}
people:
  - {id: U1, name: ana, real_name: Ana, email: a@x.example, tz: UTC, locale: en-GB, admin: true}
channels:
  - {id: C1, name: general, members: [U1]}
apps:
  - {id: A1, name: Bot, bot_token: xoxb-1, app_token: xapp-1, signing_secret: s, mode: socket}
"""


def command(file: Path, port: int = 0) -> list[str]:
    return [sys.executable, "-m", "workspace", "--port", str(port), "--config", str(file)]


def test_it_says_where_it_is_and_serves_there(tmp_path: Path) -> None:
    file = tmp_path / "workspace.yaml"
    file.write_text(CONFIG, encoding="utf-8")
    with subprocess.Popen(command(file), stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            said = process.stdout.readline().strip()
            assert said.startswith("Acme is at http://127.0.0.1:")
            client = WebClient("xoxb-1", base_url=f"{said.split()[-1]}/api/")
            assert client.team_info()["team"]["domain"] == "acme"
        finally:
            process.terminate()


def test_a_fault_of_the_configuration_ends_it_with_the_place(tmp_path: Path) -> None:
    file = tmp_path / "workspace.yaml"
    file.write_text(CONFIG.replace("mode: socket", "mode: pigeon"), encoding="utf-8")
    done = subprocess.run(command(file), capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert f"{file}:7: apps.0.mode" in done.stderr
