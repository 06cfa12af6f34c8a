"""What is written in a written question's thread and is plainly no answer to it."""

from __future__ import annotations

import re

LONGEST = 25
"""Words; whoever writes more than that means it as an answer."""

SMALL_TALK = frozenset(
    {"ok", "okay", "k", "thanks", "thank", "you", "thx", "ty", "cheers", "cool", "great", "nice",
     "fine", "sure", "got", "it", "noted", "understood", "hi", "hello", "hey", "hmm", "hm", "oh",
     "ah", "wow", "lol", "haha", "sorry", "oops", "please", "a", "lot", "so", "much", "very", "for",
     "this", "that", "the", "question", "good", "morning", "one", "well", "danke", "dir", "schön",
     "sehr", "vielen", "dank", "gut", "gern", "gerne", "alles", "klar", "moin", "hallo", "super",
     "prima", "verstanden", "bitte", "tut", "mir", "leid", "frage", "gute", "die", "für"}
)  # fmt: skip

PUTTING_OFF = frozenset(
    {"later", "tomorrow", "tonight", "soon", "after", "afternoon", "evening", "week", "monday",
     "tuesday", "wednesday", "thursday", "friday", "busy", "train", "bus", "meeting", "call",
     "lunch", "driving", "holiday", "vacation", "remind", "now", "time", "minute", "moment", "bit",
     "while", "sec", "später", "morgen", "nachher", "gleich", "montag", "dienstag", "mittwoch",
     "donnerstag", "freitag", "zug", "bahn", "termin", "besprechung", "mittag", "mittagessen",
     "unterwegs", "urlaub", "zeit", "erinnere"}
)  # fmt: skip
"""Words of which one at least stands where somebody puts an answer off."""

ABOUT_ONESELF = frozenset(
    {"i", "i'll", "i’ll", "i'm", "i’m", "im", "am", "will", "can", "could", "may", "let",
     "me", "my", "do", "doing", "answer", "reply", "respond", "write", "get", "back", "to",
     "look", "at", "come", "think", "about", "on", "in", "be", "able", "right", "just",
     "still", "currently", "not", "no", "next", "today", "maybe", "perhaps", "when", "once",
     "have", "is", "over", "then", "work", "and", "but", "as", "properly", "again", "first",
     "ich", "bin", "kann", "darf", "es", "das", "antworte", "antworten", "mache", "machen",
     "mach", "schreibe", "schaue", "melde", "mich", "überlege", "komme", "der", "dem",
     "nach", "gerade", "eben", "noch", "jetzt", "nicht", "keine", "heute", "abend",
     "nächste", "woche", "wenn", "dann", "und", "aber", "drauf", "darauf", "zurück", "erst",
     "einem", "einer", "vielleicht", "dazu"}
)  # fmt: skip
"""What else may stand there: "I'll answer tomorrow", never "Tell support tomorrow"."""

ASKING_BACK = re.compile(
    r"^(?:what (?:does|do|is|are|'s)\b.{0,40}\b(?:mean|stand for|meant)\b.*"
    r"|what(?:'s| is| are) (?:an? |the )?\w+(?: \w+)?"
    r"|(?:can|could|may|should|must|do) i\b.{0,20}\b(?:answer|reply|write|respond|skip)\b.*"
    r"|how (?:long|much|many)\b.{0,30}\b(?:answer|reply|write|words|sentences|time)\b.*"
    r"|(?:do|did) you mean\b.*|is this\b.{0,30}\b(?:test|exam|graded|counted|for me)\b.*"
    r"|(?:i (?:do not|don't|don’t)|ich) (?:understand|get|verstehe)\b.{0,30}"
    r"\b(?:question|this|it|frage|das|nicht)\b.*"
    r"|was (?:heißt|bedeutet|ist|meint|meinst)\b.{0,40}|wofür steht\b.*|meinst du\b.*"
    r"|(?:kann|darf|soll|muss) ich\b.{0,20}\b(?:antworten|schreiben|überspringen)\b.*"
    r"|wie (?:lang|lange|viel|viele)\b.{0,30}\b(?:antwort\w*|schreiben|sätze|wörter|zeit)\b.*)$"
)
"""A question about the question; one asked in the situation, such as who is affected, is none."""

_EMOJI = re.compile(r":[a-z0-9_+'-]+(?:::[a-z0-9-]+)?:")
_MENTION = re.compile(r"<[@#!][^>]*>")
_SENTENCE = re.compile(r"[^.!?\n;]+[.!?;]*")


def is_chatter(text: str) -> bool:
    """Whether words are plainly no answer: thanks, putting off, a question back, an emoji alone.

    Where there is any doubt they are an answer: what is taken for chatter is not graded.
    """
    said = _MENTION.sub(" ", _EMOJI.sub(" ", text)).strip()
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", said)
    if not words:
        return True
    if len(words) > LONGEST:
        return False
    sentences = [s.strip() for s in _SENTENCE.findall(said)]
    return all(_is_small(s) for s in sentences if re.search(r"\w", s))


def _is_small(sentence: str) -> bool:
    plain = re.sub(r"[^\w'’ ]+", " ", sentence.lower())
    plain = re.sub(r"\s+", " ", plain).strip()
    words = plain.split(" ")
    if all(word in SMALL_TALK for word in words):
        return True
    while words and words[0] in SMALL_TALK - {"so", "one", "a", "the", "die"}:
        words = words[1:]
    rest = " ".join(words)
    if ASKING_BACK.match(rest) or ASKING_BACK.match(plain):
        return True
    known = all(word in SMALL_TALK | PUTTING_OFF | ABOUT_ONESELF for word in words)
    return known and any(word in PUTTING_OFF for word in words)
