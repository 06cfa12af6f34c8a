"""One's own views: the evidence of a skill, what one's manager sees, what is kept, a copy of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from grading.verdict import RIGHT
from items.localise import in_language
from items.model import Outcome
from practice.judging.estimates import standings
from practice.ports import Ports
from practice.screens.digest import skill_rows, team_view
from practice.screens.home import standing_view
from practice.screens.welcome import naming_of
from practice.teams.groups import group_in, groups
from practice.teams.team import know, measure
from practice.teams.told import told_last
from practice.who.hours import local_day
from practice.who.preferences import setup_of
from practice.who.readers import reader_of
from store import banks, deliveries, evidence, framework, people
from store.evidence import Graded
from store.models import AttemptRow, GradeSource, MarkRow, MarkSource, PersonRow, QuestionRow
from store.unit import Unit
from views.evidence import DetailsView, Evidence, GradedBy, ManagerSeesView, MyDataView, SeenTeam

GRADED_BY: Mapping[str, GradedBy] = {
    GradeSource.EXACT: GradedBy.EXACT,
    GradeSource.GRADER: GradedBy.MATCHER,
    GradeSource.REVIEWER: GradedBy.REVIEWER,
    GradeSource.SELF: GradedBy.SELF,
}


def details(ports: Ports, user: str, skill: str) -> DetailsView | None:
    """Return the evidence of one of somebody's own skills, newest first."""
    with ports.sessions.read() as unit:
        person = people.by_slack(unit, user)
        if person is None:
            return None
        standing = next((s for s in standings(unit, ports, person) if s.skill == skill), None)
        if standing is None:
            return None
        skills = framework.skills(unit)
        return DetailsView(
            reader=reader_of(person),
            standing=standing_view(standing),
            evidence=tuple(_evidence(unit, person, skill)),
            description=skills[skill].description,
        )


def _evidence(unit: Unit, person: PersonRow, skill: str) -> list[Evidence]:
    grades = {g.attempt_id: g for g in evidence.standing_grades(unit, person.person_id)}
    found = []
    for question, attempt in reversed(deliveries.answered_by(unit, person.person_id)):
        grade = grades.get(attempt.attempt_id)
        if skill not in (grade.skill_scores if grade else (question.skill_id,)):
            continue
        published = banks.revision(unit, question.bank_id, question.item_id, question.revision)
        if published is not None:
            item = in_language(published.item, question.language)
            found.append(_one_answer(attempt, grade, item.scenario, skill))
    return found


def _one_answer(attempt: AttemptRow, grade: Graded | None, scenario: str, skill: str) -> Evidence:
    score = None if grade is None else float(grade.skill_scores.get(skill, grade.score))
    outcome = Outcome.UNSURE
    if score is not None:
        outcome = (
            Outcome.MET if score >= RIGHT else Outcome.PARTLY if score > 0 else Outcome.NOT_MET
        )
    return Evidence(
        when=attempt.received_at,
        scenario=scenario,
        outcome=outcome,
        by=GRADED_BY[grade.source] if grade is not None else GradedBy.WAITING,
    )


def manager_sees(ports: Ports, user: str) -> ManagerSeesView | None:
    """Return exactly what somebody's managers see of them."""
    with ports.sessions.read() as unit:
        person = people.by_slack(unit, user)
        if person is None:
            return None
        naming = naming_of(setup_of(unit))
        named = tuple(standing_view(s) for s in standings(unit, ports, person)) if naming else ()
        return ManagerSeesView(reader_of(person), _seen_in(unit, ports, person), naming, named)


def _seen_in(unit: Unit, ports: Ports, person: PersonRow) -> tuple[SeenTeam, ...]:
    """Return what managers see of the teams that somebody is in."""
    held = people.assignments_of(unit, person.person_id, local_day(person, unit.now))
    ids = {a.manager_id for a in held if a.manager_id is not None}
    led, managers = groups(unit, ids), people.by_ids(unit, ids)
    found = [group_in(led, a.team_id, a.manager_id) for a in held if a.manager_id in managers]
    wanted = [group for group in found if group is not None]
    known = know(unit, ports.priors, wanted, led)
    last = told_last(unit, ids)
    seen = []
    for group in wanted:
        said = last.get((group.team_id, group.manager_id))
        now = measure(ports.priors, known, group, said.facts.team if said else None)
        manager = managers[group.manager_id].name
        seen.append(SeenTeam(team_view(now), manager, skill_rows(now)))
    return tuple(seen)


def my_data(ports: Ports, user: str) -> MyDataView | None:
    """Return what is kept about somebody."""
    with ports.sessions.read() as unit:
        person = people.by_slack(unit, user)
        if person is None:
            return None
        attempts = evidence.attempts_of(unit, person.person_id)
        grades = evidence.standing_grades(unit, person.person_id)
        held = people.assignments_of(unit, person.person_id, local_day(person, unit.now))
        roles = framework.roles(unit, local_day(person, unit.now))
        return MyDataView(
            reader=reader_of(person),
            answers=len(attempts),
            since=attempts[0].received_at if attempts else None,
            read_by_reviewers=sum(g.source == MarkSource.REVIEWER for g in grades),
            pauses=len(people.pauses(unit, person.person_id)),
            roles=tuple(dict.fromkeys(roles[a.role_id].name for a in held if a.role_id in roles)),
        )


def export_file(ports: Ports, user: str) -> tuple[str, str]:
    """Return a file's name and its content: a copy of one's own data."""
    content = json.dumps(export(ports, user) or {}, indent=2, ensure_ascii=False)
    return "holdfast-my-data.json", content


def export(ports: Ports, user: str) -> Mapping[str, object] | None:
    """Return everything that is kept about somebody, as JSON values for themselves."""
    with ports.sessions.read() as unit:
        person = people.by_slack(unit, user)
        if person is None:
            return None
        grades = {g.attempt_id: g for g in evidence.standing_grades(unit, person.person_id)}
        marks = evidence.standing_marks_of(unit, person.person_id)
        back = evidence.coming_back(unit, person.person_id)
        answers = [
            _exported(question, attempt, grades.get(ref), marks[ref], back.get(ref))
            for question, attempt in deliveries.answered_by(unit, person.person_id)
            for ref in (attempt.attempt_id,)
        ]
        return {
            "email": person.email,
            "name": person.name,
            "settings": person.preferences,
            "pauses": [
                {"from": p.start.isoformat(), "to": p.end.isoformat() if p.end else None}
                for p in people.pauses(unit, person.person_id)
            ],
            "answers": answers,
        }


def _exported(
    question: QuestionRow,
    attempt: AttemptRow,
    grade: Graded | None,
    marks: Mapping[str, MarkRow],
    back: datetime | None,
) -> dict[str, object]:
    return {
        "item": question.item_ref,
        "skill": question.skill_id,
        "answered": attempt.received_at.isoformat(),
        "reply": {k: v for k, v in attempt.reply.items() if k != "event"},
        "sureness": attempt.sureness,
        "score": grade.score if grade else None,
        "graded_by": grade.source if grade else None,
        "marks": {c: m.outcome for c, m in marks.items()},
        "comes_back": back.isoformat() if back else None,
    }
