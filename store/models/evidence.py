"""What people answered and what became of it: append-only, but for caches that a replay remakes."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models.base import Base, Key, Ref, WorkspaceKey


class MarkSource(StrEnum):
    """Who marked a criterion; DOUBLE is a second reviewer, who measures agreement alone."""

    GRADER = "grader"
    REVIEWER = "reviewer"
    SELF = "self"
    DOUBLE = "double"


class GradeSource(StrEnum):
    """Who decided a grade; EXACT where a choice leaves nothing to decide."""

    EXACT = "exact"
    GRADER = "grader"
    REVIEWER = "reviewer"
    SELF = "self"


class TaskReason(StrEnum):
    """Why a reply waits for a reviewer."""

    UNSURE = "unsure"
    APPEAL = "appeal"
    AUDIT = "audit"
    DOUBLE = "double"


class DraftSubject(StrEnum):
    """What a draft would change."""

    BANK = "bank"
    ROSTER = "roster"
    FRAMEWORK = "framework"


class AttemptRow(Base):
    """A reply to a question; one a delivery. `graded_at` is empty until the worker has read it."""

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("workspace_id", "delivery_id"),
        ForeignKeyConstraint(
            ["workspace_id", "delivery_id"], ["questions.workspace_id", "questions.delivery_id"]
        ),
        Index("ix_attempts_ungraded", "workspace_id", "graded_at"),
        Index("ix_attempts_person", "workspace_id", "person_id", "received_at"),
    )

    workspace_id: Mapped[WorkspaceKey]
    attempt_id: Mapped[Key]
    delivery_id: Mapped[Ref]
    person_id: Mapped[Ref]
    item_ref: Mapped[Ref]
    reply: Mapped[dict[str, Any]]
    sureness: Mapped[str | None]
    source: Mapped[str]
    received_at: Mapped[datetime]
    prediction: Mapped[dict[str, Any] | None]
    graded_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    ready_at: Mapped[datetime | None]


class MarkRow(Base):
    """One criterion's mark, by a grader, the learner or a reviewer. Append-only.

    `position` counts the marks of an attempt; a later mark of a criterion supersedes an earlier.
    """

    __tablename__ = "marks"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "attempt_id"], ["attempts.workspace_id", "attempts.attempt_id"]
        ),
        Index("ix_marks_attempt", "workspace_id", "attempt_id"),
    )

    workspace_id: Mapped[WorkspaceKey]
    mark_id: Mapped[Key]
    attempt_id: Mapped[Ref]
    position: Mapped[int]
    criterion: Mapped[str]
    outcome: Mapped[str]
    settled: Mapped[bool]
    source: Mapped[str]
    confidence: Mapped[float | None]
    evidence: Mapped[list[Any]] = mapped_column(default=list)
    misconception: Mapped[str | None]
    grader: Mapped[str]
    grader_revision: Mapped[str]
    item_revision: Mapped[int]
    by_person: Mapped[str | None]
    reason: Mapped[str | None]
    supersedes: Mapped[str | None]
    recorded_at: Mapped[datetime]


class GradeRow(Base):
    """The score and rating that the marks came to: the review log. Append-only.

    `counts` says whether capability may rest on it; a self-mark moves the card alone. `back` is
    about when the skill comes back, as it looked then.
    """

    __tablename__ = "grades"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "attempt_id"], ["attempts.workspace_id", "attempts.attempt_id"]
        ),
        Index("ix_grades_attempt", "workspace_id", "attempt_id"),
        Index("ix_grades_person", "workspace_id", "person_id", "item_ref"),
    )

    workspace_id: Mapped[WorkspaceKey]
    grade_id: Mapped[Key]
    attempt_id: Mapped[Ref]
    position: Mapped[int]
    person_id: Mapped[Ref]
    item_ref: Mapped[Ref]
    score: Mapped[float]
    skill_scores: Mapped[dict[str, Any]]
    rating: Mapped[str]
    source: Mapped[str]
    counts: Mapped[bool]
    misconceptions: Mapped[list[Any]] = mapped_column(default=list)
    replied_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    supersedes: Mapped[str | None]
    back: Mapped[datetime | None]


class CardRow(Base):
    """A person's memory of an item, in FSRS's terms. A cache over the review log."""

    __tablename__ = "cards"

    workspace_id: Mapped[WorkspaceKey]
    person_id: Mapped[Key]
    item_ref: Mapped[Ref] = mapped_column(primary_key=True)
    card: Mapped[dict[str, Any]]
    due: Mapped[datetime]


class BeliefRow(Base):
    """One normal belief of the capability model. A cache over the review log.

    `part` and `ref` as in `capability.belief`; `at` in seconds since the epoch, UTC.
    """

    __tablename__ = "beliefs"

    workspace_id: Mapped[WorkspaceKey]
    person_id: Mapped[Key]
    part: Mapped[Key]
    ref: Mapped[Ref] = mapped_column(primary_key=True)
    mean: Mapped[float]
    variance: Mapped[float]
    at: Mapped[float]


class DifficultyRow(Base):
    """An item's mean score, shrunk, as computed on a day; the newest up to a moment holds."""

    __tablename__ = "difficulties"

    workspace_id: Mapped[WorkspaceKey]
    day: Mapped[date] = mapped_column(primary_key=True)
    item_ref: Mapped[Ref] = mapped_column(primary_key=True)
    value: Mapped[float]


class ReviewTaskRow(Base):
    """A reply that waits for a reviewer, and why: unsure, appeal, audit or double."""

    __tablename__ = "review_tasks"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "attempt_id"], ["attempts.workspace_id", "attempts.attempt_id"]
        ),
        Index("ix_review_tasks_open", "workspace_id", "done_at"),
        Index("ix_review_tasks_attempt", "workspace_id", "attempt_id"),
    )

    workspace_id: Mapped[WorkspaceKey]
    task_id: Mapped[Key]
    attempt_id: Mapped[Ref]
    why: Mapped[str]
    criteria: Mapped[list[Any]]
    note: Mapped[str | None]
    created_at: Mapped[datetime]
    skipped_by: Mapped[list[Any]] = mapped_column(default=list)
    done_at: Mapped[datetime | None]
    done_by: Mapped[str | None]


class ReportRow(Base):
    """Somebody's report that a question is wrong, unclear, out of date or not theirs."""

    __tablename__ = "reports"
    __table_args__ = (Index("ix_reports_open", "workspace_id", "settled_at"),)

    workspace_id: Mapped[WorkspaceKey]
    report_id: Mapped[Key]
    person_id: Mapped[Ref]
    delivery_id: Mapped[str | None]
    item_ref: Mapped[str | None]
    subject: Mapped[str]
    reason: Mapped[str]
    note: Mapped[str]
    reported_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    outcome: Mapped[str | None]


class DigestRow(Base):
    """What a digest rests on, by id, and what its manager did with it.

    It is written before its message goes out, and counts once the delivery was sent. `facts` are
    those of `practice.teams.facts`; `made_at` is when they were measured.
    """

    __tablename__ = "digests"
    __table_args__ = (
        UniqueConstraint("workspace_id", "team_id", "manager_id", "week"),
        Index("ix_digests_delivery", "workspace_id", "delivery_id", unique=True),
        Index("ix_digests_newest", "workspace_id", "team_id", "manager_id", "made_at"),
        ForeignKeyConstraint(
            ["workspace_id", "delivery_id"], ["deliveries.workspace_id", "deliveries.delivery_id"]
        ),
    )

    workspace_id: Mapped[WorkspaceKey]
    digest_id: Mapped[Key]
    delivery_id: Mapped[Ref]
    team_id: Mapped[Ref]
    manager_id: Mapped[Ref]
    week: Mapped[str]
    facts: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    response: Mapped[str | None]
    note: Mapped[str | None]


class DraftRow(Base):
    """A checked file that waits for an administrator's word.

    `person_id` is the account of whoever handed it in, `base` the mark of what they were shown.
    """

    __tablename__ = "drafts"

    workspace_id: Mapped[WorkspaceKey]
    draft_id: Mapped[Key]
    person_id: Mapped[Ref]
    subject: Mapped[str]
    base: Mapped[str]
    content: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
