"""What is worth a look in the words of an item: HTML, options that speak of places, look-alikes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from files.faults import Fault
from items.check import check
from items.formats.yaml import write
from items.markup import html_in
from items.model import Bank, Item, Kind, Option, Translation

TODAY = date(2026, 11, 21)


def item(*options: str, kind: Kind = Kind.SINGLE, feedback: str = "Because.") -> Item:
    """Return an item with these options, of which the first is right."""
    return Item(
        id="first",
        kind=kind,
        skills=("triage",),
        scenario="A disk fills up at night, and nobody else is there.",
        prompt="What do you do?",
        options=tuple(
            Option(text, 0.0 if n or kind is Kind.ORDER else 1.0, feedback)
            for n, text in enumerate(options)
        ),
    )


def warnings(*items: Item) -> list[Fault]:
    """Return what is worth a look in the words of a bank that has no faults."""
    checked = check(write(Bank("trial", "en", items)), "bank.yaml", None, TODAY)
    assert checked.faults == ()
    return [w for w in checked.warnings if "The skill" not in w.what]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tail -F app.log", "tail -f app.log"),
        ("C++", "C#"),
        ("<", ">"),
        ("a.b", "a_b"),
        ("a", "A"),
        ("{}", "[]"),
        ("x = 1", "x == 1"),
        ("p99", "p.99"),
        ("Masse", "Maße"),
        ("`ls`", "ls"),
    ],
)
def test_options_that_differ_in_a_character_are_two(one: str, other: str) -> None:
    assert warnings(item(one, other, "Wait")) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Declare it", "Declare  it "),
        ("Declare it", "Declare\u00a0it"),
        ("Café", "Cafe\u0301"),
        ("Declare it", "Declare\u200b it"),
    ],
)
def test_options_that_look_the_same_are_a_fault(one: str, other: str) -> None:
    checked = check(write(Bank("trial", "en", (item(one, other),))), "bank.yaml")
    assert ["Two options say" in fault.what for fault in checked.faults] == [True]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("&quot;Search &amp; browse&quot; is down. <br/>", ["&quot;", "&amp;", "&quot;", "<br/>"]),
        ("Error <b>E42</b>.", ["<b>", "</b>"]),
        ("p99 &lt; 300&nbsp;ms", ["&lt;", "&nbsp;"]),
        ("It&#39;s late&#x2026;", ["&#39;", "&#x2026;"]),
        ("R&amp D, 300&nbsp ms", ["&amp", "&nbsp"]),
        ("<p>Disk full", ["<p>"]),
        ("See <a href='https://a.example'>this</a>", ["<a href='https://a.example'>", "</a>"]),
        ("<!-- later -->Now", ["<!-- later -->"]),
        ("<STRONG>Now</STRONG>", ["<STRONG>", "</STRONG>"]),
        ('<img src="a.png">', ['<img src="a.png">']),
        ("&Uuml;bersicht &euro;", ["&Uuml;", "&euro;"]),
        ("<ul><li>One</li></ul>", ["<ul>", "<li>", "</li>", "</ul>"]),
        ("Tell <!channel> and <@U024BE7LH>", ["<!channel>", "<@U024BE7LH>"]),
        ("See <https://a.example|this>", ["<https://a.example|this>"]),
        ("See <https://a.example>", []),
        # what is no HTML
        ("a < b && c > d", []),
        ("if a<b && c>d then", []),
        ("ssh <user>@<host>", []),
        ("kubectl delete pod <name> -n <namespace>", []),
        ("git diff <a> <b>", []),
        ("git tag <label>; curl <address>", []),
        ("List<String> and Map<K, V>", []),
        ("cmd >out 2>&1; AT&T; R&D", []),
        ("https://a.example/?x=1&copy=2&lang=en", []),
        ("make &here; or &nowhere;", []),
        ("Which entity is `&lt;`, which tag `<br>`?", []),
        ("```\n<b>x</b>\n```", []),
        ("SELECT a FROM t WHERE a<b AND c>d", []),
        ("<3 minutes, >5 minutes, <-, ->", []),
        ("Fish & chips", []),
    ],
)
def test_html_is_found_and_code_is_not(text: str, found: list[str]) -> None:
    assert list(html_in(text)) == found


def test_html_in_any_text_is_a_warning_that_names_it() -> None:
    marked = replace(item("p99 &lt; 1", "p99 &gt; 1"), scenario="The <b>disk</b> is full.<br/>")
    said = {w.what for w in warnings(replace(marked, explanation="See &quot;disk&quot;."))}
    assert said == {
        "`<b>`, `</b>`, `<br/>` will be shown as they stand: text is no HTML.",
        "`&lt;` will be shown as it stands: text is no HTML.",
        "`&gt;` will be shown as it stands: text is no HTML.",
        "`&quot;` will be shown as it stands: text is no HTML.",
    }


@pytest.mark.parametrize(
    ("option", "says"),
    [
        ("All of the above.", "`above` means nothing"),
        ("None of the above", "`above` means nothing"),
        ("All the above are correct", "`above` means nothing"),
        ("Any of the options above", "`above` means nothing"),
        ("Both of the above", "`above` means nothing"),
        ("A combination of the above", "`above` means nothing"),
        ("None of the answers below", "`below` means nothing"),
        ("The previous two answers", "`previous` means nothing"),
        ("The first two options", "`first` means nothing"),
        ("Same as above, then page", "`above` means nothing"),
        ("Alle oben genannten", "`oben genannten` means nothing"),
        ("Keine der obigen Antworten", "`obigen` means nothing"),
        ("Keine der genannten", "`genannten` means nothing"),
        ("Die beiden vorherigen Antworten", "`vorherigen` means nothing"),
        ("Die ersten beiden Antworten", "`ersten` means nothing"),
        ("Wie oben", "`oben` means nothing"),
        ("Both A and B.", "`A and B` means nothing"),
        ("A and C", "`A and C` means nothing"),
        ("A, B and C", "`A, B and C` means nothing"),
        ("A & B", "`A & B` means nothing"),
        ("Only A", "`A` means nothing"),
        ("A only", "`A` means nothing"),
        ("(a) and (b)", "`(a) and (b)` means nothing"),
        ("a) and b) are right", "`a) and b)` means nothing"),
        ("Answers A and B are correct", "`A and B` means nothing"),
        ("Either A or C, then page", "`A or C` means nothing"),
        ("Both I and II", "`I and II` means nothing"),
        ("Options 1 and 3", "`1 and 3` means nothing"),
        ("Both 1 and 2", "`1 and 2` means nothing"),
        ("B und C sind richtig", "`B und C` means nothing"),
        ("Sowohl A als auch B", "`A als auch B` means nothing"),
        ("Nur A", "`A` means nothing"),
        ("Antwort A und C", "`A und C` means nothing"),
        ("All of these", "speaks of the others"),
        ("None of them.", "speaks of the others"),
        ("All answers are correct", "speaks of the others"),
        ("None apply", "speaks of the others"),
        ("Both.", "speaks of the others"),
        ("All three", "speaks of the others"),
        ("Everything listed above", "`above` means nothing"),
        ("More than one of the above", "`above` means nothing"),
        ("Beides", "speaks of the others"),
        ("Nichts davon", "speaks of the others"),
        ("Alles oben Genannte", "`oben Genannte` means nothing"),
        ("Alle Antworten", "speaks of the others"),
        ("Alle Antworten sind richtig.", "speaks of the others"),
        ("Keine davon", "speaks of the others"),
        ("Keine dieser Antworten ist richtig", "speaks of the others"),
        # what speaks of no place
        ("Keep latency below 300 ms", None),
        ("Rise above it", None),
        ("Page all of the on-call engineers", None),
        ("None of the customers is affected", None),
        ("A and E department", None),
        ("Plan A and plan B", None),
        ("A second look", None),
        ("1 and 2", None),
        ("I and my team", None),
        ("Follow the first answer of the support desk", None),
        ("Both regions", None),
        ("Allen Kunden antworten", None),
        ("Die Antwort oben anheften", None),
    ],
)
def test_an_option_that_speaks_of_places_is_a_warning(option: str, says: str | None) -> None:
    found = warnings(item("Tell support.", "Page the commander.", option, "Wait."))
    if says is None:
        assert found == []
        return
    (warning,) = found
    assert says in warning.what
    assert "any order" in warning.what


def test_letters_that_the_question_gives_mean_something() -> None:
    asked = item("Restart B", "Both A and B", "Wait")
    assert len(warnings(asked)) == 1
    assert warnings(replace(asked, scenario="Services A and B are down.")) == []
    only = item("Restart service C", "Only A", "Wait")
    assert len(warnings(only)) == 1
    assert warnings(replace(only, scenario="A page comes for service A.")) == []


def test_options_that_differ_in_capitals_alone_are_a_warning() -> None:
    (warning,) = warnings(item("Declare an incident", "declare an Incident", "Wait"))
    assert warning.what == "Two options differ in capitals alone: “declare an Incident”."


@pytest.mark.parametrize(
    ("feedback", "warned"),
    [
        ("Option B is quicker.", True),
        ("Antwort C geht schneller.", True),
        ("See answer 2", True),
        ("A quicker option is there.", False),
        ("Option A's cost is high.", False),
        ("Your option 5% slower", False),
    ],
)
def test_feedback_that_names_a_letter_is_a_warning(feedback: str, warned: bool) -> None:
    found = warnings(item("Tell support.", "Wait.", feedback=feedback))
    assert ["without letters" in w.what for w in found] == ([True, True] if warned else [])


def test_labels_of_their_own_are_a_warning() -> None:
    (lettered,) = warnings(item("A) x", "B) y", "C) z"))
    (numbered,) = warnings(item("1. Wait", "2. Go"))
    assert "a to c of their own" in lettered.what
    assert "1 to 2 of their own" in numbered.what
    assert warnings(item("e.g. Wait", "i.e. Go")) == []
    steps = item("1. Acknowledge", "2. Declare", "3. Fix", kind=Kind.ORDER)
    assert ["tells their order" in w.what for w in warnings(steps)] == [True]


def test_a_translation_is_looked_at_too() -> None:
    asked = item("Tell support.", "Page the commander.", "Wait.")
    german = Translation(
        scenario="Eine Platte l&auml;uft voll.",
        prompt="Was tust du?",
        options=tuple(
            replace(option, text=text)
            for option, text in zip(asked.options, ("Support", "Leitung", "A und B"), strict=True)
        ),
    )
    said = [w.what for w in warnings(replace(asked, translations={"de": german}))]
    assert len(said) == 2
    assert any("`&auml;`" in what for what in said)
    assert any("`A und B` means nothing" in what for what in said)
