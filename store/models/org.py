"""Workspaces, people, teams, roles, skills and the dated facts between them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.ids import new_id
from store.models.base import Base, Key, Ref, WorkspaceKey


class WorkspaceRow(Base):
    """A Slack workspace and what its administrators decided.

    `edition` names the state of its catalogue (`store.catalogue`).
    `latest` is the newest business moment seen; the business clock never goes behind it.
    `priors` are the capability model's constants where the organisation's own log earned them,
    `card_weights` FSRS's.
    `thresholds` maps `item_ref/criterion`, or `*` for all, to the confidence that marks alone.
    """

    __tablename__ = "workspaces"

    workspace_id: Mapped[WorkspaceKey]
    name: Mapped[str] = mapped_column(default="")
    edition: Mapped[str] = mapped_column(default=new_id)
    setup: Mapped[dict[str, Any]] = mapped_column(default=dict)
    thresholds: Mapped[dict[str, Any]] = mapped_column(default=dict)
    priors: Mapped[dict[str, Any] | None]
    card_weights: Mapped[list[Any] | None]
    latest: Mapped[datetime | None]
    nightly_on: Mapped[date | None]


class PersonRow(Base):
    """Somebody on the roster. `plan_after` is when looking for a next question is worth while."""

    __tablename__ = "people"
    __table_args__ = (
        UniqueConstraint("workspace_id", "email"),
        UniqueConstraint("workspace_id", "slack_user"),
        Index("ix_people_plan_after", "workspace_id", "plan_after"),
    )

    workspace_id: Mapped[WorkspaceKey]
    person_id: Mapped[Key]
    email: Mapped[str]
    name: Mapped[str]
    slack_user: Mapped[str | None]
    channel: Mapped[str | None]
    timezone: Mapped[str | None]
    country: Mapped[str | None]
    language: Mapped[str | None]
    slack_timezone: Mapped[str | None]
    slack_locale: Mapped[str | None]
    is_admin: Mapped[bool] = mapped_column(default=False)
    on_roster: Mapped[bool] = mapped_column(default=True)
    reachable: Mapped[bool] = mapped_column(default=True)
    preferences: Mapped[dict[str, Any]] = mapped_column(default=dict)
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    plan_after: Mapped[datetime | None]


class TeamRow(Base):
    """A team, by the slug of its name."""

    __tablename__ = "teams"

    workspace_id: Mapped[WorkspaceKey]
    team_id: Mapped[Key]
    name: Mapped[str]


class SkillRow(Base):
    """A skill of the framework."""

    __tablename__ = "skills"

    workspace_id: Mapped[WorkspaceKey]
    skill_id: Mapped[Key]
    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    retired_at: Mapped[datetime | None]


class RoleRow(Base):
    """A role of the framework."""

    __tablename__ = "roles"

    workspace_id: Mapped[WorkspaceKey]
    role_id: Mapped[Key]
    name: Mapped[str]
    retired_at: Mapped[datetime | None]


class ExpectationRow(Base):
    """What a role expects of a skill from `since` until `until` (exclusive). Append-only."""

    __tablename__ = "expectations"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "role_id"], ["roles.workspace_id", "roles.role_id"]),
        ForeignKeyConstraint(
            ["workspace_id", "skill_id"], ["skills.workspace_id", "skills.skill_id"]
        ),
        Index("ix_expectations_role", "workspace_id", "role_id"),
    )

    workspace_id: Mapped[WorkspaceKey]
    expectation_id: Mapped[Key]
    role_id: Mapped[Ref]
    skill_id: Mapped[Ref]
    target: Mapped[float]
    criticality: Mapped[str]
    since: Mapped[date | None]
    until: Mapped[date | None]
    recorded_at: Mapped[datetime]


class AssignmentRow(Base):
    """A role held in a team under a manager, from `start` up to and including `end`."""

    __tablename__ = "assignments"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "person_id"], ["people.workspace_id", "people.person_id"]
        ),
        ForeignKeyConstraint(["workspace_id", "team_id"], ["teams.workspace_id", "teams.team_id"]),
        ForeignKeyConstraint(["workspace_id", "role_id"], ["roles.workspace_id", "roles.role_id"]),
        Index("ix_assignments_person", "workspace_id", "person_id"),
        Index("ix_assignments_team", "workspace_id", "team_id"),
        Index("ix_assignments_manager", "workspace_id", "manager_id"),
    )

    workspace_id: Mapped[WorkspaceKey]
    assignment_id: Mapped[Key]
    person_id: Mapped[Ref]
    team_id: Mapped[Ref]
    role_id: Mapped[Ref]
    manager_id: Mapped[str | None]
    start: Mapped[date | None]
    end: Mapped[date | None]
    recorded_at: Mapped[datetime]


class PauseRow(Base):
    """A pause or leave of one person; `end` is open until they resume."""

    __tablename__ = "pauses"
    __table_args__ = (Index("ix_pauses_person", "workspace_id", "person_id"),)

    workspace_id: Mapped[WorkspaceKey]
    pause_id: Mapped[Key]
    person_id: Mapped[Ref]
    start: Mapped[datetime]
    end: Mapped[datetime | None]
    recorded_at: Mapped[datetime]
