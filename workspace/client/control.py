"""What only a local workspace has: a clock to move, faults to order, traffic to look at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from workspace import people
from workspace.client.asked import Asked
from workspace.clock import JUMPS
from workspace.errors import BadRequest
from workspace.faults import Fault
from workspace.page_objects import person_for_page
from workspace.shapes import Json


async def clock(asked: Asked) -> Json:
    """Return the business time."""
    return {"now": asked.world.clock.now().isoformat(), "running": asked.world.clock.running}


async def move_clock(asked: Asked) -> Json:
    """Move the business time forward, or let it run or stand still (`running`)."""
    world = asked.world
    if "running" in asked.args:
        world.clock.run(bool(asked.args["running"]))
    elif not world.clock.move_to(_wanted(asked)):
        raise BadRequest("clock_goes_forward", "The clock only moves forward.")
    now = world.clock.now().isoformat()
    world.stream.tell_all({"type": "clock", "now": now, "running": world.clock.running})
    return {"now": now, "running": world.clock.running}


def _wanted(asked: Asked) -> datetime:
    args, now = asked.args, asked.world.clock.now()
    if "advance_seconds" in args:
        try:
            return now + timedelta(seconds=float(args["advance_seconds"]))
        except (TypeError, ValueError, OverflowError):
            raise BadRequest("bad_argument", "`advance_seconds` must be a number.") from None
    if "to" in args:
        try:
            return datetime.fromisoformat(str(args["to"])).astimezone(UTC)
        except (ValueError, OverflowError):
            raise BadRequest("bad_argument", "`to` must be a time in ISO 8601.") from None
    jump = args.get("jump")
    if jump not in JUMPS:
        raise BadRequest("bad_argument", f"`jump` is one of {', '.join(JUMPS)}.")
    if jump == "now":
        # Where the clock is ahead already, now is where it stands.
        return max(datetime.now(UTC), now)
    zone = ZoneInfo(asked.person.tz if args.get("as") else "UTC")
    return asked.world.clock.jump(str(jump), zone)


async def change_person(asked: Asked) -> Json:
    """Change somebody, or let somebody new in; apps hear of it."""
    given = {key: value for key, value in asked.args.items() if key != "as"}
    try:
        person = people.change(asked.world, given)
    except ValidationError as error:
        raise BadRequest("bad_person", str(error)) from error
    return {"person": person_for_page(person)}


async def verify(asked: Asked) -> Json:
    """Challenge the address of an app that is reached over HTTP."""
    app = asked.world.app(asked.need("app_id"))
    if app.mode != "http":
        raise BadRequest("no_address", f"{app.name} uses Socket Mode and has no address.")
    return {"verified": await asked.world.delivery.verify(app)}


async def traffic(asked: Asked) -> Json:
    """Return what went between the workspace and its apps."""
    found = asked.world.traffic.after(asked.number("after", 0), asked.number("limit", 200))
    return {"entries": found}


async def add_fault(asked: Asked) -> Json:
    """Let something go wrong."""
    try:
        fault = Fault.model_validate(asked.args)
    except ValidationError as error:
        raise BadRequest("bad_fault", str(error)) from error
    if fault.kind in ("silent", "refresh", "cut"):
        await asked.world.sockets.trouble(fault.kind, fault.app)
    else:
        asked.world.faults.add(fault)
    return {}


async def clear_faults(asked: Asked) -> Json:
    """Let everything go well again."""
    asked.world.faults.clear()
    return {}


async def idle(asked: Asked) -> Json:
    """Wait until nothing is under way between the workspace and its apps."""
    return {"idle": await asked.world.flight.idle(float(asked.args.get("seconds", 10)))}


async def connections(asked: Asked) -> Json:
    """Return how many Socket Mode connections each app has, once one of them has enough."""
    sockets, app = asked.world.sockets, str(asked.args.get("app") or "")
    if app:
        await sockets.enough(app, asked.number("count", 1), float(asked.args.get("seconds", 10)))
    return {each: sockets.connections(each) for each in asked.world.state.apps}
