"""A bolt app that uses each thing an app can use once."""

from __future__ import annotations

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

BUTTON = {
    "type": "actions",
    "block_id": "row",
    "elements": [
        {"type": "button", "action_id": "ask", "value": "7",
         "text": {"type": "plain_text", "text": "Tell me"}},
    ],
}  # fmt: skip
CHOICE = {
    "type": "input",
    "block_id": "pick",
    "label": {"type": "plain_text", "text": "Which one?"},
    "element": {
        "type": "radio_buttons",
        "action_id": "which",
        "options": [
            {"text": {"type": "plain_text", "text": "Left"}, "value": "l"},
            {"text": {"type": "plain_text", "text": "Right"}, "value": "r"},
        ],
    },
}
MODAL = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "A form"},
    "submit": {"type": "plain_text", "text": "Send"},
    "notify_on_close": True,
    "blocks": [
        {"type": "input", "block_id": "name", "label": {"type": "plain_text", "text": "Name"},
         "element": {"type": "plain_text_input", "action_id": "text"}},
        {"type": "input", "block_id": "file", "optional": True,
         "label": {"type": "plain_text", "text": "File"},
         "element": {"type": "file_input", "action_id": "files", "max_files": 1}},
    ],
}  # fmt: skip


def section(text: str) -> dict[str, Any]:
    """Return a paragraph."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def helper_app(api_url: str, token: str, **bolt: Any) -> App:
    """Make the app. What it hears is kept in `app.heard`."""
    app = App(
        client=WebClient(token, base_url=api_url, retry_handlers=[]),
        process_before_response=True,
        **bolt,
    )

    @app.message("hello")
    def hello(message: dict[str, Any], say: Any) -> None:
        say(text=f"Hello <@{message['user']}>", blocks=[section("Hello"), CHOICE, BUTTON])

    @app.action("ask")
    def ask(ack: Any, body: dict[str, Any], client: WebClient, respond: Any) -> None:
        ack()
        chosen = body["state"]["values"]["pick"]["which"]["selected_option"]
        if chosen is None:
            respond(text="Pick one first.", response_type="ephemeral", replace_original=False)
            return
        metadata = {**MODAL, "private_metadata": chosen["value"]}
        client.views_open(trigger_id=body["trigger_id"], view=metadata)

    @app.view("form")
    def form(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        values = body["view"]["state"]["values"]
        name, files = values["name"]["text"]["value"], values["file"]["files"]["files"]
        if name == "nobody":
            ack(response_action="errors", errors={"name": "Somebody, please."})
            return
        ack()
        side = body["view"]["private_metadata"]
        got = ", ".join(each["name"] for each in files) or "no file"
        client.chat_postMessage(channel=body["user"]["id"], text=f"{name} chose {side}: {got}")

    @app.view_closed("form")
    def closed(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.chat_postMessage(channel=body["user"]["id"], text="Closed.")

    @app.command("/helper")
    def command(ack: Any, command: dict[str, Any]) -> None:
        ack(f"You said {command['text']}.")

    @app.event("app_home_opened")
    def home(event: dict[str, Any], client: WebClient) -> None:
        view = {"type": "home", "blocks": [section(f"At home, {event['user']}")]}
        client.views_publish(user_id=event["user"], view=view)

    return app
