"""What the Dockerfile and compose.yaml run, copy and promise is there."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any, cast

import pytest
import typer
from ruamel.yaml import YAML

from bot.cli import command_line, loaded
from bot.settings import Settings

ROOT = Path(__file__).parents[2]

Step = tuple[str, str]


@pytest.fixture
def steps() -> list[Step]:
    """The Dockerfile's instructions, a line each."""
    text = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1].strip()) for line in lines]


@pytest.fixture
def services() -> dict[str, Any]:
    loaded = YAML(typ="safe").load((ROOT / "compose.yaml").read_text("utf-8"))
    return cast("dict[str, Any]", loaded["services"])


@pytest.fixture
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def pinned(file: str) -> set[str]:
    """The names of what a file of requirements holds."""
    return set(re.findall(r"^([\w.-]+)==", (ROOT / file).read_text("utf-8"), re.MULTILINE))


def said(steps: list[Step], instruction: str) -> list[str]:
    return [rest for name, rest in steps if name == instruction]


def copied(steps: list[Step]) -> set[str]:
    """The names at the top of the repository that the image takes."""
    return {name.rstrip("/") for rest in said(steps, "COPY") for name in rest.split()[:-1]}


def is_command(words: list[str]) -> bool:
    """Whether `holdfast` knows a command, such as ["db", "upgrade"]."""
    found: Any = typer.main.get_command(command_line())
    for word in words:
        found = loaded(getattr(found, "commands", {}).get(word))
    return found is not None


def test_the_image_is_a_slim_python_that_the_project_supports(
    steps: list[Step], project: dict[str, Any]
) -> None:
    base = re.fullmatch(r"python:3\.(\d+)-slim", said(steps, "FROM")[0])
    assert base is not None
    least = re.fullmatch(r">=3\.(\d+)", project["project"]["requires-python"])
    assert least is not None
    assert int(base[1]) >= int(least[1])


def test_the_program_does_not_run_as_root(steps: list[Step]) -> None:
    users = said(steps, "USER")
    assert users
    assert users[-1] not in ("root", "0")
    assert f"useradd --create-home --uid 10001 {users[-1]}" in said(steps, "RUN")[0]
    assert steps.index(("USER", users[-1])) < [name for name, _ in steps].index("ENTRYPOINT")


def test_libraries_are_installed_by_their_hashes(steps: list[Step]) -> None:
    installs = [rest for rest in said(steps, "RUN") if "pip install" in rest]
    assert "--require-hashes" in installs[0]
    assert "--no-deps" in installs[1]


def test_the_image_takes_what_the_daily_program_needs_unless_more_is_asked_for(
    steps: list[Step], services: dict[str, Any]
) -> None:
    (asked,) = said(steps, "ARG")
    assert asked == "REQUIREMENTS=requirements.txt"
    assert said(steps, "RUN")[1].endswith("--requirement ${REQUIREMENTS}")
    chosen = services["bot"]["build"]["args"]["REQUIREMENTS"]
    assert chosen == "${HOLDFAST_REQUIREMENTS:-requirements.txt}"


def test_the_requirements_hold_an_extra_only_where_they_should(project: dict[str, Any]) -> None:
    extras = project["project"]["optional-dependencies"]
    named = {file: pinned(file) for file in ("requirements.txt", "requirements-all.txt")}
    for name in ("lab", "model", "postgres", "build"):
        wanted = {re.split(r"[\[=]", requirement)[0] for requirement in extras[name]}
        assert wanted <= named["requirements-all.txt"]
        held = wanted & named["requirements.txt"]
        assert held == (wanted if name in ("postgres", "build") else set())


@pytest.mark.parametrize("file", sorted(path.name for path in ROOT.glob("requirements*.txt")))
def test_every_requirement_has_a_hash_and_none_an_address(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=\w)", text))


def test_everything_that_is_copied_is_there(steps: list[Step]) -> None:
    assert [name for name in sorted(copied(steps)) if not (ROOT / name).exists()] == []


def test_every_package_is_copied(steps: list[Step], project: dict[str, Any]) -> None:
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert {*packages, "workspace"} <= copied(steps)


def test_both_distributions_are_installed(steps: list[Step]) -> None:
    assert "--editable ./workspace --editable ." in said(steps, "RUN")[2]


def test_the_build_is_sent_what_it_copies_and_nothing_else(steps: list[Step]) -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    assert {rule[1:].rstrip("/") for rule in rules if rule.startswith("!")} == copied(steps)


def test_the_image_runs_a_command_that_exists(steps: list[Step], project: dict[str, Any]) -> None:
    (entry,) = json.loads(said(steps, "ENTRYPOINT")[0])
    assert entry in project["project"]["scripts"]
    assert is_command(json.loads(said(steps, "CMD")[0]))


def test_the_image_sets_only_what_the_settings_know(steps: list[Step]) -> None:
    known = {field.alias for field in Settings.model_fields.values()}
    given = {pair.partition("=")[0] for rest in said(steps, "ENV") for pair in rest.split()}
    ours = {name for name in given if name.startswith(("HOLDFAST_", "SLACK_", "DATABASE_"))}
    assert ours <= known


def test_sqlite_lives_on_a_volume_that_the_user_owns(steps: list[Step]) -> None:
    (folder,) = json.loads(said(steps, "VOLUME")[0])
    assert f"sqlite:///{folder}/" in said(steps, "ENV")[0]
    assert f"--owner holdfast --group holdfast {folder}" in said(steps, "RUN")[0]


def test_compose_brings_the_tables_up_to_date_before_the_bot_runs(
    services: dict[str, Any],
) -> None:
    assert services["tables"]["command"] == ["db", "upgrade"]
    assert services["bot"]["command"] == ["run"]
    assert is_command(services["tables"]["command"])
    assert services["bot"]["depends_on"] == {
        "tables": {"condition": "service_completed_successfully"}
    }
    assert services["tables"]["depends_on"] == {"database": {"condition": "service_healthy"}}


def test_compose_keeps_the_database_on_a_volume_and_asks_after_its_health(
    services: dict[str, Any],
) -> None:
    database = services["database"]
    assert database["image"].startswith("postgres:")
    assert database["volumes"] == ["database:/var/lib/postgresql"]
    assert "pg_isready" in database["healthcheck"]["test"]


def test_compose_holds_no_secret(services: dict[str, Any]) -> None:
    assert services["bot"]["env_file"] == ".env"
    for service in services.values():
        for name, value in service["environment"].items():
            assert "PASSWORD" not in name or value.startswith("${POSTGRES_PASSWORD:?")
