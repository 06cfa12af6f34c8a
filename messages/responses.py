"""The forms behind a digest's buttons: why it was not useful, and what is wrong in it."""

from __future__ import annotations

from messages import ids
from messages.blocks import field, modal, option, radio, section, text_input
from messages.digest import reason_word
from messages.message import View
from messages.mrkdwn import escape
from messages.words import Words
from views.digest import Response
from views.lengths import CONTENT_NOTE
from views.reader import Reader


def not_useful(reader: Reader, digest: str) -> View:
    """Ask why a suggestion was not useful."""
    _ = Words(reader)
    reasons = (Response.NOT_OURS, Response.NO_TIME, Response.ALREADY, Response.SCRIPT_OFF)
    options = [option(reason_word(reason, _), reason) for reason in reasons]
    return modal(
        _("Not useful"),
        [field(_("What was it?"), radio(ids.REASON, options), ids.REASON)],
        callback_id=ids.NOT_USEFUL_FORM,
        metadata=ids.pack(digest=digest),
        submit=_("Send"),
        close=_("Cancel"),
    )


def content_wrong(reader: Reader, digest: str) -> View:
    """Ask what is wrong in a suggestion."""
    _ = Words(reader)
    blocks = [
        field(_("What is wrong?"), text_input(ids.NOTE, longest=CONTENT_NOTE), ids.NOTE),
        section(escape(_("The author gets this with figures, no names."))),
    ]
    return modal(
        _("Content is wrong"),
        blocks,
        callback_id=ids.CONTENT_WRONG_FORM,
        metadata=ids.pack(digest=digest),
        submit=_("Send"),
        close=_("Cancel"),
    )
