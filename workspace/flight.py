"""What is under way: calls being served, envelopes and requests not yet acknowledged."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Flight:
    """Counts what is under way, and lets one wait until nothing is."""

    def __init__(self) -> None:
        self._count = 0
        self._landed = asyncio.Event()
        self._landed.set()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Count one thing for as long as the block runs."""
        self.take_off()
        try:
            yield
        finally:
            self.land()

    @contextmanager
    def none(self) -> Iterator[None]:
        """Leave one thing out of the count for as long as the block runs."""
        self.land()
        try:
            yield
        finally:
            self.take_off()

    def take_off(self) -> None:
        """Count one more; `land` must follow."""
        self._count += 1
        self._landed.clear()

    def land(self) -> None:
        """Count one less."""
        self._count -= 1
        if not self._count:
            self._landed.set()

    async def idle(self, seconds: float) -> bool:
        """Wait until nothing is under way; False where it took too long."""
        try:
            async with asyncio.timeout(seconds):
                while self._count:
                    await self._landed.wait()
        except TimeoutError:
            return False
        return True
