"""The tables, a module a concept."""

from store.models.base import Base
from store.models.deliveries import DeliveryRow, QuestionRow
from store.models.evidence import (
    AttemptRow,
    BeliefRow,
    CardRow,
    DifficultyRow,
    DigestRow,
    DraftRow,
    GradeRow,
    MarkRow,
    ReportRow,
    ReviewTaskRow,
)
from store.models.items import BankRevisionRow, BankRow, ExemplarRow, ItemRevisionRow, ItemRow
from store.models.org import (
    AssignmentRow,
    ExpectationRow,
    PauseRow,
    PersonRow,
    RoleRow,
    SkillRow,
    TeamRow,
    WorkspaceRow,
)

__all__ = [
    "AssignmentRow",
    "AttemptRow",
    "BankRevisionRow",
    "BankRow",
    "Base",
    "BeliefRow",
    "CardRow",
    "DeliveryRow",
    "DifficultyRow",
    "DigestRow",
    "DraftRow",
    "ExemplarRow",
    "ExpectationRow",
    "GradeRow",
    "ItemRevisionRow",
    "ItemRow",
    "MarkRow",
    "PauseRow",
    "PersonRow",
    "QuestionRow",
    "ReportRow",
    "ReviewTaskRow",
    "RoleRow",
    "SkillRow",
    "TeamRow",
    "WorkspaceRow",
]
