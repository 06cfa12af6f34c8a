"""A page watches: everything that happens for its person is sent down one WebSocket."""

from __future__ import annotations

import asyncio

from starlette.websockets import WebSocket, WebSocketDisconnect

from workspace.world import World


async def watch(world: World, socket: WebSocket) -> None:
    """Send a page what happens until it goes away."""
    person = socket.query_params.get("as", "")
    if person not in world.state.people:
        await socket.close(code=4004, reason="There is no such person here.")
        return
    await socket.accept()
    page = world.stream.open(person, traffic=socket.query_params.get("traffic") == "1")
    gone = asyncio.create_task(_gone(socket))
    try:
        while not gone.done():
            event = asyncio.create_task(page.queue.get())
            await asyncio.wait((event, gone), return_when=asyncio.FIRST_COMPLETED)
            if gone.done():
                event.cancel()
                break
            await socket.send_text(event.result())
    except (WebSocketDisconnect, RuntimeError):
        pass  # The page went away while we were sending.
    finally:
        world.stream.close(page)
        gone.cancel()


async def _gone(socket: WebSocket) -> None:
    try:
        while True:
            await socket.receive_text()
    except (WebSocketDisconnect, RuntimeError):
        return
