"""Waits in technical time that are longer than any wait can be: the clock was set back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from store.models import AttemptRow, DeliveryRow, DeliveryState, table_of
from store.unit import Unit

_D, _A = table_of(DeliveryRow), table_of(AttemptRow)


def shorten(unit: Unit, lease: datetime, settled: datetime, longest: datetime) -> None:
    """Let no lease end after `lease`, no doubt wait beyond it, and nothing else beyond `longest`.

    A doubt that would is looked up at `settled`.
    """
    ours = _D.c.workspace_id == unit.workspace
    in_doubt = _D.c.state == DeliveryState.UNSURE
    unit.run(
        update(_D)
        .where(ours, _D.c.state == DeliveryState.SENDING, _D.c.leased_until > lease)
        .values(leased_until=lease)
    )
    unit.run(update(_D).where(ours, in_doubt, _D.c.ready_at > lease).values(ready_at=settled))
    unit.run(update(_D).where(ours, ~in_doubt, _D.c.ready_at > longest).values(ready_at=longest))
    unit.run(
        update(_A)
        .where(_A.c.workspace_id == unit.workspace, _A.c.ready_at > lease)
        .values(ready_at=lease)
    )
