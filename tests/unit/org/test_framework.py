from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from org.framework import check
from org.model import Criticality, Expectation, Framework, Role, Skill

GOOD = """\
skills:
  - {id: incident-triage, name: Incident triage, description: Sorts what is urgent}
  - id: escalation
    name: Escalation
roles:
  - id: engineer
    name: Engineer on call
    expects:
      - {skill: incident-triage, target: 0.85, criticality: high, from: 2026-01-01}
      - skill: escalation
        target: 1
"""


def test_a_framework_is_read_whole() -> None:
    assert check(GOOD, "framework.yaml").framework == Framework(
        skills=(
            Skill("incident-triage", "Incident triage", "Sorts what is urgent"),
            Skill("escalation", "Escalation"),
        ),
        roles=(
            Role(
                "engineer",
                "Engineer on call",
                (
                    Expectation("incident-triage", 0.85, Criticality.HIGH, date(2026, 1, 1)),
                    Expectation("escalation", 1.0),
                ),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("was", "now", "line", "words"),
    [
        ("name: Escalation", "nam: Escalation", 4, "Did you mean `name`?"),
        ("name: Escalation", "name:", 4, "There is no name."),
        ("name: Escalation", "name: " + "x" * 76, 4, "The name has 76 characters."),
        ("id: escalation", "id: incident-triage", 3, "`incident-triage` is used twice"),
        ("id: escalation", "id: Escalation!", 3, "Write `escalation`."),
        ("- id: engineer", "- nothing: here", 6, "There is no id."),
        ("target: 1", "target: 85", 11, "The target is 85. Write a number from 0 to 1"),
        ("target: 1", "target: -0.1", 11, "The target is -0.1."),
        ("        target: 1\n", "", 10, "This expectation has no target."),
        ("target: 1", "target: high", 11, "is text where a number belongs"),
        ("skill: escalation", "skill: escalatoin", 10, "Did you mean `escalation`?"),
        ("skill: escalation", "skill: incident-triage", 10, "is expected twice"),
        ("skill: escalation", "note: none", 10, "names no skill"),
        ("criticality: high", "criticality: hihg", 9, "Did you mean `high`?"),
        ("criticality: high", "criticality: vital", 9, "Write low, normal or high."),
        ("from: 2026-01-01", "from: 2026-13-01", 9, "no day"),
        ("roles:", "rols:", 5, "Did you mean `roles`?"),
        (GOOD[GOOD.index("roles:") :], "", 1, "There are no roles."),
        ("  - id: escalation", "\t- id: escalation", 3, "A tab is used to indent."),
        ("name: Engineer on call", "name: Engineer: on call", 7, "There is a second `: `"),
        ("name: Engineer on call", "name: *x", 7, "is not YAML"),
        ("    expects:", "    <<: {a: 1}\n    expects:", 8, "`<<` is not read here."),
        ("    expects:", "    3: 4\n    expects:", 8, "This key is not a word."),
        ("target: 1", "target: [1", 11, "never closed"),
        ("name: Escalation", "name: &a X\n  - id: &a z\n    name: *a", 6, "An alias"),
        ("roles:", "loose\nroles:", 5, "belongs to no key"),
        ("skills:", "---\na: 1\n---\nskills:", 3, "A second document begins"),
    ],
)
def test_each_fault_has_its_line(was: str, now: str, line: int, words: str) -> None:
    assert was in GOOD
    checked = check(GOOD.replace(was, now, 1), "framework.yaml")
    found = [str(fault) for fault in checked.faults]
    assert any(f.line == line and words in str(f) for f in checked.faults), found
    assert checked.framework is None


def test_all_faults_come_at_once_by_line() -> None:
    text = GOOD.replace("name: Escalation", "nam: x").replace("target: 1", "target: 7")
    assert [fault.line for fault in check(text, "framework.yaml").faults] == [4, 11]


@pytest.mark.parametrize(
    "content", ["[" * 800, "- a", "text", "# only a comment", "{a: 1", "a: 0o9"]
)
def test_what_is_no_framework_is_a_fault(content: str) -> None:
    assert check(content, "framework.yaml").faults


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200))
def test_garbage_never_makes_a_framework(content: bytes | str) -> None:
    checked = check(content, "framework.yaml")
    assert checked.framework is None
    assert checked.faults


def test_a_name_that_a_hash_may_have_cut_is_a_warning() -> None:
    text = GOOD.replace("name: Engineer on call", "name: Engineer #1 on call")
    checked = check(text, "framework.yaml")
    assert checked.framework is not None
    assert [(w.line, "`name` ends at `Engineer`" in w.what) for w in checked.warnings] == [
        (7, True)
    ]
    assert check(GOOD, "framework.yaml").warnings == ()
    assert check(GOOD.replace("id: engineer", "id: engineer #1"), "f.yaml").warnings == ()
