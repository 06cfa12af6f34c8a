"""`holdfast evaluate`, `fit` and `simulate`: how well the models hold, and what a cadence buys."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.commands.offline import database
from bot.extras import LAB
from bot.program import priors_of
from bot.terminal import clear_errors, complaints, console, refuse
from capability.errors import CapabilityError
from capability.priors import dumps, shipped
from grading.errors import GradingError
from org.model import CRITICALITY_WEIGHT
from store import people

evaluate = typer.Typer(help="Measure the models on logs and graded answers.", no_args_is_help=True)
fit = typer.Typer(help="Learn from the organisation's own log.", no_args_is_help=True)

Fit = Annotated[list[Path], typer.Option("--fit", help="A file to fit on; give one a set.")]
Test = Annotated[list[Path], typer.Option("--test", help="A file to measure on; one a set.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Plot = Annotated[Path | None, typer.Option(help="Write a picture, as PNG.")]


COUNTS = ("rows", "people", "questions", "answers")
FIGURE_NAMES = {
    "log_loss": "log loss",
    "auc": "AUC",
    "brier": "Brier score",
    "ece": "calibration error",
    "ece_excess": "… beyond chance",
    "ece_gap_over_1d": "… after a day's gap",
    "ece_excess_gap_over_1d": "… after it, beyond chance",
}
"""What people read for a figure of the JSON."""


@contextmanager
def _spinner() -> Any:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=complaints, transient=True) as bar:
        task = bar.add_task("Reading", total=None)
        yield lambda what: bar.update(task, description=_said(what))


def _said(what: object) -> str:
    return f"{100 * what:.0f} %" if isinstance(what, float) else str(what)


@evaluate.command("capability")
def evaluate_capability(
    fit_files: Fit, test: Test, as_json: Json = False, plot: Plot = None
) -> None:
    """Fit on the first logs, replay the second ones, and say how well the estimate holds.

    A log is a CSV file, plain or gzipped, with the columns user_id, skill_id, item_id, timestamp
    (seconds) and score (0 to 1). Files pair by their names before the first dot.
    """
    _needs_lab("holdfast evaluate")
    from lab.capability.evaluate import run

    _may_write(plot)
    try:
        with _spinner() as progress:
            found = run(fit_files, test, plot, progress, _doubt)
    except CapabilityError as problem:
        refuse(str(problem))
        return
    if as_json:
        typer.echo(json.dumps(found))
        return
    _print_sets("This model", found)
    baselines: Any = found["baselines"]
    for name, figures in baselines.items():
        _print_sets({"elo": "Elo", "skill_mean": "The skill's mean"}[name], figures)


@evaluate.command("grading")
def evaluate_grading(
    fit_files: Fit,
    test: Test,
    exemplars: Annotated[int, typer.Option(help="Graded answers a question may use.", min=0)] = 10,
    as_json: Json = False,
    plot: Plot = None,
) -> None:
    """Fit on the first questions, grade the answers to the second ones, and say how well."""
    _needs_lab("holdfast evaluate")
    from lab.grading.evaluate import run

    _may_write(plot)
    try:
        with _spinner() as progress:
            found = run(fit_files, test, exemplars, plot, progress)
    except GradingError as problem:
        refuse(str(problem))
        return
    if as_json:
        typer.echo(json.dumps(found))
        return
    _print_sets(f"{exemplars} exemplars", found)


def _needs_lab(what: str) -> None:
    """Refuse before the work what cannot be done without the libraries of the lab."""
    with clear_errors():
        LAB.require(what)


def _may_write(plot: Path | None) -> None:
    """Refuse a picture that cannot be written before the work, and not after it."""
    if plot is not None and (plot.is_dir() or not plot.absolute().parent.is_dir()):
        refuse(f"The picture cannot be written to {plot}: name a file in a folder that exists.")


def _doubt(what: str) -> None:
    complaints.print(what, style="yellow", highlight=False, markup=False, soft_wrap=True)


def _print_sets(title: str, found: Mapping[str, Any]) -> None:
    """Print the figures as rows and the sets as columns, so that they fit a terminal."""
    columns: dict[str, Mapping[str, Any]] = dict(found["sets"])
    if "mean" in found:
        columns["mean"] = found["mean"]
    table = Table("", *columns, title=title)
    for name in next(iter(columns.values())):
        values = (_figure(figures.get(name), name) for figures in columns.values())
        table.add_row(FIGURE_NAMES.get(name, name.replace("_", " ")), *values)
    console.print(table)


def _figure(value: object, name: str) -> str:
    if not isinstance(value, float):
        return "–" if value is None else str(value)
    return f"{value:.0f}" if name in COUNTS else f"{value:.3f}"


@fit.command("capability")
def fit_capability(
    workspace: Annotated[str | None, typer.Option(help="The Slack team id.")] = None,
) -> None:
    """Refit the capability model to this organisation, and keep it only if it predicts better."""
    _needs_lab("holdfast fit")
    from lab.capability.fit import refit
    from lab.capability.logs import own_log

    with database(workspace) as base:
        with base.sessions.read() as unit:
            current = priors_of(unit) or shipped()
        with _spinner() as progress:
            found = refit(own_log(base.sessions), current, progress)
        if found.kept:
            with base.sessions.begin() as unit:
                kept = people.workspace(unit)
                kept.priors = json.loads(dumps(found.priors))
    console.print(found.why)
    if found.old_log_loss is not None and found.new_log_loss is not None:
        console.print(
            f"Log loss by cross-validation over {found.people} people: "
            f"{found.old_log_loss:.4f} before, {found.new_log_loss:.4f} refitted."
        )
    if found.kept:
        console.print("Kept. It holds from the next start of the bot on.")


@fit.command("cards")
def fit_cards(
    workspace: Annotated[str | None, typer.Option(help="The Slack team id.")] = None,
) -> None:
    """Refit the items' cards to this organisation, and keep them only if they predict better."""
    _needs_lab("holdfast fit")
    from lab import cards

    with database(workspace) as base:
        known = cards.cards_of(base.sessions)
        with base.sessions.read() as unit:
            own = people.workspace(unit).card_weights
            priors = priors_of(unit) or shipped()
        with _spinner() as progress:
            found = cards.refit(known, tuple(own) if own else None, progress)
        if found.weights is not None:
            cards.keep(base.sessions, priors, found.weights)
    console.print(found.why)
    if found.before is not None and found.after is not None:
        console.print(
            f"Log loss of recall by cross-validation over {found.people} people: "
            f"{found.before:.4f} before, {found.after:.4f} refitted."
        )
    if found.kept:
        console.print("Kept. Every card was made anew.")


def simulate(
    framework: Annotated[
        Path | None, typer.Option(help="A framework (YAML); the starter company's otherwise.")
    ] = None,
    role: Annotated[str | None, typer.Option(help="The role; the first one otherwise.")] = None,
    weeks: Annotated[int, typer.Option(min=2)] = 26,
    learners: Annotated[int, typer.Option(min=1)] = 24,
    seed: int = 0,
    plot: Plot = None,
) -> None:
    """Show what a cadence costs and buys, before an administrator sets it.

    The learners are made up: what they know of a skill halves in some weeks, and each question
    restores part of it and slows that down. Everybody answers, so that the questions asked are
    those that the planner finds worth asking.
    """
    from bot.commands.people import read_framework
    from bot.trial.company import BANKS
    from lab.simulate import draw
    from lab.simulate import simulate as simulate_cadences

    if plot is not None:
        _needs_lab("A picture")
    known = read_framework(framework or BANKS / "framework.yaml")
    chosen = next((r for r in known.roles if role in (None, r.id)), None)
    if chosen is None or not chosen.expects:
        roles = ", ".join(r.id for r in known.roles if r.expects) or "none"
        wanted = f"named {role!r} " if role else ""
        refuse(f"There is no role {wanted}that expects something. Those that do: {roles}.")
        return
    _may_write(plot)
    with Progress(console=complaints, transient=True) as bar:
        task = bar.add_task("Learners", total=1)
        rows = simulate_cadences(
            chosen.expects,
            shipped(),
            learners=learners,
            weeks=weeks,
            seed=seed,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    table = Table(
        "At most a week", "Asked", "Minutes", "Capability", "8 in 10 people", "Skills reached",
        title=f"{chosen.name}, after {weeks} weeks",
    )  # fmt: skip
    for row in rows:
        table.add_row(
            str(row.per_week), f"{row.questions:.1f}", f"{row.minutes:.1f}",
            f"{10 * row.capability:.1f} of 10", f"{10 * row.low:.1f} to {10 * row.high:.1f}",
            f"{len(chosen.expects) * row.at_target:.1f} of {len(chosen.expects)}",
        )  # fmt: skip
    console.print(table)
    console.print("Made-up learners; see --help. What yours keep, only their answers tell.")
    if plot is not None:
        weights = [CRITICALITY_WEIGHT[e.criticality] for e in chosen.expects]
        target = sum(w * e.target for w, e in zip(weights, chosen.expects, strict=True))
        draw(rows, target / sum(weights), plot)
        console.print(f"The picture is {plot}.")
