"""YAML as people write it: the value that they mean, or a fault that names what happened."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from items.check import Checked, check

BANK = """\
bank: trial
language: en
items:
  - id: first
    kind: single
    skills: [incident-triage]
    scenario: A disk fills up at night and you are alone.
    prompt: What do you do?
    options:
      - text: Wait
        score: 1
        feedback: Because.
      - {text: Go, score: 0, feedback: Because.}
"""
MARKS = "ab:-#{}[],&*!|>\"' \n\t\u00a0\u200b\ufeff“”–：\u3000"
NBSP, ZWSP, BOM = "\u00a0", "\u200b", "\ufeff"


def checked(was: str, now: str) -> Checked:
    assert was in BANK
    found = check(BANK.replace(was, now, 1), "b.yaml", None, date(2026, 11, 21))
    thin = [w for w in found.warnings if "has 1 item" in w.what]
    return Checked(found.bank, found.faults, tuple(w for w in found.warnings if w not in thin))


@pytest.mark.parametrize(
    ("was", "now", "line", "says"),
    [
        # a comma within braces
        ("text: Go,", "text: Go, then look,", 13, "`then look` is a key without a value; a comma"),
        ("Because.}", "Yes, at once.}", 13, "`at once.` is a key without a value; a comma"),
        ("text: Go,", "text: Go, feedback,", 13, "`feedback` is a key without a value; a comma"),
        ("{text: Go,", "{Go,", 13, "`Go` is a key without a value."),
        ("text: Go,", "text: Go, then: look,", 13, "put that text into quotes"),
        ("text: Go,", "text: “Go, then look”,", 13, "`then look”` is a key without a value"),
        ("[incident-triage]", "{incident-triage, b}", 6, "a list stands in `[…]`"),
        ("text: Go", "text:Go", 13, "There is no space after the colon of `text`."),
        # a hash that begins a comment
        (
            "What do you do?",
            "#incidents or #ops?",
            8,
            "YAML reads `#incidents or #ops?` as a comment",
        ),
        ("text: Wait", "text: # now", 10, "YAML reads `# now` as a comment: put text into quotes"),
        ("text: Go,", "text: Go to #ops,", 13, "The line ends at `#ops, score: 0, feedback: Bec…`"),
        ("do you do?", "do\n      you #now\n      do?", 9, "The text ends at `#now`, which YAML"),
        # spaces that are none of the keyboard's
        ("    kind", f"{NBSP} {NBSP} kind", 5, "U+00A0 (no-break space) indents this line."),
        ("    kind", f"{ZWSP}    kind", 5, "U+200B (zero-width space) indents this line."),
        ("    kind", f"  {BOM}  kind", 5, "U+FEFF (byte-order mark) indents this line."),
        ("    kind", "\u3000\u3000kind", 5, "U+3000 (ideographic space) indents this line."),
        ("    kind", "\u2007   kind", 5, "U+2007 (figure space) indents this line."),
        ("    kind", "\u202f   kind", 5, "U+202F (narrow no-break space) indents this line."),
        (
            "kind: single",
            f"kind:{NBSP} single",
            5,
            "stands after the colon of `kind`. Write a space",
        ),
        (
            "kind: single",
            f"kind:{ZWSP}single",
            5,
            "U+200B (zero-width space) stands after the colon",
        ),
        ("- id", f"-{NBSP}id", 4, "U+00A0 (no-break space) stands after the hyphen. Write a space"),
        ("- {text", f"-{NBSP}{{text", 13, "U+00A0 (no-break space) stands after the hyphen."),
        ("do?", f"do?\n    {NBSP} And then?", 9, "U+00A0 (no-break space) indents this line."),
        ("score: 1", f"sc{ZWSP}ore: 1", 11, "There is U+200B (zero-width space) in the key"),
        ("incident-", f"incident{ZWSP}-", 6, "There is U+200B (zero-width space) in the skill"),
        ("id: first", f"id: fir{ZWSP}st", 4, "Write `fir-st`."),
        ("A disk", "A disk\u2028", 7, "There is a hidden line break, U+2028 (line separator)."),
        (
            "kind: single",
            "kind：single",
            5,
            "U+FF1A (fullwidth colon) stands where a colon belongs.",
        ),
        ("    kind", "\tkind", 5, "A tab is used to indent."),
        ("kind: single", "kind:\tsingle", 5, "A tab stands after `kind:`. Write a space there."),
        ("- id", "-\tid", 4, "A tab stands after `-`."),
        # what YAML takes for something else than text
        ("text: Wait", "text: null", 10, "YAML reads `null` as nothing: put text into quotes."),
        ("text: Wait", "text: ~", 10, "YAML reads `~` as nothing"),
        ("text: Wait", "text: &here", 10, "YAML reads `&here` as a name for the value"),
        ("text: Wait", "text: true", 10, "`text` is true or false where text belongs. Put it in"),
        (
            "text: Wait",
            "text: 404",
            10,
            "`text` is the number 404 where text belongs. Put it in quo",
        ),
        ("text: Wait", "text: 1.10", 10, "where text belongs. Put it in quotes."),
        ("text: Wait", "text: 007", 10, "where text belongs. Put it in quotes."),
        ("text: Wait", "text: !important", 10, "Text that begins with `!` belongs in quotes."),
        ("text: Wait", "text: *bold*", 10, "`*bold*` is read as the name of a value"),
        ("text: Wait", "text: @here now", 10, "Text begins with “@”. Put it into quotes."),
        ("text: Wait", "text: `ls`", 10, "Text begins with “`”. Put it into quotes."),
        ("text: Wait", "text: %d items", 10, "Text begins with “%”. Put it into quotes."),
        ("text: Wait", "text: >5 minutes", 10, "Text begins with `>` or `|`"),
        ("text: Wait", "text: - now", 10, "Text begins with `- ` or `? `"),
        ("text: Wait", "text: [now", 10, "A bracket that opens here is not closed"),
        ("text: Wait", "text: Note: wait", 10, "There is a second `: ` in one line of text."),
        ("text: Wait", "text: Wait:", 10, "There is a second `: ` in one line of text."),
        ("text: Go,", "text: Note: go,", 13, "There is a second `: ` in one text within brackets."),
        ("text: Wait", 'text: "Wait" he said', 10, "Text goes on after a quote that closes it."),
        ("text: Wait", "text: 'it's late'", 10, "Text goes on after a quote that closes it."),
        # spaces left out, other marks, lines that stand elsewhere
        ("kind: single", "kind: single\n    kind: text", 6, "it is on line 5 already"),
        ("- {text", "-{text", 13, "There is no space after the hyphen."),
        ("- id", "-id", 4, "There is no space after the hyphen."),
        ("kind: ", "kind:", 5, "There is no space after the colon of `kind`."),
        ("prompt: ", "prompt:", 8, "There is no space after the colon of `prompt`."),
        ("kind: ", "kind = ", 5, "`kind` is followed by an equals sign."),
        (
            "- {text: Go, score: 0, feedback: Because.}",
            "- text:Go",
            13,
            "a space after the colon of",
        ),
        ("- {text", "– {text", 13, "A list entry begins with U+2013 (en dash)."),
        ("- {text: Go", "• {text: Go", 13, "A list entry begins with U+2022 (bullet)."),
        ("    kind", "   kind", 5, "This line is not indented as the lines that it belongs with."),
        ("    kind", "     kind", 5, "This line is indented further than the one above it"),
    ],
)
def test_what_yaml_reads_otherwise_is_a_fault_with_its_line(
    was: str, now: str, line: int, says: str
) -> None:
    found = checked(was, now)
    assert found.bank is None
    said = [str(fault) for fault in found.faults]
    assert any(f.line == line and says in str(f) for f in found.faults), said
    assert all(fault.todo for fault in found.faults)


@pytest.mark.parametrize(
    ("was", "now", "line", "says"),
    [
        (
            "What do you do?",
            "What do you post in #incidents first?",
            8,
            "` #incidents first?` is read as a comment: `prompt` ends at `in`.",
        ),
        ("you do?", "you post in\n      #incidents first?", 9, "`prompt` ends at `in`."),
        ("text: Wait", "text: tail #1", 10, "` #1` is read as a comment: `text` ends at `tail`."),
        ("night and", "night # and", 7, "` # and you are alone.` is read as a comment"),
        ("Because.", "Ask in #ops", 12, "` #ops` is read as a comment: `feedback` ends at `in`."),
        ("text: Wait", "text: “Wait”", 10, "The text stands in curly quotes"),
        ("text: Wait", "text: „Warten“", 10, "The text stands in curly quotes"),
        ("do?", "do?\n      - And then?", 9, "This line begins with `-`, and is read as part of"),
        ("do?", "do?\n      -And then?", 9, "This line begins with `-`, and is read as part of"),
    ],
)
def test_what_somebody_may_have_meant_otherwise_is_a_warning(
    was: str, now: str, line: int, says: str
) -> None:
    found = checked(was, now)
    assert found.faults == ()
    (warning,) = found.warnings
    assert warning.line == line
    assert says in warning.what
    assert warning.todo


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("kind: single", "kind: single # the usual one"),
        ("kind: single", "kind: single #todo"),
        ("score: 1", "score: 1 # the best"),
        ("id: first", "id: first #1"),
        ("What do you do?", "What do you do? # asked in May"),
        ("What do you do?", "What do you do?  #often"),
        ("text: Wait", "text: Wait  # the best"),
        ("What do you do?", '"What do you do?" #often'),
        ("options:", "options:   # in any order"),
        ("    prompt", "    # a line of its own\n    prompt"),
        ("    prompt", "    #prompt: What else?\n    prompt"),
        ("What do you do?", "What do you do?\n      #a line of its own"),
    ],
)
def test_a_comment_stays_legal(was: str, now: str) -> None:
    found = checked(was, now)
    assert (found.faults, found.warnings) == ((), ())


@pytest.mark.parametrize(
    ("now", "read_as"),
    [
        *((word, word) for word in ("yes", "no", "on", "off", "y", "n", "=", "<<", "12:30")),
        ("2026-11-21", "2026-11-21"),
        ("1,5", "1,5"),
        ("C:\\temp", "C:\\temp"),
        ("https://a.example/#x", "https://a.example/#x"),
        ("C# and F#", "C# and F#"),
        ('"In #ops, now"', "In #ops, now"),
        (f"{NBSP}Wait{ZWSP}", "Wait"),
        (f"{BOM}Wait", "Wait"),
        ("|\n          In #ops:\n          - Wait", "In #ops:\n- Wait"),
        (f"|\n          a\n          {NBSP}b", f"a\n{NBSP}b"),
        (">-\n          Wait,\n          then #go", "Wait, then #go"),
    ],
)
def test_text_is_what_somebody_wrote(now: str, read_as: str) -> None:
    found = checked("text: Wait", f"text: {now}")
    assert (found.faults, found.warnings) == ((), ())
    assert found.bank is not None
    assert found.bank.items[0].options[0].text == read_as


@pytest.mark.parametrize(
    ("listed", "entries", "warned"),
    [
        ("[Says who is affected, and since when]", 2, True),
        ("[Says who is affected, Says since when]", 2, False),
        ("[says who is affected, says since when]", 2, False),
        ('["Says who is affected, and since when"]', 1, False),
    ],
)
def test_a_comma_that_seems_to_part_a_sentence_is_a_warning(
    listed: str, entries: int, warned: bool
) -> None:
    item = f"""\
  - id: second
    kind: text
    skills: [incident-triage]
    scenario: Support asks what is going on.
    prompt: What do you write?
    model_answer: That payments fail.
    rubric:
      - {{id: a, criterion: Tells it, met: {listed}}}
"""
    found = check(BANK + item, "b.yaml", None, date(2026, 11, 21))
    assert found.bank is not None
    assert len(found.bank.items[1].rubric[0].met) == entries
    notes = [w for w in found.warnings if "an entry of its own after the comma" in w.what]
    assert [w.line for w in notes] == ([21] if warned else [])


def test_json_within_braces_needs_no_space() -> None:
    line = "- {text: Go, score: 0, feedback: Because.}"
    found = checked(line, '- {"text":"Go, then look","score":0,"feedback":"Because."}')
    assert found.faults == ()


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from(MARKS), max_size=60))
def test_whatever_is_written_is_read_or_a_fault(text: str) -> None:
    for written in (text, BANK + text, BANK.replace("What do you do?", text)):
        found = check(written, "b.yaml", None, date(2026, 11, 21))
        assert found.bank is not None or found.faults
        assert all(fault.line >= 1 and fault.what and fault.todo for fault in found.faults)
