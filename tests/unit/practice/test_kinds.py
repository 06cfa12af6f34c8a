"""The table of kinds has a value for each kind that a delivery may be."""

from __future__ import annotations

from practice.kinds import KINDS
from store.models import DeliveryKind


def test_every_kind_of_delivery_has_its_value_and_no_other() -> None:
    assert set(KINDS) == set(DeliveryKind)
