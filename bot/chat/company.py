"""The trial behind a chat: one person, what their role needs, and a bank of questions for it."""

from __future__ import annotations

from bot.trial.company import Company, read_company
from items.model import Bank
from org.model import Assignment, Expectation, Framework, Person, Role, Roster, Skill

TEAM = "Trial"
AUTHOR = "author"
TARGET = 0.8
"""What a trial's roles expect in each skill of an author's bank."""


def starter(email: str) -> Company:
    """Return the starter company with one of its people alone; a stranger joins its first role."""
    known = read_company()
    held = [a.role for a in known.roster.assignments if a.email == email]
    person = next((p for p in known.roster.people if p.email == email), None)
    roles = held or [known.framework.roles[0].id]
    return Company(known.framework, _alone(person or _stranger(email, "en"), roles), known.banks)


def around(bank: Bank, email: str) -> Company:
    """Return a company made for a bank: one person whose roles need every skill it asks about."""
    skills = tuple(dict.fromkeys(skill for item in bank.items for skill in item.skills))
    named = dict.fromkeys(role for item in bank.items for role in item.roles)
    roles = tuple(named) or (AUTHOR,)
    expects = tuple(Expectation(skill, TARGET) for skill in skills)
    framework = Framework(
        skills=tuple(Skill(skill, _titled(skill)) for skill in skills),
        roles=tuple(Role(role, _titled(role), expects) for role in roles),
    )
    return Company(framework, _alone(_stranger(email, bank.language), list(roles)), (bank,))


def _alone(person: Person, roles: list[str]) -> Roster:
    held = tuple(Assignment(person.email, TEAM, role) for role in dict.fromkeys(roles))
    return Roster((person,), held)


def _stranger(email: str, language: str) -> Person:
    name = _titled(email.partition("@")[0].replace(".", "-"))
    return Person(email, name, language=language)


def _titled(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").capitalize()
