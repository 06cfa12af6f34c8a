"""What a reader sees of the screens is kept as JSON under golden/. To renew it after a change that
is meant, run

    pytest tests/unit/messages --update-golden

and read the difference before committing it.
"""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden", default=False))
