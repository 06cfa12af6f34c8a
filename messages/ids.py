"""The names by which Slack tells us what was used: actions, blocks, forms, and what they carry.

A button's `value` is the id of what it acts on (a delivery, a digest, a team, …). A menu's entry
carries its verb as well. A form's `private_metadata` is a small JSON object of ids. All of it
comes back from outside: whoever reads it looks the row up before acting.
"""

from __future__ import annotations

import json

from grading.verdict import Sureness

# First contact
COMMAND = "/holdfast"

WELCOME_TRY = "welcome_try"
WELCOME_HOURS = "welcome_hours"
WELCOME_PAUSE = "welcome_pause"

# A question
CHOICE = "choice"
"""The block of the options; also the action of its radio buttons or checkboxes."""
ANSWER_GUESSING = "answer_guessing"
ANSWER_FAIRLY_SURE = "answer_fairly_sure"
ANSWER_CERTAIN = "answer_certain"
ANSWER_SURENESS = {
    ANSWER_GUESSING: Sureness.GUESSING,
    ANSWER_FAIRLY_SURE: Sureness.FAIRLY_SURE,
    ANSWER_CERTAIN: Sureness.CERTAIN,
}
OPEN_ORDER = "open_order"
OPEN_REPLY = "open_reply"
NOT_NOW = "not_now"
ANSWER_AFTER_ALL = "answer_after_all"
QUESTION_MENU = "question_menu"

# The forms in which a reply is written
ORDER_FORM = "order_form"
STEP = "step"
"""Blocks `step:0`, `step:1`, … hold the selects of an order; their action is `step`."""
REPLY_FORM = "reply_form"
REPLY = "reply"
SURENESS = "sureness"

# Feedback
ONE_MORE = "one_more"
ONE_NOW = "one_now"
SEE_DIFFERENTLY = "see_differently"
FEEDBACK_MENU = "feedback_menu"
WHOLE_ANSWER = "whole_answer"
MARK = "mark"
"""Blocks `mark:<criterion>` hold a mark each; their action is `mark`."""
SAVE_MARKS = "save_marks"
OPEN_MARKS = "open_marks"
MARKS_FORM = "marks_form"

# Another look, and reports
APPEAL_FORM = "appeal_form"
CRITERIA = "criteria"
NOTE = "note"
REPORT_FORM = "report_form"
REASON = "reason"

# App Home
DETAILS = "details"
PRACTISE_NOW = "practise_now"
PAUSE = "pause"
RESUME = "resume"
SETTINGS = "settings"
MY_DATA = "my_data"
MANAGER_SEES = "manager_sees"
THIS_WEEK = "this_week"
TEAM_SKILLS = "team_skills"
TEAM_MIX_UPS = "team_mix_ups"
TEAM_TREND = "team_trend"
TEAM_WHAT_IF = "team_what_if"
TEAM_NAMES = "team_names"
LOAD_QUESTIONS = "load_questions"
SEE_QUESTIONS = "see_questions"
SEE_PEOPLE = "see_people"
START_REVIEW = "start_review"
OPEN_SETUP = "open_setup"
EXPORT_DATA = "export_data"
ERASE_DATA = "erase_data"

# The weekly digest
DIGEST_DONE = "digest_done"
DIGEST_UNDO = "digest_undo"
DIGEST_NOT_USEFUL = "digest_not_useful"
DIGEST_WRONG = "digest_wrong"
NOT_USEFUL_FORM = "not_useful_form"
CONTENT_WRONG_FORM = "content_wrong_form"

# Loading questions and people
LOAD_FORM = "load_form"
FILE = "file"
PASTED = "pasted"
CHANGES_FORM = "changes_form"
MEANING = "meaning"
"""Blocks `meaning:<item>` say whether a change keeps its evidence; their action is `meaning`."""
PUBLISH_AS = "publish_as"
PUBLISH_FORM = "publish_form"
SEE_BANK = "see_bank"
OPEN_DRAFT = "open_draft"
UNDER_WAY = "under_way"
BANK = "bank"
RETIRE = "retire"
LOAD_PEOPLE = "load_people"
ROSTER_FORM = "roster_form"
ROSTER_CHANGES_FORM = "roster_changes_form"
FRAMEWORK_CHANGES_FORM = "framework_changes_form"

# Pause, settings, setup
PAUSE_FORM = "pause_form"
PAUSE_FOR = "pause_for"
PAUSE_UNTIL = "pause_until"
SETTINGS_FORM = "settings_form"
SETUP_FORM = "setup_form"
PER_WEEK = "per_week"
PER_DAY = "per_day"
ZONE = "zone"
LANGUAGE = "language"
DAYS = "days"
START = "start"
END = "end"
LEAVE_FROM = "leave_from"
LEAVE_TO = "leave_to"
QUIET = "quiet"
COUNTRY = "country"
DIGEST_HOUR = "digest_hour"
NAMING = "naming"
NAMING_WHY = "naming_why"
REVIEWERS = "reviewers"

# Review
REVIEW_FORM = "review_form"
REVIEW_SKIP = "review_skip"
REVIEW_MARK = "review_mark"
"""Blocks `review_mark:<criterion>` hold a reviewer's mark each; their action is `review_mark`."""
REVIEW_WHY = "review_why"
"""Blocks `review_why:<criterion>` hold the reason of a mark that differs."""
USE_AS_EXAMPLE = "use_as_example"

# Menu verbs
WHY_NOW = "why_now"
WHY_DATE = "why_date"
REPORT = "report"
PAUSE_QUESTIONS = "pause_questions"


def menu_value(verb: str, ref: str) -> str:
    """Return what a menu's entry carries: its verb and what it acts on."""
    return f"{verb}:{ref}"


def read_menu_value(value: str) -> tuple[str, str]:
    """Split a menu's value into its verb and what it acts on."""
    verb, _, ref = value.partition(":")
    return verb, ref


def block_for(name: str, ref: str | int) -> str:
    """Return the id of a block that stands for one of several, such as a criterion's mark."""
    return f"{name}:{ref}"


def ref_of_block(block_id: str, name: str) -> str | None:
    """Return what a block stands for, or None where it is no block of that name."""
    prefix = f"{name}:"
    return block_id.removeprefix(prefix) if block_id.startswith(prefix) else None


def pack(**refs: str | int) -> str:
    """Return a form's `private_metadata`: ids and nothing else."""
    return json.dumps(refs, separators=(",", ":"), sort_keys=True)


def unpack(metadata: str) -> dict[str, str]:
    """Read a form's `private_metadata`; empty where it is not ours."""
    try:
        refs = json.loads(metadata or "{}")
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in refs.items()} if isinstance(refs, dict) else {}
