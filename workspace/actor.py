"""One person of a workspace, for tests: what they can do, and what they see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlsplit

from workspace.errors import BadRequest
from workspace.line import Line
from workspace.screen import container, element_named, merged, value_of
from workspace.shapes import Json


class Actor:
    """One person: what they can do, and what they see."""

    def __init__(self, line: Line, person: str) -> None:
        self._line = line
        self.id = person
        self._chosen: dict[str, Json] = {}
        """What was put into a message's inputs and not sent yet, by the message's ts."""

    def channels(self) -> list[Json]:
        """Return the conversations in the person's list."""
        found: list[Json] = self._get("/client/boot")["channels"]
        return found

    def direct(self, user: str) -> str:
        """Return the id of the direct message with a person or a bot user."""
        return str(self._post("/client/ims", user=user)["channel"]["id"])

    def messages(self, channel: str, limit: int = 50, before: str | None = None) -> list[Json]:
        """Return what a channel shows, oldest first, ephemeral messages among them."""
        path = f"/client/channels/{channel}/messages"
        found: list[Json] = self._get(path, limit=limit, before=before)["messages"]
        return found

    def last(self, channel: str) -> Json:
        """Return the newest message of a channel."""
        return self.messages(channel, limit=1)[-1]

    def thread(self, channel: str, ts: str) -> list[Json]:
        """Return a thread, its first message first."""
        found: list[Json] = self._get(f"/client/channels/{channel}/thread/{ts}")["messages"]
        return found

    def ephemerals(self, channel: str) -> list[Json]:
        """Return what only this person sees in a channel."""
        return [each for each in self.messages(channel, 200) if each.get("ephemeral")]

    def send(
        self,
        channel: str,
        text: str = "",
        thread_ts: str | None = None,
        files: Iterable[Json] = (),
    ) -> str:
        """Post a message; return its ts."""
        body = {"text": text, "thread_ts": thread_ts, "files": [each["id"] for each in files]}
        return str(self._post(f"/client/channels/{channel}/messages", **body)["ts"])

    def reply(self, message: Json, text: str) -> str:
        """Answer in a message's thread; return the answer's ts."""
        thread = message.get("thread_ts") or message["ts"]
        return self.send(message["channel"], text, thread_ts=thread)

    def react(self, message: Json, name: str, *, remove: bool = False) -> None:
        """React to a message, or take it back."""
        path = f"/client/channels/{message['channel']}/reactions"
        self._post(path, ts=message["ts"], name=name, remove=remove)

    def read(self, channel: str, ts: str) -> None:
        """Mark a channel read up to a message."""
        self._post(f"/client/channels/{channel}/read", ts=ts)

    def upload(self, name: str, content: bytes) -> Json:
        """Upload a file, to send with a message or to hand in with a modal."""
        line = "----handle"
        head = f'--{line}\r\nContent-Disposition: form-data; name="as"\r\n\r\n{self.id}\r\n'
        head += (
            f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        )
        body = head.encode() + content + f"\r\n--{line}--\r\n".encode()
        kind = f"multipart/form-data; boundary={line}"
        found: Json = self._line.call("POST", "/client/files", body, kind)["file"]
        return found

    def download(self, file: Json) -> bytes:
        """Return the bytes of a file."""
        path = urlsplit(file["url_private"]).path
        return self._line.fetch("GET", f"{quote(path)}?as={self.id}")[1]

    def command(self, channel: str, text: str) -> Json:
        """Type a slash command: `/name` and what follows; returns ok, or an error."""
        name, _, rest = text.partition(" ")
        return self._post("/client/commands", channel=channel, command=name, text=rest)

    def home(self, app: str) -> Json | None:
        """Return what an app's Home shows."""
        found: Json | None = self._get("/client/home", app_id=app)["view"]
        return found

    def open_home(self, app: str, tab: str = "home") -> Json | None:
        """Look at an app's Home; return what it showed at that moment."""
        found: Json | None = self._post("/client/home/open", app_id=app, tab=tab)["view"]
        return found

    def modals(self) -> list[Json]:
        """Return the open modals, the top one last."""
        found: list[Json] = self._get("/client/views")["stack"]
        return found

    def modal(self) -> Json:
        """Return the modal on top; there must be one."""
        stack = self.modals()
        if not stack:
            raise BadRequest("no_modal", "No modal is open.")
        return stack[-1]

    def click(self, place: Json, what: str, **given: Any) -> Json:
        """Use a button or a menu, named by its action_id or by what is written on it.

        `place` is a message or a view. For a menu, `value` names an option. What was chosen or
        typed into a message's inputs goes along. Returns ok, or the error that is shown.
        """
        block, element = element_named(place, what)
        body = value_of(element, given.get("value")) if "value" in given else {}
        state = self._chosen.pop(_key(place), {})
        return self._post(
            "/client/actions",
            container=container(place),
            block_id=block["block_id"],
            action_id=element["action_id"],
            type=element["type"],
            state={"values": merged(place, state)},
            **body,
        )

    def choose(self, place: Json, what: str, value: Any) -> Json | None:
        """Choose or type in an input. In an `input` block nothing is sent until a click."""
        block, element = element_named(place, what)
        held = {"type": element["type"], **value_of(element, value)}
        chosen = self._chosen.setdefault(_key(place), {})
        chosen.setdefault(block["block_id"], {})[element["action_id"]] = held
        if block["type"] == "input" and not block.get("dispatch_action"):
            return None
        kept = dict(chosen)
        answer = self.click(place, what, value=value)
        self._chosen[_key(place)] = kept
        return answer

    def options(self, place: Json, what: str, typed: str = "") -> list[Json]:
        """Return what an external select offers for some typed letters."""
        block, element = element_named(place, what)
        answer = self._post(
            "/client/options",
            container=container(place),
            block_id=block["block_id"],
            action_id=element["action_id"],
            value=typed,
        )
        groups = answer.get("option_groups") or [answer]
        return [option for group in groups for option in group.get("options", [])]

    def submit(self, values: Json | None = None) -> Json:
        """Hand the top modal in; `values` by action_id, block_id or label.

        A value is text, a number, an option's value or text, a list of them, or uploaded files.
        Returns `{"ok": true}`, or what the page would show: `errors` by block_id, or `error`.
        """
        view = self.modal()
        state = self._chosen.pop(_key(view), {})
        for what, value in (values or {}).items():
            block, element = element_named(view, what)
            held = {"type": element["type"], **value_of(element, value)}
            state.setdefault(block["block_id"], {})[element["action_id"]] = held
        body = {"values": merged(view, state)}
        return self._post(f"/client/views/{view['id']}/submit", state=body)

    def dismiss(self, *, everything: bool = False) -> None:
        """Close the top modal, or all of them."""
        self._post(f"/client/views/{self.modal()['id']}/close", all=everything)

    def _get(self, path: str, **query: Any) -> Json:
        return self._line.get(path, as_=self.id, **query)

    def _post(self, path: str, **body: Any) -> Json:
        return self._line.post(path, {"as": self.id, **body})


def _key(place: Json) -> str:
    return str(place.get("ts") or place["id"])
