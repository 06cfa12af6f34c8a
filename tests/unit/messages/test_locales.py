"""Every sentence of ours exists in every language, whole and with the same blanks."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import messages
from bot import chat
from messages.words import LANGUAGES
from views.reader import SOURCE

ROOM = Path(messages.__file__).parent
CHAT = Path(chat.__file__).parent
METHODS = [("**.py", "python"), ("templates/**.j2", "jinja2")]
KEYWORDS = {"_": None, "mrkdwn": None, "count": (1, 2)}
TRANSLATED = [language for language in LANGUAGES if language != SOURCE]


def catalogue(language: str) -> Catalog:
    with (ROOM / "locales" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def extracted() -> set[str]:
    return {
        said[0] if isinstance(said, tuple) else said
        for room in (ROOM, CHAT)
        for _, _, said, _, _ in extract_from_dir(room, METHODS, keywords=KEYWORDS)
    }


def sentences(message: Message) -> Iterator[tuple[str, str]]:
    said = message.id if isinstance(message.id, (list, tuple)) else [message.id]
    other = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return zip(said, [text or "" for text in other], strict=True)


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def called_with_words() -> set[str]:
    """Return the sentences of every call in the source, found without Babel."""
    found = set()
    for file in (*ROOM.glob("*.py"), *CHAT.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            first = node.args[0]
            if name in KEYWORDS and isinstance(first, ast.Constant) and first.value:
                found.add(str(first.value))
    return found


def test_babel_finds_every_sentence() -> None:
    assert called_with_words() - extracted() == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_language_has_every_sentence_and_no_other(language: str) -> None:
    ids = {m.id[0] if isinstance(m.id, tuple) else m.id for m in catalogue(language) if m.id}
    assert ids == extracted()


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_is_whole(language: str) -> None:
    for message in catalogue(language):
        if not message.id:
            continue
        assert not message.fuzzy
        for sentence, other in sentences(message):
            assert other, sentence
            assert blanks(other) <= blanks(sentence) | {"n"}, sentence
            assert blanks(sentence) <= blanks(other) | {"n"}, sentence
            assert other.count("*") == sentence.count("*"), sentence
            assert other.count("`") == sentence.count("`"), sentence


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_promises_no_figure_that_english_does_not(language: str) -> None:
    for message in catalogue(language):
        for _, other in sentences(message) if message.id else ():
            assert not re.search(r"%|Prozent|Test\b|durchgefallen|überfällig", other)
