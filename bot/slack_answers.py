"""What Slack's answers mean: refusals by their code, waits, and what never came from Slack."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from slack_sdk.web import SlackResponse

from practice.errors import (
    AccountGone,
    ChannelGone,
    MaybeSent,
    MessengerError,
    NotPermitted,
    RateLimited,
    Refused,
)

UNSAID_WAIT = timedelta(seconds=30)
"""How long to wait where a limit does not say."""

CODES: Mapping[str, type[MessengerError]] = {
    **dict.fromkeys(
        ("user_not_found", "users_not_found", "user_disabled",
         "cannot_dm_bot", "user_not_visible"),
        AccountGone,
    ),
    **dict.fromkeys(
        ("channel_not_found", "is_archived", "not_in_channel", "message_not_found",
         "thread_not_found", "cant_update_message", "edit_window_closed", "is_inactive"),
        ChannelGone,
    ),
    **dict.fromkeys(
        ("account_inactive", "invalid_auth", "not_authed", "token_revoked", "token_expired",
         "missing_scope", "no_permission", "access_denied", "team_access_not_granted",
         "org_login_required", "ekm_access_denied", "restricted_action"),
        NotPermitted,
    ),
    **dict.fromkeys(
        ("internal_error", "fatal_error", "service_unavailable", "request_timeout",
         "team_added_to_org"),
        MaybeSent,
    ),
}  # fmt: skip
"""What each of Slack's error codes means; a code that is not here refuses the very request.

`account_inactive` speaks of the account behind the token: the bot's own, and so of everybody.
"""


def data(response: SlackResponse) -> dict[str, Any]:
    """Return the body of an answer; empty where it is not in Slack's form."""
    return response.data if isinstance(response.data, dict) else {}


def meaning(response: SlackResponse) -> MessengerError:
    """Return what an answer that is not Slack's consent means.

    Only a body in Slack's form is Slack's word. Whatever else answers on the way, a gateway with
    its 403 or a proxy with a page of its own, does so for a while, and nobody knows how far the
    request came.
    """
    body = data(response)
    code = body.get("error")
    if response.status_code == 429 or code == "ratelimited":
        return RateLimited(_wait(response.headers))
    if response.status_code >= 500 or body.get("ok") is not False or not _is_code(code):
        return MaybeSent(f"status {response.status_code}, not in Slack's words")
    details = body.get("response_metadata", {}).get("messages", [])
    return CODES.get(str(code), Refused)("; ".join([str(code), *details]))


def _is_code(code: object) -> bool:
    """Whether it is a code; the SDK puts a sentence there for a body that is no JSON."""
    return isinstance(code, str) and bool(code) and " " not in code


def _wait(headers: Mapping[str, Any]) -> timedelta:
    given = next((v for name, v in headers.items() if name.lower() == "retry-after"), None)
    try:
        return timedelta(seconds=float(given)) if given is not None else UNSAID_WAIT
    except (ValueError, TypeError, OverflowError):
        return UNSAID_WAIT
