"""Answers to a response address, and the ones that come with an acknowledgement."""

from __future__ import annotations

from workspace import mrkdwn, posting
from workspace.errors import Refused
from workspace.shapes import Json
from workspace.state import Message
from workspace.triggers import ResponseAddress
from workspace.webapi.chat import checked_blocks
from workspace.world import World


def respond(world: World, given: ResponseAddress, answer: Json) -> None:
    """Post, replace or delete, as an app answers at an address; refuses what Slack would."""
    source = world.state.message(given.channel, given.message_ts or "", given.person)
    if answer.get("delete_original"):
        if source:
            posting.delete(world, source)
        return
    blocks = checked_blocks(world, answer.get("blocks"))
    text, attachments = answer.get("text"), answer.get("attachments")
    if not (text or blocks or attachments):
        raise Refused("no_text")
    words = mrkdwn.from_app(str(text or ""))
    if source and answer.get("replace_original"):
        posting.change(world, source, text=words, blocks=blocks, attachments=attachments)
        return
    app = world.app(given.app)
    posting.post(
        world,
        Message(
            ts=world.clock.stamp(),
            channel=given.channel,
            user=app.bot_user,
            text=words,
            app=app.id,
            blocks=blocks,
            attachments=attachments,
            thread_ts=_thread(world, given, answer),
            ephemeral_to=None if answer.get("response_type") == "in_channel" else given.person,
        ),
    )


def _thread(world: World, given: ResponseAddress, answer: Json) -> str | None:
    wanted = answer.get("thread_ts")
    return wanted if wanted in world.state.channels[given.channel].messages else None
