"""Checking a bank file: every fault at once, with its line, its item and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from files.faults import Fault
from files.shape import fit
from files.yaml import Document
from items import formats
from items.advice import advice
from items.model import Bank
from items.rules import problems
from items.schema import BankShape, is_worded, to_bank
from org.model import Framework


@dataclass(frozen=True, slots=True)
class Checked:
    """A bank file as read: the bank, or everything to fix; warnings do not block."""

    bank: Bank | None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()


def check(
    content: bytes | str,
    file: str,
    framework: Framework | None = None,
    today: date | None = None,
) -> Checked:
    """Read a bank file and check it; faults and warnings come by line.

    Without a framework its skills and roles are taken as they are. Without `today`, no warnings
    are looked for.
    """
    document = formats.read(content, file)
    if isinstance(document, Fault):
        return Checked(None, (document,))
    return check_document(document, framework, today)


def check_document(
    document: Document, framework: Framework | None = None, today: date | None = None
) -> Checked:
    """Check a bank's values, whatever format they came in."""
    fitted = fit(BankShape, document.value, document.braces)
    own = [problem for problem in problems(fitted.value, framework) if fitted.sound(problem)]
    faults = document.faults((*document.problems, *fitted.problems, *own))
    if faults:
        return Checked(None, faults)
    bank = to_bank(fitted.value)
    notes = document.faults(note for note in document.notes if is_worded(note.path))
    warnings = document.faults(advice(bank, today)) if today else ()
    return Checked(bank, (), (*notes, *warnings))
