"""What is sent, and how far each sending has come."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models.base import Base, Key, Ref, WorkspaceKey


class DeliveryKind(StrEnum):
    """What a message is: `practice.kinds` has a value for each."""

    QUESTION = "question"
    WELCOME = "welcome"
    DIGEST = "digest"
    DIGEST_PART = "digest_part"
    REVIEW_CALL = "review_call"
    REVIEWED = "reviewed"
    ANSWERED_IN_THREAD = "answered_in_thread"
    REPORT_SETTLED = "report_settled"
    WELCOME_BACK = "welcome_back"
    ROLE_CHANGED = "role_changed"
    NAMING_CHANGED = "naming_changed"
    TO_AUTHOR = "to_author"


class DeliveryState(StrEnum):
    """How far the sending of a message has come.

    PLANNED waits for its time. SENDING is leased by a worker. SENT was delivered. UNSURE may or
    may not have been, and is looked up before anything else. UNKNOWN could not be looked up
    and is never sent again. FAILED was refused for good. CANCELLED lost its reason.
    """

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    UNSURE = "unsure"
    UNKNOWN = "unknown"
    FAILED = "failed"
    CANCELLED = "cancelled"


class DeliveryRow(Base):
    """One Slack message to one person: a question, a digest, a welcome or a notice.

    `due_at`, `expires_at`, `sent_at` are business time; `ready_at` and `leased_until` technical
    time. The message has to be shown anew while `shown` is behind `wanted`.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("workspace_id", "person_id", "slot"),
        ForeignKeyConstraint(
            ["workspace_id", "person_id"], ["people.workspace_id", "people.person_id"]
        ),
        Index("ix_deliveries_due", "workspace_id", "state", "due_at"),
        Index("ix_deliveries_stale", "workspace_id", "stale"),
        Index("ix_deliveries_message", "workspace_id", "channel", "ts"),
    )

    workspace_id: Mapped[WorkspaceKey]
    delivery_id: Mapped[Key]
    person_id: Mapped[Ref]
    kind: Mapped[str]
    slot: Mapped[Ref]
    state: Mapped[str]
    due_at: Mapped[datetime]
    ready_at: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str | None]
    channel: Mapped[str | None]
    ts: Mapped[str | None]
    thread_ts: Mapped[str | None]
    planned_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    wanted: Mapped[int] = mapped_column(default=0)
    shown: Mapped[int] = mapped_column(default=0)
    stale: Mapped[bool] = mapped_column(default=False)
    content: Mapped[dict[str, Any]] = mapped_column(default=dict)


class QuestionRow(Base):
    """What a question delivery asks: the pinned item revision, the letters, the reason.

    `letters` lists the indexes of the item's options in the order shown. A question expires softly:
    a late answer is still accepted, until `closed_at`, when the item was asked again.
    """

    __tablename__ = "questions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "delivery_id"], ["deliveries.workspace_id", "deliveries.delivery_id"]
        ),
        ForeignKeyConstraint(
            ["workspace_id", "bank_id", "item_id", "revision"],
            [
                "item_revisions.workspace_id",
                "item_revisions.bank_id",
                "item_revisions.item_id",
                "item_revisions.revision",
            ],
        ),
        Index("ix_questions_person_item", "workspace_id", "person_id", "item_ref"),
    )

    workspace_id: Mapped[WorkspaceKey]
    delivery_id: Mapped[Key]
    person_id: Mapped[Ref]
    bank_id: Mapped[str]
    item_id: Mapped[str]
    revision: Mapped[int]
    item_ref: Mapped[Ref]
    skill_id: Mapped[str]
    role_id: Mapped[str | None]
    language: Mapped[str]
    letters: Mapped[list[Any]]
    why: Mapped[dict[str, Any]]
    on_demand: Mapped[bool] = mapped_column(default=False)
    expires_at: Mapped[datetime | None]
    put_off_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
