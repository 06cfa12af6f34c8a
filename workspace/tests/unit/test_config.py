"""The configuration file, and what is said where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from workspace.config import load
from workspace.errors import ConfigFault

GOOD = """\
workspace: {id: T1, name: Acme, domain: acme}
people:
  - {id: U1, name: ana, real_name: Ana Sousa, email: a@x.example, tz: Europe/Lisbon,
     locale: pt-PT, admin: true}
channels:
  - {id: C1, name: general, members: [U1]}
apps:
  - {id: A1, name: Bot, bot_token: xoxb-1, app_token: xapp-1, signing_secret: s, mode: socket}
  - {id: A2, name: Web, bot_token: xoxb-2, app_token: xapp-2, signing_secret: s, mode: http,
     request_url: "http://127.0.0.1:3000/slack/events"}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "workspace.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_configuration_is_read(tmp_path: Path) -> None:
    config = load(written(tmp_path, GOOD))
    assert config.workspace.domain == "acme"
    assert (config.people[0].locale, config.people[0].admin) == ("pt-PT", True)
    assert [app.mode for app in config.apps] == ["socket", "http"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name: ana", "nam: ana", ":3: people.0.nam: this key is not known here"),
        ("Europe/Lisbon", "Lisboa", ":3: people.0.tz: no time zone is called 'Lisboa'"),
        ("[U1]", "[U1, U7]", "channel C1: nobody has the id U7"),
        ("id: A2", "id: A1", "apps: the id A1 is there twice"),
        (", app_token: xapp-1", "", "an app in mode socket needs app_token"),
        ("xoxb-1", "xoxp-1", ":8: apps.0.bot_token"),
        ("workspace:", "workspace", "is not YAML"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(ConfigFault) as caught:
        load(written(tmp_path, GOOD.replace(old, new)))
    assert said in str(caught.value)


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ConfigFault, match="cannot be read"):
        load(tmp_path / "none.yaml")
