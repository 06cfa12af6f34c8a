"""What can be broken about an estimate's inputs."""

from __future__ import annotations


class CapabilityError(ValueError):
    """The input makes no estimate possible; the message says what is wrong."""


class ReplyError(CapabilityError):
    """A reply that cannot be learnt from, such as a score outside [0, 1]."""


class PriorsError(CapabilityError):
    """Priors that cannot be read or make no sense."""
