"""People come, change and leave while the workspace runs; apps hear of it."""

from __future__ import annotations

from workspace import events
from workspace.api_objects import user_object
from workspace.config import PersonConfig
from workspace.shapes import Json
from workspace.state import Person
from workspace.world import World

KEPT = tuple(name for name in PersonConfig.model_fields)


def change(world: World, given: Json) -> Person:
    """Change somebody by id, or add them; raises ValidationError where the values won't do."""
    before = world.state.people.get(str(given.get("id")))
    known = {name: getattr(before, name) for name in KEPT} if before else {}
    wanted = PersonConfig.model_validate({**known, **given})
    person = Person(
        id=wanted.id, name=wanted.name, real_name=wanted.real_name or wanted.name,
        email=wanted.email, tz=wanted.tz, locale=wanted.locale, admin=wanted.admin,
        deleted=wanted.deleted, title=wanted.title, dnd=wanted.dnd, fields=wanted.fields,
        app_id=before.app_id if before else None, updated=world.clock.seconds(),
    )  # fmt: skip
    world.state.add_person(person)
    shown = user_object(world.state, person, world.clock.now())
    kind = "user_change" if before else "team_join"
    events.tell_all(world, {"type": kind, "user": shown, "event_ts": world.clock.stamp()})
    return person
