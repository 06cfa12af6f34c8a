"""What can be wrong with a database, in words that say what to do."""

from __future__ import annotations


class DatabaseProblem(Exception):
    """The database cannot be used as it is; the message says why and what to do."""


class NotThere(DatabaseProblem):
    """No database answers at the address."""


class Behind(DatabaseProblem):
    """The database's tables are older than this program."""


class Ahead(DatabaseProblem):
    """The database's tables are newer than this program."""
