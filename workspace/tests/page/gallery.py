"""One of everything that the page draws: messages, a Home tab and a modal, as an app sends them."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    """Return a plain_text object."""
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Json:
    """Return a mrkdwn object."""
    return {"type": "mrkdwn", "text": text}


def option(value: str, text: str, description: str | None = None) -> Json:
    """Return an option."""
    extra = {"description": plain(description)} if description else {}
    return {"value": value, "text": plain(text), **extra}


def button(action: str, text: str, **extra: Any) -> Json:
    """Return a button."""
    return {"type": "button", "action_id": action, "text": plain(text), "value": action, **extra}


def field(block_id: str, label: str, element: Json, **extra: Any) -> Json:
    """Return an input block."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": element,
        **extra,
    }


LETTERS = [
    option("a", "A  Declare an incident now"),
    option("b", "B  Wait until the cause is known"),
    option("c", "C  Restart the service first"),
    option("d", "D  Ask in the team channel"),
]

QUESTION: list[Json] = [
    {
        "type": "section",
        "block_id": "scenario",
        "text": mrkdwn(
            "It is 02:10. Checkout errors went from 0.2 to 4 in a hundred in ten minutes, and "
            "nobody has posted about it yet. You are the engineer on call."
        ),
    },
    field(
        "choice",
        "What do you do first?",
        {"type": "radio_buttons", "action_id": "pick", "options": LETTERS},
        hint=plain("Then tap how sure you are. That sends it."),
    ),
    {
        "type": "actions",
        "block_id": "sure",
        "elements": [
            button("guess", "Guessing"),
            button("fair", "Fairly sure"),
            button("certain", "Certain"),
        ],
    },
    {
        "type": "context",
        "block_id": "about",
        "elements": [
            mrkdwn("Incident triage · Engineer on call · 1 minute. Or reply in the thread")
        ],
    },
    {
        "type": "actions",
        "block_id": "aside",
        "elements": [
            button("later", "Not now"),
            {
                "type": "overflow",
                "action_id": "more",
                "options": [
                    option("why", "Why this now?"),
                    option("report", "Report this question"),
                    option("pause", "Pause questions"),
                ],
            },
        ],
    },
]

ANSWERED: list[Json] = [
    {
        "type": "section",
        "text": mrkdwn(
            "*Not this time: A, declare now.* Waiting felt safer, but errors were rising."
        ),
    },
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "bullet",
                "indent": 0,
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [
                            {"type": "emoji", "name": "white_check_mark"},
                            {"type": "text", "text": " Best answer", "style": {"bold": True}},
                            {"type": "text", "text": " A. Declaring costs minutes."},
                        ],
                    },
                    {
                        "type": "rich_text_section",
                        "elements": [
                            {"type": "text", "text": "Your answer", "style": {"bold": True}},
                            {"type": "text", "text": " B. Customers wait too."},
                        ],
                    },
                ],
            },
            {
                "type": "rich_text_quote",
                "elements": [{"type": "text", "text": "I would look at the graphs first."}],
            },
        ],
    },
    {"type": "context", "elements": [mrkdwn("Incident triage comes back around 3 December")]},
    {
        "type": "actions",
        "elements": [
            button("more_please", "One more", style="primary"),
            button("differ", "I see it differently"),
        ],
    },
]

WEEKS = ["8 Sep", "15 Sep", "22 Sep", "29 Sep", "6 Oct", "13 Oct", "20 Oct", "27 Oct"]


def _series(name: str, *values: float) -> Json:
    pairs = zip(WEEKS, values, strict=True)
    return {"name": name, "data": [{"label": label, "value": value} for label, value in pairs]}


def chart(kind: str, title: str, block_id: str) -> Json:
    """Return a data_visualization block of that kind."""
    if kind == "pie":
        segments = [("Met", 31), ("Partly", 18), ("Missed", 9), ("Open", 3)]
        held: Json = {"segments": [{"label": label, "value": value} for label, value in segments]}
    else:
        held = {
            "series": [
                _series("Team", 6.1, 6.0, 6.3, 6.2, 6.5, 6.4, 6.7, 6.8),
                _series("Range low", 5.2, 5.2, 5.5, 5.5, 5.9, 5.8, 6.1, 6.2),
                _series("Range high", 6.9, 6.8, 7.0, 6.9, 7.1, 7.0, 7.3, 7.4),
                _series("Role expects", *[8.5] * 8),
            ],
            "axis_config": {"categories": WEEKS, "x_label": "Week", "y_label": "Out of 10"},
        }
    return {
        "type": "data_visualization",
        "block_id": block_id,
        "title": title,
        "chart": {"type": kind, **held},
    }


def _number(value: float) -> Json:
    return {"type": "raw_number", "value": value, "text": f"{value:.1f}"}


def _cell(text: str) -> Json:
    return {"type": "raw_text", "text": text}


SKILLS: list[tuple[str, float, str, str, float]] = [
    ("Incident triage", 6.8, "6.2 to 7.4", "up 0.6", 8.5),
    ("Rollback", 5.1, "3.9 to 6.3", "no clear change", 7.0),
    ("Support handover", 7.9, "7.1 to 8.6", "no clear change", 7.5),
    ("Postmortems", 8.2, "7.6 to 8.8", "up 0.3", 7.0),
    ("Data protection", 6.0, "4.8 to 7.1", "down 0.4", 8.0),
    ("Capacity", 4.4, "3.0 to 5.8", "too early to say", 6.0),
    ("Alert hygiene", 7.1, "6.4 to 7.7", "up 0.2", 6.5),
]

DATA_TABLE: Json = {
    "type": "data_table",
    "block_id": "skills",
    "caption": "Skills this week",
    "page_size": 5,
    "row_header_column_index": 0,
    "rows": [
        [_cell(name) for name in ("Skill", "Now", "Range", "Change", "Expected")],
        *[
            [_cell(skill), _number(now), _cell(spread), _cell(change), _number(expected)]
            for skill, now, spread, change, expected in SKILLS
        ],
    ],
}

DIGEST: list[Json] = [
    {
        "type": "section",
        "text": mrkdwn(
            "*Payments can handle about 7 in 10 on-call situations, between 6 and 8, from 61 "
            "answers by 9 people.*"
        ),
    },
    {
        "type": "section",
        "text": mrkdwn("*Costs most:* 'Wait until the cause is known.' Customers wait too."),
    },
    {
        "type": "section",
        "text": mrkdwn("*One thing, five minutes:* open Tuesday's stand-up with this."),
    },
    {
        "type": "actions",
        "elements": [
            button("done", "Done", style="primary"),
            button("no_use", "Not useful"),
            button("wrong", "Content is wrong"),
        ],
    },
    chart("line", "Triage, last 8 weeks", "trend"),
    {"type": "context", "elements": [mrkdwn("6.1 on 8 Sep, 6.8 now; expected 8.5.")]},
    DATA_TABLE,
]

TEXTS: list[Json] = [
    {"type": "header", "block_id": "h", "text": plain("Words of every kind :seedling:")},
    {
        "type": "section",
        "block_id": "styles",
        "text": mrkdwn(
            "*bold* _italic_ ~strike~ `code` and *_both_*; a snake_case_name and 2*3*4 stay.\n"
            "• a list\n• stays as typed\n"
            "> a quote\n> of two lines\n"
            "```\nif a < b:\n    wait()\n```"
            "A <https://example.com|link>, <https://example.com/a?b=1&amp;c=2>, hello <@U1>, "
            "see <#C1>, <!here>, <!date^1795510800^{date_short_pretty} at {time}|later>.\n"
            "Escaped: &amp; &lt;b&gt;not bold&lt;/b&gt; <script>alert(1)</script> :no_such_thing:"
        ),
    },
    {
        "type": "section",
        "block_id": "fields",
        "fields": [mrkdwn("*Owner*\nAna Silva"), mrkdwn("*Due*\nFriday"), plain("Plain *text*")],
        "accessory": button("open", "Open", accessibility_label="Open the report"),
    },
    {"type": "divider", "block_id": "line"},
    {
        "type": "rich_text",
        "block_id": "rich",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "Rich: "},
                    {"type": "text", "text": "bold", "style": {"bold": True}},
                    {"type": "text", "text": " and "},
                    {"type": "text", "text": "all", "style": {"italic": True, "strike": True}},
                    {"type": "text", "text": ", "},
                    {"type": "text", "text": "code", "style": {"code": True}},
                    {"type": "text", "text": ", "},
                    {"type": "link", "url": "https://example.com", "text": "a link"},
                    {"type": "text", "text": ", "},
                    {"type": "user", "user_id": "U1"},
                    {"type": "text", "text": " in "},
                    {"type": "channel", "channel_id": "C1"},
                    {"type": "text", "text": " "},
                    {"type": "broadcast", "range": "here"},
                    {"type": "text", "text": " "},
                    {"type": "emoji", "name": "tada"},
                    {"type": "text", "text": " *literal stars*, due "},
                    {
                        "type": "date",
                        "timestamp": 1795510800,
                        "format": "{date_long}",
                        "fallback": "soon",
                    },
                ],
            },
            {
                "type": "rich_text_list",
                "style": "ordered",
                "indent": 0,
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "First"}]},
                ],
            },
            {
                "type": "rich_text_list",
                "style": "bullet",
                "indent": 1,
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "inside"}]},
                ],
            },
            {
                "type": "rich_text_list",
                "style": "ordered",
                "indent": 0,
                "offset": 1,
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "Second"}]},
                ],
            },
            {
                "type": "rich_text_quote",
                "elements": [{"type": "text", "text": "Their words, quoted."}],
            },
            {
                "type": "rich_text_preformatted",
                "elements": [{"type": "text", "text": "kubectl rollout undo"}],
            },
        ],
    },
    {
        "type": "markdown",
        "block_id": "md",
        "text": (
            "## A heading\n\nSome **bold**, *italic*, ~~gone~~, `code` and a "
            "[link](https://example.com).\n\n1. one\n2. two\n   - nested\n\n- [x] done\n"
            "- [ ] to do\n\n> quoted\n\n| Skill | Now |\n| --- | ---: |\n| Triage | 6.8 |\n\n"
            "```python\nprint('hello')\n```"
        ),
    },
    {
        "type": "context",
        "block_id": "ctx",
        "elements": [mrkdwn("Seen by *nine* people"), plain("and one app")],
    },
    {
        "type": "context_actions",
        "block_id": "ctx_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "helpful",
                "positive_button": {"text": plain("Helpful"), "value": "yes"},
                "negative_button": {"text": plain("Not helpful"), "value": "no"},
            },
            {"type": "icon_button", "action_id": "bin", "icon": "trash", "text": plain("Delete")},
        ],
    },
    {"type": "video", "block_id": "clip", "title": plain("A video"), "video_url": "https://x.y"},
]

FIGURES: list[Json] = [
    chart("bar", "Bars by week", "bars"),
    chart("area", "Areas by week", "areas"),
    chart("pie", "Marks this week", "pie"),
    {
        "type": "table",
        "block_id": "table",
        "column_settings": [{"align": "left"}, {"align": "right"}],
        "rows": [
            [_cell("Team"), _cell("Answers")],
            [_cell("Payments"), _cell("61")],
            [_cell("Search"), _cell("48")],
        ],
    },
    DATA_TABLE,
]

EVERY_INPUT: list[Json] = [
    field("text", "Your name", {"type": "plain_text_input", "action_id": "a"}),
    field(
        "long",
        "Your answer",
        {
            "type": "plain_text_input",
            "action_id": "a",
            "multiline": True,
            "max_length": 300,
            "placeholder": plain("In your own words"),
        },
        hint=plain("Two to five sentences, as you would say it."),
    ),
    field(
        "radio", "How sure?", {"type": "radio_buttons", "action_id": "a", "options": LETTERS[:3]}
    ),
    field(
        "boxes",
        "Days",
        {
            "type": "checkboxes",
            "action_id": "a",
            "options": [option("mo", "Monday"), option("tu", "Tuesday", "In the morning")],
            "initial_options": [option("mo", "Monday")],
        },
        optional=True,
    ),
    field("one", "One option", {"type": "static_select", "action_id": "a", "options": LETTERS}),
    field(
        "grouped",
        "From groups",
        {
            "type": "static_select",
            "action_id": "a",
            "option_groups": [
                {"label": plain("First half"), "options": LETTERS[:2]},
                {"label": plain("Second half"), "options": LETTERS[2:]},
            ],
        },
        optional=True,
    ),
    field(
        "many",
        "Several options",
        {
            "type": "multi_static_select",
            "action_id": "a",
            "options": LETTERS,
            "max_selected_items": 2,
        },
    ),
    field("person", "A person", {"type": "users_select", "action_id": "a"}),
    field("people", "Some people", {"type": "multi_users_select", "action_id": "a"}, optional=True),
    field("channel", "A channel", {"type": "channels_select", "action_id": "a"}, optional=True),
    field(
        "place",
        "A conversation",
        {"type": "conversations_select", "action_id": "a", "default_to_current_conversation": True},
        optional=True,
    ),
    field(
        "outside",
        "From the app",
        {"type": "external_select", "action_id": "a", "min_query_length": 1},
        optional=True,
    ),
    field("date", "Date", {"type": "datepicker", "action_id": "a", "initial_date": "2026-12-01"}),
    field("time", "Time", {"type": "timepicker", "action_id": "a"}, optional=True),
    field("moment", "Moment", {"type": "datetimepicker", "action_id": "a"}, optional=True),
    field(
        "number",
        "A number",
        {
            "type": "number_input",
            "action_id": "a",
            "is_decimal_allowed": False,
            "min_value": "1",
            "max_value": "5",
        },
    ),
    field("email", "Email", {"type": "email_text_input", "action_id": "a"}, optional=True),
    field("url", "Web address", {"type": "url_text_input", "action_id": "a"}, optional=True),
    field(
        "file",
        "A bank of questions",
        {"type": "file_input", "action_id": "a", "filetypes": ["yaml", "csv"], "max_files": 2},
        optional=True,
    ),
    field("rich", "A note", {"type": "rich_text_input", "action_id": "a"}, optional=True),
]

MODAL: Json = {
    "type": "modal",
    "callback_id": "everything",
    "title": plain("Everything"),
    "submit": plain("Send"),
    "close": plain("Cancel"),
    "blocks": [
        {"type": "alert", "block_id": "alert", "level": "info", "text": mrkdwn("Nothing is kept.")},
        {
            "type": "section",
            "block_id": "about",
            "text": mrkdwn("One of every input."),
            "accessory": button("push", "Why?"),
        },
        *EVERY_INPUT,
    ],
}

SECOND: Json = {
    "type": "modal",
    "callback_id": "second",
    "title": plain("Why so many"),
    "notify_on_close": True,
    "blocks": [{"type": "section", "text": mrkdwn("So that *each* is looked at.")}],
}

HOME: Json = {
    "type": "home",
    "blocks": [
        {"type": "header", "block_id": "now", "text": plain("What you can do now")},
        {
            "type": "section",
            "block_id": "sum",
            "text": mrkdwn("*In line or above in 4 of 6 skills; 1 is fading.*"),
        },
        *[
            {
                "type": "section",
                "block_id": f"skill-{index}",
                "text": mrkdwn(
                    f"*{skill}*: about {now:.0f} in 10, range {spread}. "
                    f"Your role expects {expected}."
                ),
                "accessory": button(
                    f"details-{index}", "Details", accessibility_label=f"Details of {skill}"
                ),
            }
            for index, (skill, now, spread, _, expected) in enumerate(SKILLS[:4])
        ],
        {"type": "divider", "block_id": "rule"},
        {
            "type": "section",
            "block_id": "week",
            "text": mrkdwn("*How many a week*"),
            "accessory": {
                "type": "static_select",
                "action_id": "weekly",
                "options": [option(str(count), f"{count} a week") for count in range(1, 6)],
                "initial_option": option("3", "3 a week"),
            },
        },
        {
            "type": "actions",
            "block_id": "home_actions",
            "elements": [
                button("practise", "Practise now", style="primary"),
                button("pause", "Pause"),
                button("settings", "Settings"),
                button(
                    "erase",
                    "Erase my data",
                    style="danger",
                    confirm={
                        "title": plain("Erase everything?"),
                        "text": mrkdwn("This *cannot* be taken back."),
                        "confirm": plain("Erase"),
                        "deny": plain("Keep it"),
                        "style": "danger",
                    },
                ),
            ],
        },
    ],
}
