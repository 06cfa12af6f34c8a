"""Measure what an installation weighs: `python -m bench.install_size [--extras lab] [FOLDER]`.

Makes a fresh environment in a temporary folder, installs the checkout there as `pip install .`
does, compiles all of it, and prints the megabytes in all and by package, and the processor time
that `holdfast --help` takes.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import tempfile
import venv
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

MOST_SHOWN = 20
"""Packages that are named; the others are added up."""

STARTS = 7
"""Starts of the command line, of which the median counts."""

MEGA = 1e6


def main() -> None:
    """Install, weigh and start."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT, help="a checkout")
    parser.add_argument("--extras", default="", help="extras by name, separated by commas")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = Path(folder) / "environment"
        install(environment, options.folder.resolve(), options.extras)
        print_weights(environment)
        seconds = statistics.median(start_seconds(environment) for _ in range(STARTS))
    print(f"{seconds:8.2f} s of processor time for holdfast --help, the median of {STARTS}")


def install(environment: Path, checkout: Path, extras: str) -> None:
    """Make an environment that holds the checkout, with everything compiled."""
    venv.create(environment, with_pip=True)
    python = str(environment / "bin" / "python")
    what = f"{checkout}[{extras}]" if extras else str(checkout)
    subprocess.run([python, "-m", "pip", "install", "--quiet", what], check=True)
    # A few packages hold templates and tests for other versions of Python: those stay as they are.
    subprocess.run([python, "-m", "compileall", "-qq", str(environment / "lib")], check=False)


def print_weights(environment: Path) -> None:
    """Print the megabytes of each package, the heaviest first, and their sum."""
    weights = by_package(environment)
    for name, size in weights.most_common(MOST_SHOWN):
        print(f"{size / MEGA:8.1f} MB {name}")
    rest = weights.total() - sum(size for _, size in weights.most_common(MOST_SHOWN))
    print(f"{rest / MEGA:8.1f} MB in {max(0, len(weights) - MOST_SHOWN)} more packages")
    print(f"{weights.total() / MEGA:8.1f} MB in all")


def by_package(environment: Path) -> Counter[str]:
    """Return the bytes of each package, and of what belongs to none."""
    folder = next((environment / "lib").glob("python*")) / "site-packages"
    owners = dict(_owners(distributions(path=[str(folder)]), folder))
    weights: Counter[str] = Counter()
    for path in environment.rglob("*"):
        if path.is_file() and not path.is_symlink():
            weights[owners.get(_source(path), "the environment itself")] += path.stat().st_size
    return weights


def _owners(found: Iterable[Distribution], folder: Path) -> Iterable[tuple[Path, str]]:
    for package in found:
        for file in package.files or ():
            yield (folder / str(file)).resolve(), package.metadata["Name"]


def _source(path: Path) -> Path:
    """Return the module that a file of bytecode was compiled from, or the file itself."""
    if path.parent.name != "__pycache__":
        return path.resolve()
    return (path.parent.parent / f"{path.name.split('.')[0]}.py").resolve()


def start_seconds(environment: Path) -> float:
    """Return the processor time of one `holdfast --help`, user and system."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [str(environment / "bin" / "holdfast"), "--help"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
