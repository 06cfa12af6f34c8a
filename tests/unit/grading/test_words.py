"""Texts are cut into words and clauses by their language."""

from __future__ import annotations

from grading.similarity import Context, WordWeights, compare, denials, denies, ready
from grading.words import clauses, words


def test_words_are_folded_stemmed_and_keep_their_denials() -> None:
    said = words("I don’t Restart servers; we CANNOT wait 3.5 minutes", "en")
    assert " ".join(said.tokens) == "i do not restart servers we can not wait 3.5 minutes"
    assert said.stems[4] == "server"
    assert denials(said) == 2


def test_the_language_decides_the_stems() -> None:
    assert words("die Häuser wurden gewarnt", "de").stems == ("die", "haus", "wurd", "gewarnt")
    assert words("Häuser", "xx").stems == ("häuser",)


def test_clauses_are_spans_of_sentences_and_of_the_parts_of_long_ones() -> None:
    text = "Page the team now. Then, because checkout is down, tell support and post an update here"
    found = [text[c.start : c.end] for c in clauses(text)]
    assert found[0] == "Page the team now."
    assert "tell support" in found
    assert clauses(" \n ") == ()


def test_numbers_do_not_end_a_sentence() -> None:
    text = "Errors are at 3.5 % now"
    assert [text[c.start : c.end] for c in clauses(text)] == [text]


def test_a_denial_of_what_is_known_is_seen_and_another_one_is_not() -> None:
    known = words("I would declare an incident at once")
    assert denies(words("I would never declare an incident"), known)
    assert not denies(words("declare it even if I don't know why"), known)
    assert not denies(words("I would not declare"), words("never declare it"))


def test_small_words_weigh_little_in_a_language_without_a_table() -> None:
    weights = WordWeights().for_language("de")
    assert weights.weight("und") < 1 < weights.weight("datenbank")


def test_a_comparison_depends_on_its_two_texts_alone() -> None:
    context = Context(frozenset({"incid"}), frozenset({"declar"}), WordWeights())
    said = ("declare the incident", "declared it early", "wait", "so what", "")
    texts = [ready(words(text), context) for text in said]
    whole = compare(texts, texts)
    part = compare(texts[:2], texts[:2])
    assert abs(whole[:, :2, :2] - part).max() < 1e-6
    assert whole.min() >= 0
    assert whole.max() <= 1 + 1e-6
