"""What can be broken in grading; a reply that cannot be graded is a value, never one of these."""

from __future__ import annotations


class GradingError(Exception):
    """Grading was used in a way that it does not allow, or lacks a part that it needs."""


class WrongAnswer(GradingError):
    """An answer names options that the item does not have, or too many or too few of them."""


class MissingMark(GradingError):
    """A verdict was asked for without a mark of every criterion."""


class BadThreshold(GradingError):
    """A threshold or target lies outside (0, 1]."""


class BadWeights(GradingError):
    """A file of weights cannot be read; the message says why."""
