"""What can be broken about graded answers to learn from."""

from __future__ import annotations

from grading.errors import GradingError


class BadAnswers(GradingError):
    """A file of graded answers cannot be read; the message says where and why."""
