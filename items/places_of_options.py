"""Options that speak of where others stand: they are shown in any order, without letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from string import ascii_lowercase
from typing import Final

from files.faults import Path, Problem, clip
from items.model import Item, Kind, Option, Translation

_NOUN: Final = r"(?:options?|answers?|choices?|statements?|alternatives?|responses?|ones)"
_NOUN_DE: Final = r"(?:antwort(?:en)?|option(?:en)?|möglichkeit(?:en)?|aussagen?|punkte?)"
_SEVERAL: Final = r"(?:options|answers|choices|statements|alternatives|responses|ones)"
_OBEN: Final = (
    r"(?:(?:oben |zuvor )?genannten?|oben\s?stehenden?|unten\s?stehenden?|oben|unten|obigen?|oberen"
    r"|unteren|vorstehenden?|vorherigen?|vorigen?|folgenden?|vorgenannten|obengenannten)"
)
_WHERE: Final = re.compile(
    rf"\b(?:all|none|any|both|each|either|neither|some|most|one|two|three|combination)\s+(?:of\s+)?"
    rf"(?:the\s+)?(?:two\s+|three\s+)?(?:{_NOUN}\s+)?(?P<en>above|below|preceding|previous)\b"
    rf"|\bthe\s+{_NOUN}\s+(?P<en2>above|below)\b"
    rf"|\bthe\s+(?P<en3>above|previous|preceding|following)\s+(?:two\s+|three\s+)?{_NOUN}\b"
    rf"|\bthe\s+(?P<en4>first|last|next)\s+(?:two\s+|three\s+)?{_SEVERAL}\b"
    r"|\b(?:everything|anything|nothing)\s+(?:listed\s+|mentioned\s+)?(?P<en6>above|below)\b"
    r"|^(?:same as|as|see)\s+(?P<en5>above|below)\b"
    rf"|\b(?:alles|nichts|alle|keine[rs]?|beide|jede|einige|eine)\s+(?:der\s+|von\s+den\s+|die\s+)?"
    rf"(?:{_NOUN_DE}\s+)?(?P<de>{_OBEN})\b"
    rf"|\b(?:die|der|den)\s+(?:beiden\s+|zwei\s+|drei\s+)?(?P<de2>{_OBEN})\s+"
    rf"(?:beiden\s+|zwei\s+|drei\s+)?{_NOUN_DE}\b"
    rf"|\b(?:die|der|den)\s+(?:beiden\s+(?P<de3>ersten|letzten|nächsten)"
    rf"|(?P<de4>ersten|letzten|nächsten)\s+(?:beiden|zwei|drei))\s+{_NOUN_DE}\b"
    r"|^(?:wie|siehe)\s+(?P<de5>oben|unten)\b",
    re.IGNORECASE,
)
_ALL_OR_NONE: Final = re.compile(
    rf"(?:all|none|any|both|neither)\s+(?:of\s+)?(?:these|them|those|the\s+{_NOUN}|{_NOUN})"
    r"(?:\s+(?:is|are|apply|applies)(?:\s+\w+)?)?"
    r"|both|neither|all (?:three|four|five)|beides|alle (?:drei|vier|fünf)"
    r"|(?:alles|nichts)\s+(?:davon|von alledem)"
    r"|(?:all|none|both|neither)\s+(?:is|are|apply|applies)(?:\s+(?:correct|right|true|wrong))?"
    r"|(?:alle|keine[rs]?|beide|sämtliche)"
    rf"(?:\s+(?:davon|dieser|diese|der|die))?(?:\s+{_NOUN_DE})?"
    r"(?:\s+(?:ist|sind|stimmt|stimmen|trifft|treffen)(?:\s+\w+)?)"
    rf"|(?:alle|keine[rs]?|beide)\s+(?:davon|(?:dieser\s+|diese\s+|der\s+|die\s+)?{_NOUN_DE})",
    re.IGNORECASE,
)

_LETTER: Final = r"(?:\(?(?-i:[A-J]|I{1,3}|IV)\)?|\(?(?-i:[a-j])\))"
_AND: Final = r"\s*(?:,|\band\b|\bor\b|\bnor\b|&|\+|/|\bund\b|\boder\b|\bals auch\b|\bnoch\b)\s*"
_JOINED: Final = rf"(?P<letters>{_LETTER}(?:{_AND})+{_LETTER}(?:(?:{_AND})+{_LETTER})*)"
_NAMED: Final = rf"(?:(?:{_NOUN}|{_NOUN_DE})\s+)?"
_END: Final = (
    r"(?:\s+(?:only|is|are|ist|sind|stimm|treffen|trifft|nur|together|zusammen)\b.*)?[.!]?"
)
_LETTERS: Final = (
    re.compile(rf"(?:only\s+|just\s+|nur\s+)?{_NAMED}{_JOINED}{_END}", re.IGNORECASE),
    re.compile(
        rf"(?:both|either|neither|beide|sowohl|entweder|weder)\b[:,]?\s+{_NAMED}{_JOINED}\b.*",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:only|just|nur)\s+{_NAMED}(?P<letters>{_LETTER})(?:\s+(?:is|ist)\b.*)?[.!]?",
        re.IGNORECASE,
    ),
    re.compile(rf"(?P<letters>{_LETTER})\s+(?:only|alone|allein)[.!]?", re.IGNORECASE),
)
_NUMBERS: Final = re.compile(
    rf"(?:(?:both|only|nur|beide|sowohl)\s+)?(?:{_NOUN}|{_NOUN_DE})\s+"
    rf"(?P<letters>\d(?:(?:{_AND})+\d)*){_END}"
    rf"|(?:both|sowohl)\s+(?P<letters2>\d(?:{_AND})+\d){_END}",
    re.IGNORECASE,
)
_MENTION: Final = re.compile(
    r"\b(?:option|answer|choice|antwort|möglichkeit)\s+(?P<letters>\(?(?-i:[A-J])\)?|\d)(?![\w'’.%])",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(r"\(?([A-Ja-j]|[1-9]\d?)[.):]\s+\S")
_SHUFFLED: Final = "options are shown in any order"


def told_by_place(path: Path, item: Item) -> Iterator[Problem]:
    """Yield what an item's options and their feedback say of each other's places."""
    yield from _in_one_language(path, item, item.kind)
    for tag, translation in item.translations.items():
        yield from _in_one_language((*path, "translations", tag), translation, item.kind)


def _in_one_language(path: Path, item: Item | Translation, kind: Kind) -> Iterator[Problem]:
    if kind not in (Kind.SINGLE, Kind.MULTIPLE, Kind.ORDER):
        return
    yield from _labelled((*path, "options"), item.options, kind)
    if kind is Kind.ORDER:
        return
    asked = f"{item.scenario} {item.prompt}"
    for n, option in enumerate(item.options):
        here = (*path, "options", n)
        yield from _of_others((*here, "text"), option.text, len(item.options), asked)
        yield from _mentioned((*here, "feedback"), option.feedback, asked)
    yield from _mentioned((*path, "explanation"), item.explanation, asked)


def _of_others(path: Path, text: str, options: int, asked: str) -> Iterator[Problem]:
    bare = " ".join(text.split())
    if where := _WHERE.search(bare):
        word = next(filter(None, where.groups()))
        what = f"“{clip(bare, 40)}”: {_SHUFFLED}, so `{word}` means nothing."
        yield Problem(path, what, "Say what is meant, or make it a `multiple` item.")
    elif letters := _letters(bare, options, asked):
        what = f"“{clip(bare, 40)}”: {_SHUFFLED} and without letters, so `{letters}` means nothing."
        yield Problem(path, what, "Say what is meant, or make it a `multiple` item.")
    elif _ALL_OR_NONE.fullmatch(bare.rstrip(".! ")):
        what = f"“{clip(bare, 40)}” speaks of the others: {_SHUFFLED}, so it may come first."
        yield Problem(path, what, "Say what is meant, or make it a `multiple` item.")


def _letters(text: str, options: int, asked: str) -> str:
    """Return the letters or numbers by which an option names others, if it does."""
    for pattern in (*_LETTERS, _NUMBERS):
        if found := pattern.fullmatch(text):
            letters = next(filter(None, found.groupdict().values()))
            if not _stand_in(letters, asked) and _within(letters, options):
                return str(letters)
    return ""


def _within(letters: str, options: int) -> bool:
    """Whether there are as many options as the letters go."""
    single = [ascii_lowercase.index(c.lower()) for c in re.findall(r"\b[A-Ja-j]\b", letters)]
    roman = re.search(r"\bI", letters) is not None
    return roman or all(number < options for number in single)


def _stand_in(letters: str, asked: str) -> bool:
    """Whether the question itself speaks of these letters, as of service A and service B."""
    named = re.findall(r"\b(?:[A-J]|[IV]+|[a-j]|\d)\b", letters)
    telling = [letter for letter in named if letter != "A"]  # which also begins sentences
    if not telling:
        return re.search(r"\(A\)|[a-z] A\b(?! [a-z])", asked) is not None
    return all(re.search(rf"\b{letter}\b", asked) for letter in telling)


def _mentioned(path: Path, text: str, asked: str) -> Iterator[Problem]:
    found = _MENTION.search(text)
    if found and not _MENTION.search(asked):
        what = f"`{found[0]}` means nothing: {_SHUFFLED} and without letters."
        yield Problem(path, what, "Say what the option says.")


def _labelled(path: Path, options: Sequence[Option], kind: Kind) -> Iterator[Problem]:
    labels = [found[1].lower() for o in options if (found := _LABEL.match(o.text))]
    numbers = [str(number) for number in range(1, len(options) + 1)]
    if len(options) < 2 or labels not in (list(ascii_lowercase[: len(options)]), numbers):
        return
    if kind is Kind.ORDER:
        yield Problem(path, "The steps are numbered, which tells their order.", "Leave that out.")
    else:
        what = f"The options carry {labels[0]} to {labels[-1]} of their own; they are shuffled."
        yield Problem(path, what, "Leave letters and numbers out.")
