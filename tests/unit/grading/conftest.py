"""A question with one criterion and ten graded replies, and a language model in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from pydantic_ai.messages import ModelMessage, ModelRequest, ModelResponse, ToolCallPart
from pydantic_ai.models import Model
from pydantic_ai.models.function import AgentInfo, FunctionModel

from grading.marks import Question
from items.model import Criterion, Exemplar, Outcome

MET = (
    "I would declare an incident right away and page the database team.",
    "Declare it now, we can always downgrade later.",
    "open an incident straight away even though I don't know why it is failing",
    "First thing: declare. Then look at the graphs.",
    "I'd call an incident immediately, customers can't pay.",
)
NOT_MET = (
    "I would read the logs until I understand the cause.",
    "Restart the checkout service and see whether the errors stop.",
    "Wait ten minutes, it may well recover by itself.",
    "look at the graphs first, no need to wake anybody",
    "Roll back the last deploy quietly and check again in the morning.",
)


@pytest.fixture
def criterion() -> Criterion:
    return Criterion(
        id="declares",
        criterion="Declares an incident before the cause is known",
        met=("Declares an incident at once.", "Calls an incident without waiting for the cause."),
        not_met=("Waits or investigates alone before anybody is told.",),
        red_flags=("I would wait until I am certain of the cause.",),
        exemplars=tuple(
            [Exemplar(text, Outcome.MET) for text in MET]
            + [Exemplar(text, Outcome.NOT_MET) for text in NOT_MET]
        ),
        misconception="wait-for-certainty",
    )


@pytest.fixture
def question(criterion: Criterion) -> Question:
    return Question(
        scenario="03:10. Checkout errors are at 8 % and rising; you are alone on call.",
        prompt="What do you do first, and why?",
        rubric=(criterion,),
        model_answer="Declare an incident now: declaring costs minutes, waiting costs customers.",
        language="en",
    )


class Scripted:
    """A language model in memory: answers from a function and counts how often it was asked."""

    def __init__(self, answer: Callable[[str], dict[str, Any]]) -> None:
        self.asked: list[str] = []
        self._answer = answer

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[Model]:
        yield FunctionModel(self._respond)

    def _respond(self, messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        request = messages[0]
        assert isinstance(request, ModelRequest)
        text = next(str(part.content) for part in request.parts if part.part_kind == "user-prompt")
        self.asked.append(text)
        return ModelResponse([ToolCallPart(info.output_tools[0].name, self._answer(text))])


@pytest.fixture
def scripted() -> type[Scripted]:
    return Scripted
