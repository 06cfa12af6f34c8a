"""Banks, their items' immutable revisions, and exemplars that reviewers added."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.models.base import Base, Key, Ref, WorkspaceKey


class BankRow(Base):
    """A bank as it stands: its newest revision number and its misconceptions."""

    __tablename__ = "banks"

    workspace_id: Mapped[WorkspaceKey]
    bank_id: Mapped[Key]
    language: Mapped[str]
    author: Mapped[str | None]
    misconceptions: Mapped[list[Any]] = mapped_column(default=list)
    revision: Mapped[int]


class BankRevisionRow(Base):
    """One publishing of a bank: who, when, and how many items were new, changed, retired."""

    __tablename__ = "bank_revisions"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "bank_id"], ["banks.workspace_id", "banks.bank_id"]),
    )

    workspace_id: Mapped[WorkspaceKey]
    bank_id: Mapped[Key]
    revision: Mapped[int] = mapped_column(primary_key=True)
    published_at: Mapped[datetime]
    published_by: Mapped[str | None]
    summary: Mapped[dict[str, Any]]


class ItemRow(Base):
    """An item as it stands: which revision is asked now, or when it was retired."""

    __tablename__ = "items"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "bank_id"], ["banks.workspace_id", "banks.bank_id"]),
    )

    workspace_id: Mapped[WorkspaceKey]
    bank_id: Mapped[Key]
    item_id: Mapped[Key]
    revision: Mapped[int]
    retired_at: Mapped[datetime | None]


class ItemRevisionRow(Base):
    """An item's content as it was published. Never changed.

    `item_ref` names the item's evidence: `bank/item`, with `#n` from the second meaning on, so
    that an item whose meaning changed starts afresh and its old evidence stays with the old one.
    """

    __tablename__ = "item_revisions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "bank_id", "item_id"],
            ["items.workspace_id", "items.bank_id", "items.item_id"],
        ),
        Index("ix_item_revisions_ref", "workspace_id", "item_ref"),
    )

    workspace_id: Mapped[WorkspaceKey]
    bank_id: Mapped[Key]
    item_id: Mapped[Key]
    revision: Mapped[int] = mapped_column(primary_key=True)
    item_ref: Mapped[Ref]
    content: Mapped[dict[str, Any]]
    content_hash: Mapped[str]
    published_at: Mapped[datetime]


class ExemplarRow(Base):
    """A reply that a reviewer made an example of for one criterion."""

    __tablename__ = "exemplars"
    __table_args__ = (Index("ix_exemplars_item", "workspace_id", "item_ref"),)

    workspace_id: Mapped[WorkspaceKey]
    exemplar_id: Mapped[Key]
    item_ref: Mapped[Ref]
    criterion: Mapped[str]
    language: Mapped[str]
    reply: Mapped[str]
    mark: Mapped[str]
    attempt_id: Mapped[str | None]
    added_by: Mapped[str | None]
    added_at: Mapped[datetime]
