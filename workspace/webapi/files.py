"""files.*: uploads in three steps, and what is known of a file."""

from __future__ import annotations

from workspace import uploads
from workspace.api_objects import file_object
from workspace.errors import Refused
from workspace.shapes import Json
from workspace.webapi.chat import checked_blocks
from workspace.webapi.method import Call, invalid_arguments, method


@method("files.getUploadURLExternal", "files:write", tier=4)
def get_upload_url(call: Call) -> Json:
    """Return where the bytes of a new file go."""
    length = call.number("length", 0)
    if length <= 0:
        raise invalid_arguments("missing required field: length")
    name = call.text("filename") or "file"
    file = uploads.reserve(call.world, name, call.app.bot_user)
    address = f"{call.world.base_url}/upload/v1/{file.secret}"
    return {"upload_url": address, "file_id": file.id}


@method("files.completeUploadExternal", "files:write", tier=4)
def complete_upload(call: Call) -> Json:
    """Say that the bytes are there, and share them where a channel is named."""
    given = call.data("files")
    if not isinstance(given, list) or not given:
        raise invalid_arguments("missing required field: files")
    files = []
    for each in given:
        file = call.world.state.files.get(str(each.get("id")))
        if file is None or file.person != call.app.bot_user:
            raise Refused("file_not_found")
        file.title, file.complete = each.get("title") or file.name, True
        files.append(file)
    for channel_id in call.names("channels") or call.names("channel_id"):
        channel = call.world.state.channels.get(channel_id)
        if channel is None or call.app.bot_user not in channel.members:
            raise Refused("channel_not_found")
        uploads.share(
            call.world, channel, files,
            person=call.app.bot_user, app=call.app.id, text=call.text("initial_comment"),
            thread_ts=call.text("thread_ts") or None,
            blocks=checked_blocks(call.world, call.data("blocks", "invalid_blocks_format")),
        )  # fmt: skip
    return {"files": [file_object(file, call.world.base_url) for file in files]}


@method("files.info", "files:read", tier=4)
def info(call: Call) -> Json:
    """Return what is known of a file."""
    found = call.world.state.files.get(call.need("file"))
    if found is None or not found.complete:
        raise Refused("file_not_found")
    shown = file_object(found, call.world.base_url)
    return {"file": shown, "comments": [], "response_metadata": {"next_cursor": ""}}


@method("files.delete", "files:write", tier=3)
def delete(call: Call) -> Json:
    """Take one of the app's own files away."""
    found = call.world.state.files.get(call.need("file"))
    if found is None:
        raise Refused("file_not_found")
    if found.person != call.app.bot_user:
        raise Refused("cant_delete_file")
    found.content, found.complete = b"", False
    return {}


@method("files.upload", tier=2)
def upload(_call: Call) -> Json:
    """Say that this method is gone."""
    raise Refused("method_deprecated")
