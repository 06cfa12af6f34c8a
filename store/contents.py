"""What a delivery keeps besides its row, a type a kind: read with `of`, written with `keep`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from store.models import DeliveryRow


class Content(BaseModel):
    """What the sending itself may note of any kind.

    `on_demand`: somebody asked for it now, so it waits for no quiet moment. `plain`: the newer
    forms were refused, so it is drawn without them. `dropped`: an operator said that it is never
    sent, so that its slot stays taken.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    on_demand: bool = False
    plain: bool = False
    dropped: bool = False

    @classmethod
    def of(cls, row: DeliveryRow) -> Self:
        """Read what a delivery keeps."""
        return cls.model_validate(row.content)

    def as_json(self) -> dict[str, Any]:
        """Return it as it is stored: what differs from the default."""
        return self.model_dump(mode="json", exclude_defaults=True)

    def keep(self, row: DeliveryRow) -> None:
        """Write it to a delivery, beside what else stands there."""
        row.content = {**row.content, **self.as_json()}


class QuestionContent(Content):
    """`slow`: it was said already that reading the reply takes longer than usual."""

    slow: bool = False


class WelcomeContent(Content):
    """`used_at`: when its buttons were first used."""

    used_at: datetime | None = None


class DigestContent(Content):
    """Which team's digest, and for which week (`2026-W48`, with `:asked:n` where asked for)."""

    team: str
    week: str


class DigestPartContent(Content):
    """Which message of a digest's continuation, from 0."""

    part: int


class ReviewedContent(Content):
    """Which answer a reviewer spoke of, and of which criteria."""

    attempt: str
    criteria: tuple[str, ...] = ()


class ReportSettledContent(Content):
    """Whether the author changed what was reported."""

    changed: bool


class RoleChangedContent(Content):
    """The new role, and since when."""

    role: str
    since: date


class ToAuthorContent(Content):
    """Which report it passes on."""

    report: str
