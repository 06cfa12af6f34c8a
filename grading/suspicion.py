"""Replies that no grader may decide: they address the grader, paste the rubric, or are no text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum

from grading.language import small_words
from grading.marks import Question
from grading.words import words


class Suspicion(StrEnum):
    """Why a person reads a reply, whatever the graders say of it."""

    ADDRESSES_GRADER = "addresses_grader"
    PASTED = "pasted"
    OTHER_LANGUAGE = "other_language"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    WORD_LIST = "word_list"
    HIDDEN_TEXT = "hidden_text"
    REPEATED = "repeated"
    ENCODED = "encoded"
    ECHO = "echo"


TOO_LONG = 4_000
"""Characters beyond which a person reads a reply: a modal takes no more than 3,000."""

_PASTED_WORDS = 5
"""Words from which on a rubric's text, found in a reply as it stands, counts as pasted."""

_ADDRESSES = re.compile(
    r"""
    \b(?:ignore|disregard|forget|override|bypass|skip|ignorier\w*|vergiss|missacht\w*|
        ignora\w*|olvida|oublie\w*|ignorez|esque[cç]a|ignorar?|dimentica)\b
        .{0,60}\b(?:instruct\w*|rubric\w*|criteri\w*|prompt\w*|rules?|above|previous|prior|
        guideline\w*|anweisung\w*|vorgabe\w*|regeln?|kriteri\w*|bewertung\w*|instruc\w*|
        anterior\w*|pr[ée]c[ée]dent\w*|consignes?|istruzion\w*|everything)\b
    |\b(?:grader|grading|graders|examiner|rubrics?|criterion|criteria|evaluator|assessor|
        bewertungsraster|bewerter|korrektor|pr[üu]fer|evaluador|correcteur|rubrik|valutatore)\b
    |\b(?:language\s+model|llm|chat\s?gpt|gpt-?\d*|as\s+an\s+ai|you\s+are\s+an?\s+ai|
        system\s+prompt|developer\s+mode|jailbreak|sprachmodell|modelo\s+de\s+lenguaje|
        mod[èe]le\s+de\s+langage)\b
    |\b(?:mark|score|grade|rate|count|accept|judge|consider|treat|award|give)\s+
        (?:\w+\s+){0,4}?(?:as\s+|a\s+|with\s+)?
        (?:met|correct|right|passed|pass|full\s+(?:marks?|score|points|credit)|10/10|100\s?%|
        full|perfect|maximum|top\s+marks?)\b
    |\bas\s+met\b|\bmarked\s+(?:(?:it|this|me)\s+)?met\b
    |\b(?:full|top|maximum|perfect|volle|toutes?\s+les)\s+
        (?:marks?|scores?|points?|credit|grades?|punkt\w*)\b
    |\b(?:this|the|my|above|following)\s+(?:\w+\s+)?(?:answer|reply|response)\s+
        (?:is|was|should|must|meets|deserves|has|contains|satisf\w+|fulfil\w+)\b
    |\b(?:diese|die|meine)\s+antwort\s+(?:ist|erf[üu]llt|verdient|muss|soll\w*)\b
    |\b(?:esta|mi|la)\s+respuesta\s+(?:es|debe|merece|cumple)\b
    |\b(?:cette|ma|la)\s+r[ée]ponse\s+(?:est|doit|m[ée]rite|remplit)\b
    |\b(?:bewerte|werte|marque[zr]?|m[áa]rca\w*|note[zr]?|califica\w*)\b.{0,40}
        \b(?:erf[üu]llt|richtig|korrekt|voll\w*|correct\w*|cumplid\w*|bien|juste|acquis)\b
    |\b(?:all|every|each|alle|todos|toutes?)\s+(?:\w+\s+){0,3}?(?:are|is|sind|son|sont)\s+
        (?:now\s+)?(?:met|satisfied|fulfilled|erf[üu]llt|cumplid\w*|remplis?)\b
    |</?\s*(?:system|assistant|user|reply|answer|instructions?|rubric|prompt|script|grader|
        im_start|im_end|\|[^>]*\|)\b|<\|[^>]*\|>|\[/?inst\]|<<sys>>|\#{2,}\s*(?:system|instruction)
    |^\s*(?:system|assistant|developer|grader|user)\s*:
    |["']?(?:outcome|mark|marks|score|settled|confidence|verdict|grade)["']?\s*[:=]\s*
        ["']?(?:met|partly|true|1(?:\.0)?|100|full|pass|\[)
    """,
    re.IGNORECASE | re.VERBOSE | re.MULTILINE | re.DOTALL,
)

_LOOKALIKES = str.maketrans("аеорсухіјѕԁɡαοερτνικ", "aeopcyxijsdgaoeptvik")
"""Letters of other scripts that pass for Latin ones."""

_ENCODED = re.compile(r"(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9+/_-]{24,}={0,2}")
"""A long run without spaces that nobody types: something encoded."""

_UNSEEN = frozenset({"Cf", "Mn", "Cc"})
"""Unicode categories of characters that add nothing to see."""

_SPACED = re.compile(r"\b(\w)(?:[\s._*-]+(?=\w\b))")
"""Letters that are spaced out: i g n o r e."""

_LEET = str.maketrans("013457@$", "oieastas")


def suspicions(question: Question, reply: str) -> tuple[Suspicion, ...]:
    """Return every reason to send a reply to a person, in a fixed order."""
    return tuple(dict.fromkeys(_found(question, reply)))


def is_blank(reply: str) -> bool:
    """Say whether a reply holds no letter and no digit at all."""
    return not any(character.isalnum() for character in reply)


def _found(question: Question, reply: str) -> Iterator[Suspicion]:
    if len(reply) > TOO_LONG:
        yield Suspicion.TOO_LONG
        reply = reply[:TOO_LONG]
    if _hides_text(reply):
        yield Suspicion.HIDDEN_TEXT
    if addresses_grader(reply, f"{question.scenario}\n{question.prompt}"):
        yield Suspicion.ADDRESSES_GRADER
    if _is_pasted(question, reply):
        yield Suspicion.PASTED
    if _is_other_language(reply, question.language):
        yield Suspicion.OTHER_LANGUAGE
    tokens = words(reply, question.language).tokens
    if len("".join(tokens)) < 3:
        yield Suspicion.TOO_SHORT
    if _is_word_list(tokens, question.language):
        yield Suspicion.WORD_LIST
    if any(_ENCODED.fullmatch(piece) for piece in reply.split()):
        yield Suspicion.ENCODED
    if _is_echo(question, reply):
        yield Suspicion.ECHO
    if len(tokens) >= 30 and len(set(tokens)) < len(tokens) / 4:
        yield Suspicion.REPEATED


def addresses_grader(text: str, known: str = "") -> bool:
    """Look for words to or about the grader, also in disguise; those in `known` are no sign."""
    visible = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _UNSEEN)
    plain = unicodedata.normalize("NFKC", visible).casefold().translate(_LOOKALIKES)
    spaced = _SPACED.sub(r"\1", plain)
    return any(
        match.group().strip() not in known.casefold()
        for form in (plain, plain.translate(_LEET), spaced)
        for match in _ADDRESSES.finditer(form)
    )


def _hides_text(reply: str) -> bool:
    """Look for invisible characters, which no keyboard makes inside words (emoji joiners aside)."""
    hidden = sum(
        1
        for i, c in enumerate(reply)
        if (unicodedata.category(c) == "Cf" and c not in "\u00ad\u200d\ufeff")
        or "\U000e0000" <= c <= "\U000e007f"
        or (c == "\u200d" and reply[i - 1 : i].isalpha())
    )
    return hidden > 0


def _is_pasted(question: Question, reply: str) -> bool:
    """Look for the rubric's or the model answer's own sentences, word for word."""
    said = " " + " ".join(words(reply, question.language).tokens) + " "
    texts = [question.model_answer]
    for criterion in question.rubric:
        texts += [criterion.criterion, *criterion.met, *criterion.partly]
        texts += [*criterion.not_met, *criterion.red_flags]
    for text in texts:
        tokens = words(text, question.language).tokens
        if len(tokens) >= _PASTED_WORDS and f" {' '.join(tokens)} " in said:
            return True
    return False


def _is_echo(question: Question, reply: str) -> bool:
    """Say whether a reply of some length adds nothing to the question's own words."""
    asked = words(f"{question.scenario} {question.prompt}", question.language).stems
    said = words(reply, question.language).stems
    return len(said) >= 4 and set(said) <= set(asked)


def _is_other_language(reply: str, language: str) -> bool:
    """Compare scripts, then counts of small words; too little text is never another language."""
    own = small_words().get(language[:2].lower())
    letters = [c for c in reply if c.isalpha()]
    if own is None or not letters:
        return False
    latin = sum(1 for c in letters if "LATIN" in unicodedata.name(c, ""))
    if latin < 0.7 * len(letters):
        return True
    tokens = words(reply, language).tokens
    counts = {name: sum(t in small for t in tokens) for name, small in small_words().items()}
    mine = counts.pop(language[:2].lower())
    return max(counts.values()) >= 3 and max(counts.values()) > 2 * mine


def _is_word_list(tokens: tuple[str, ...], language: str) -> bool:
    small = small_words().get(language[:2].lower())
    if small is None or len(tokens) < 12:
        return False
    return sum(token in small for token in tokens) < 0.08 * len(tokens)
