"""Every kind of fault that a bank file can have, with its line and what to do."""

from datetime import date

import pytest

from files.faults import Fault
from items.check import check
from org.model import Framework, Role, Skill

GOOD = """\
bank: on-call
language: en
author: oncall-guild@example.com
misconceptions:
  - id: wait-for-certainty
    says: Wait until the cause is known.
    correction: Declaring costs minutes.
    source: https://example.com/why
items:
  - id: declare-early
    kind: single
    skills: [incident-triage]
    roles: [engineer]
    scenario: |
      03:10. Checkout errors are rising.
    prompt: What do you do first?
    options:
      - text: Declare an incident
        score: 1
        feedback: It costs minutes.
      - text: Wait for the cause
        score: 0.5
        feedback: Customers wait too.
        misconception: wait-for-certainty
    sources: ["https://example.com/declare"]
    review_by: 2027-06-01
    translations:
      de:
        scenario: 03:10 Uhr.
        prompt: Was zuerst?
        options:
          - text: Ausrufen
          - text: Warten
  - id: tell-support
    kind: text
    skills: [incident-triage]
    scenario: Support asks what is going on.
    prompt: What do you write?
    rubric:
      - id: impact
        criterion: Names the impact
        skill: incident-triage
        weight: 2
        met: [Says that checkout fails]
        exemplars:
          - reply: Checkout is failing for some
            mark: met
    model_answer: Checkout is failing.
  - id: in-order
    kind: order
    skills: [incident-triage]
    scenario: A page comes.
    prompt: In which order?
    options:
      - text: Acknowledge
      - text: Declare
      - text: Mitigate
"""
FRAMEWORK = Framework(
    skills=(Skill("incident-triage", "Incident triage"),),
    roles=(Role("engineer", "Engineer on call"),),
)
TODAY = date(2026, 11, 21)


def faults_after(*edits: tuple[str, str]) -> tuple[Fault, ...]:
    text = GOOD
    for was, now in edits:
        assert was in text
        text = text.replace(was, now, 1)
    return check(text, "on-call.yaml", FRAMEWORK, TODAY).faults


def test_a_good_bank_has_no_faults_and_no_warnings() -> None:
    checked = check(GOOD, "on-call.yaml", FRAMEWORK, TODAY)
    assert checked.faults == ()
    assert checked.warnings == ()
    assert checked.bank is not None
    assert [item.id for item in checked.bank.items] == ["declare-early", "tell-support", "in-order"]


def test_a_fault_says_where_what_and_what_to_do() -> None:
    (fault,) = faults_after(("score: 1\n", "score: 0.9\n"))
    assert str(fault) == (
        "on-call.yaml, line 17, declare-early. No option has score 1. Give the best one `score: 1`."
    )


@pytest.mark.parametrize(
    ("was", "now", "line", "words"),
    [
        ("author:", "autor:", 3, "Did you mean `author`?"),
        ("    prompt: What do you do", "    promt: What do you do", 16, "Did you mean `prompt`?"),
        ("feedback: It", "hint: It", 20, "`hint` is not a known key. Remove it. Known here: text"),
        ("id: tell-support", "id: declare-early", 34, "`declare-early` is used twice"),
        ("id: tell-support", "id: Tell Support", 34, "Write `tell-support`."),
        ("id: tell-support", "id: " + "a" * 65, 34, "65 characters"),
        ("bank: on-call", "bank: on/call", 1, "Write `on-call`."),
        ("bank: on-call\n", "", 1, "The bank has no name."),
        ("language: en", "language: xx", 2, "`xx` is no language"),
        ("language: en", "language: pt_br", 2, "Write `pt-BR`."),
        ("language: en\n", "", 1, "There is no language."),
        ("says: Wait", "# says: Wait", 5, "`says` is missing or empty."),
        ("https://example.com/why", "javascript:alert(1)", 8, "is no web address"),
        ("https://example.com/declare", "http:///path", 25, "is no web address"),
        ("https://example.com/declare", "https://a.example|b", 25, "is no web address"),
        ("kind: single", "kind: singel", 11, "Did you mean `single`?"),
        ("    kind: single\n", "", 10, "The item has no kind."),
        ("kind: single", "kind: order", 11, None),
        ("skills: [incident-triage]", "skills: []", 12, "names no skill"),
        ("skills: [incident-triage]", "skills: triage", 12, "is text where a list belongs"),
        ("skills: [incident-triage]", "skills: [3]", 12, "An entry of `skills` is the number 3"),
        (
            "skills: [incident-triage]",
            "skills: [incident-triag]",
            12,
            "No framework knows the skill `incident-triag`. Did you mean `incident-triage`?",
        ),
        ("roles: [engineer]", "roles: [enginer]", 13, "Did you mean `engineer`?"),
        ("roles: [engineer]", "roles: [chef]", 13, "Add the role to the framework"),
        ("03:10. Checkout", "x" * 600, 14, "The scenario has 619 characters. Use at most 600."),
        ("What do you do first?", "x" * 201, 16, "The prompt has 201 characters. Use at most 200."),
        ("prompt: What do you do first?", "prompt:", 16, "The prompt is missing or empty."),
        ("prompt: What do you do first?", "prompt: 3", 16, "is the number 3 where text belongs"),
        ("Wait for the cause", "x" * 251, 21, "The option has 251 characters. Use at most 250."),
        ("Wait for the cause", "'  '", 21, "The option is missing or empty."),
        ("text: Wait for the cause", "text: Declare an  incident", 21, "Two options say"),
        ("It costs minutes.", "x" * 601, 20, "The feedback has 601 characters."),
        ("score: 1\n", "score: 1.5\n", 19, "The score is 1.5. Write a number from 0 to 1."),
        ("score: 0.5", "score: -1", 22, "The score is -1."),
        ("score: 0.5", "score: .nan", 22, "where a number belongs"),
        ("score: 0.5", "score: half", 22, "`score` is text where a number belongs"),
        ("score: 0.5", "score: true", 22, "`score` is true or false where a number belongs"),
        ("score: 0.5", "score: 1", 17, "2 options have score 1."),
        ("misconception: wait-for", "misconception: wait-fo", 24, "Did you mean `wait-for-cert"),
        ("review_by: 2027-06-01", "review_by: June 2027", 26, "`June 2027`, which is no day"),
        ("review_by: 2027-06-01", "review_by: 2027-02-30", 26, "as in 2027-06-01"),
        ("      de:", "      en:", 28, "`en` is the item's own language"),
        ("      de:", "      german:", 28, "`german` is no language that is known"),
        ("          - text: Warten\n", "", 31, "Options in the translation: 1; in the item: 2."),
        ("text: Ausrufen", "{text: Ausrufen, score: 0.2}", 32, "differs from the item's"),
        ("prompt: Was zuerst?", "prompt: ''", 30, "The prompt is missing or empty."),
        ("kind: text", "kind: multiple", 39, "A `multiple` item has options, not a rubric."),
        ("    rubric:", "    options: []\n    rubrik:", 40, "Did you mean `rubric`?"),
        ("id: impact", "id: im/pact", 40, "Write `im-pact`."),
        ("weight: 2", "weight: 0", 43, "The weight is 0. Write a number above 0"),
        ("skill: incident-triage", "skill: triag", 42, "No framework knows the skill `triag`"),
        ("met: [Says that checkout fails]", "met: []", 44, "The criterion has no `met`."),
        ("met: [Says that checkout fails]", "met: ['']", 44, "An entry of `met` is missing or"),
        ("criterion: Names the impact", "criterion:", 41, "`criterion` is missing or empty."),
        ("mark: met", "mark: unsure", 47, "Write met, partly or not_met."),
        ("            mark: met\n", "", 46, "The exemplar has no mark."),
        ("Checkout is failing.\n", "x" * 3001 + "\n", 48, "The model answer has 3,001 characters."),
        ("      - text: Declare\n      - text: Mitigate\n", "", 54, "There is one option."),
        ("Mitigate", "&m Mitigate\n      - text: *m", 58, "An alias (`*name`) is not read"),
        ("Mitigate", "!!python/name:os.system x", 57, "is not read here. Remove the tag."),
        ("Mitigate", '"\\0"', 57, "There is a hidden character, U+0000."),
        ("    kind: order", "    kind: order\n    kind: text", 51, "it is on line 50 already"),
    ],
)
def test_each_fault_has_its_line(was: str, now: str, line: int, words: str | None) -> None:
    faults = faults_after((was, now))
    if words is None:
        assert faults == ()
        return
    assert any(f.line == line and words in str(f) for f in faults), [str(f) for f in faults]


def test_more_options_than_slack_shows_are_a_fault() -> None:
    more = "".join(f"      - text: Another {n}\n" for n in range(4))
    (fault,) = faults_after(("      - text: Mitigate\n", "      - text: Mitigate\n" + more))
    assert (fault.line, fault.what) == (54, "There are 7 options.")


@pytest.mark.parametrize(
    ("kind", "rubric"), [("text", "    rubric: []\n"), ("text", "    rubric:\n"), ("text", "")]
)
def test_a_text_item_needs_criteria(kind: str, rubric: str) -> None:
    start = GOOD.index("    rubric:")
    end = GOOD.index("    model_answer:")
    (fault,) = faults_after((GOOD[start:end], rubric))
    assert fault.what == "The rubric has no criteria."
    assert fault.subject == "tell-support"


def test_a_multiple_choice_needs_a_right_option() -> None:
    (fault,) = faults_after(
        ("kind: single", "kind: multiple"), ("score: 1\n", "score: 0\n"), ("0.5", "0")
    )
    assert (fault.line, fault.what) == (17, "No option has a score above 0.")


def test_a_choice_without_options_is_a_fault() -> None:
    start, end = GOOD.index("    options:"), GOOD.index("    sources:")
    faults = faults_after((GOOD[start:end], ""))
    assert "There are no options." in [fault.what for fault in faults]


def test_all_faults_of_a_file_come_at_once_by_line() -> None:
    faults = faults_after(
        ("author:", "autor:"),
        ("score: 1\n", "score: 2\n"),
        ("weight: 2", "weight: -1"),
        ("id: in-order", "id: declare-early"),
    )
    assert [fault.line for fault in faults] == [3, 17, 19, 43, 49]


def test_a_typo_is_not_reported_twice() -> None:
    (fault,) = faults_after(("score: 1\n", "scroe: 1\n"))
    assert (fault.line, fault.todo) == (19, "Did you mean `score`?")


def test_without_a_framework_skills_are_taken_as_they_are() -> None:
    assert check(GOOD, "on-call.yaml").faults == ()


def test_a_file_of_an_unknown_format_is_refused_by_name() -> None:
    (fault,) = check(GOOD, "on-call.docx").faults
    assert "Load a file that ends in .yaml" in fault.todo


@pytest.mark.parametrize(
    ("was", "now", "line", "words"),
    [
        ("review_by: 2027-06-01", "review_by: 2026-06-01", 26, "reviewed by 2026-06-01"),
        ("        feedback: It costs minutes.\n", "", 18, "The option has no feedback."),
        ("    model_answer: Checkout is failing.\n", "", 34, "no model answer"),
        (
            "        skill: incident-triage\n",
            "        skill: rollback\n",
            42,
            "The item does not have the skill `rollback`",
        ),
        (
            "      - text: Declare\n",
            "      - {text: Declare, score: 1}\n",
            54,
            "Scores mean nothing",
        ),
        ("skills: [incident-triage]", "skills: [a]", 12, "The skill `a` has 1 item."),
        (
            "skills: [incident-triage]",
            "skills: [a]",
            36,
            "The skill `incident-triage` has 2 items.",
        ),
    ],
)
def test_a_warning_does_not_block(was: str, now: str, line: int, words: str) -> None:
    checked = check(GOOD.replace(was, now, 1), "on-call.yaml", None, TODAY)
    assert checked.bank is not None
    found = [str(w) for w in checked.warnings]
    assert any(w.line == line and words in str(w) for w in checked.warnings), found


def bank_of(*scenarios: str, right: str = "Yes") -> str:
    items = "".join(
        f"  - {{id: i{n}, kind: single, skills: [a], scenario: {scenario}, prompt: And now?,"
        f" options: [{{text: {right}, score: 1, feedback: x}}, {{text: No, feedback: x}}]}}\n"
        for n, scenario in enumerate(scenarios)
    )
    return f"bank: b\nlanguage: en\nitems:\n{items}"


def test_look_alikes_are_a_warning() -> None:
    text = bank_of("A page about disks comes at night", "A page about disk comes at night", "Other")
    warnings = check(text, "b.yaml", None, TODAY).warnings
    assert [(w.line, w.subject) for w in warnings] == [(5, "i1")]
    assert "looks like `i0`" in warnings[0].what


@pytest.mark.parametrize(("right", "warned"), [("Surely", True), ("Y", False)])
def test_right_options_that_are_always_the_longest_are_a_warning(right: str, warned: bool) -> None:
    text = bank_of("red", "green", "blue", "black", "white", right=right)
    warnings = [w.what for w in check(text, "b.yaml", None, TODAY).warnings]
    assert ("In 5 of 5 items the right option is the longest." in warnings) is warned
