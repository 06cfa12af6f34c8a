from hypothesis import given, settings
from hypothesis import strategies as st

from items.check import check
from items.formats import yaml
from items.model import Bank, Item, Kind, Option
from tests.unit.items.strategies import banks


@settings(max_examples=40, deadline=None)
@given(banks())
def test_an_exported_bank_reads_back_equal(bank: Bank) -> None:
    checked = check(yaml.write(bank), "export.yaml")
    assert checked.faults == ()
    assert checked.bank == bank


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200))
def test_garbage_never_makes_a_bank(content: bytes | str) -> None:
    checked = check(content, "garbage.yaml")
    assert checked.bank is None
    assert checked.faults
    assert all(fault.line >= 1 and fault.what for fault in checked.faults)


def test_an_export_reads_well() -> None:
    options = (
        Option("Declare an incident", 1.0, "Declaring costs minutes."),
        Option("Wait: it may pass", 0.0, "Customers wait too."),
    )
    item = Item("a", Kind.SINGLE, ("triage",), "03:10.\nErrors rise.", "And now?", options=options)
    assert yaml.write(Bank("on-call", "en", (item,))) == (
        "bank: on-call\n"
        "language: en\n"
        "items:\n"
        "  - id: a\n"
        "    kind: single\n"
        "    skills: [triage]\n"
        "    scenario: |\n"
        "      03:10.\n"
        "      Errors rise.\n"
        "    prompt: And now?\n"
        "    options:\n"
        "      - text: Declare an incident\n"
        "        score: 1\n"
        "        feedback: Declaring costs minutes.\n"
        "      - text: 'Wait: it may pass'\n"
        "        score: 0\n"
        "        feedback: Customers wait too.\n"
    )
