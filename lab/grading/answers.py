"""Files of short answers that people have graded, one question a line, to fit and test on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from files.text import Unreadable, read_path
from lab.grading.errors import BadAnswers


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore")

    answer: str
    score: float = Field(ge=0, le=1)
    correct: bool


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore")

    set: str
    question_id: str
    question: str
    references: list[str]
    exemplars: list[_Answer]
    answers: list[_Answer]
    language: str = "en"


@dataclass(frozen=True, slots=True)
class GradedQuestion:
    """A question with its graded replies: first the `exemplars`, in their order, then the rest."""

    set: str
    id: str
    question: str
    references: tuple[str, ...]
    replies: tuple[str, ...]
    correct: tuple[bool, ...]
    scores: tuple[float, ...]
    exemplars: int
    language: str = "en"


def read_answers(paths: Iterable[Path]) -> tuple[GradedQuestion, ...]:
    """Read files of graded answers (JSON lines, plain or gzipped).

    Raises `BadAnswers` with file and line where one cannot be read.
    """
    found: list[GradedQuestion] = []
    for path in paths:
        try:
            lines = read_path(path).split("\n")
        except Unreadable as error:
            raise BadAnswers(f"{path} cannot be read as answers: {error}") from error
        for number, line in enumerate(lines, start=1):
            if line.strip():
                found.append(_question(path, number, line))
    return tuple(found)


def _question(path: Path, number: int, line: str) -> GradedQuestion:
    try:
        read = _Line.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadAnswers(f"{path}, line {number}, {where}: {first['msg']}") from error
    replies = [*read.exemplars, *read.answers]
    return GradedQuestion(
        set=read.set,
        id=read.question_id,
        question=read.question,
        references=tuple(read.references),
        replies=tuple(reply.answer for reply in replies),
        correct=tuple(reply.correct for reply in replies),
        scores=tuple(reply.score for reply in replies),
        exemplars=len(read.exemplars),
        language=read.language,
    )
