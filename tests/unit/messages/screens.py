"""Every screen with a sample of what it shows, to be drawn in any language."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Any

from capability.team import Status
from files.faults import Fault
from grading.choice import grade_choice
from grading.marks import CriterionMark, Span
from grading.verdict import Sureness
from items.diff import BankDiff, FieldChange, ItemChange
from items.lookalikes import LookAlike
from items.model import Criterion, Item, Kind, Misconception, Option, Outcome
from messages import (
    answer,
    appeal,
    bank,
    choice_feedback,
    commands,
    digest,
    drafts,
    evidence,
    framework,
    home,
    load,
    notices,
    pause,
    question,
    refusals,
    responses,
    review,
    roster,
    settings,
    teams,
    text_feedback,
    welcome,
    why,
)
from messages.message import Message
from org.framework_diff import (
    EntryChange,
    ExpectationChange,
    Expected,
    Field,
    FrameworkDiff,
    Retired,
)
from org.model import Assignment, Criticality, Expectation, Role, Skill
from scheduling.planner import Reason
from views.bank import BankLine, ItemLine
from views.choice_feedback import ChoiceFeedbackView
from views.commands import MayDo
from views.digest import Costly, Coverage, DigestView, Help, Response, Since, WordedTalk
from views.evidence import DetailsView, Evidence, GradedBy, ManagerSeesView, MyDataView, SeenTeam
from views.figures import Measured
from views.framework import FrameworkChangesView
from views.home import AdminHome, HomeView, LearnerHome, Next, OwnSettings, StandingView
from views.load import ChangesView, PublishedView, PublishView
from views.notices import Trouble, TroubleView
from views.question import QuestionView
from views.reader import Reader
from views.report import ReportedView, ReportReason
from views.review import ReviewView, WaitingView
from views.roster import PersonLine, RosterChangesView
from views.settings import SettingsView, SetupView
from views.teams import MixUp, Named, Plan, SkillRow, TeamView, Trend, Week
from views.text_feedback import CriterionView, MarkedBy, MarkedView, ReviewerWord, ReviewerWordView
from views.welcome import Naming, WelcomeView
from views.why import WhyDateView, WhyView

READER = Reader("en", "Europe/Lisbon")
NOW = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
BACK = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Screen:
    """A builder and what it is given."""

    build: Callable[..., Any]
    args: tuple[Any, ...] = ()
    options: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def drawn(self) -> Any:
        """Return the message, view or other value that the builder makes."""
        return self.build(*self.args, **self.options)

    def in_language(self, language: str) -> Screen:
        """Return the same screen for a reader of another language."""
        reader = replace(READER, language=language)
        args = changed(self.args, lambda value: reader if isinstance(value, Reader) else value)
        return replace(self, args=args)


def changed(value: Any, change: Callable[[Any], Any]) -> Any:
    """Rebuild a value with every part of it passed through `change`, outermost first."""
    new = change(value)
    if new is not value:
        return new
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {f.name: changed(getattr(value, f.name), change) for f in dataclasses.fields(value)}
        return replace(value, **parts)
    if isinstance(value, tuple):
        return tuple(changed(part, change) for part in value)
    if isinstance(value, list):
        return [changed(part, change) for part in value]
    if isinstance(value, dict):
        return {key: changed(part, change) for key, part in value.items()}
    return value


NOT_WORDS = {"zone", "language", "languages", "country", "countries"}
"""Fields that hold a tag or code which was checked before it came here."""


def poisoned(value: Any, poison: str) -> Any:
    """Put a poison before every text of a view, but for names of choices and checked codes."""

    def change(part: Any) -> Any:
        if dataclasses.is_dataclass(part) and not isinstance(part, type):
            kept = {f.name for f in dataclasses.fields(part)} & NOT_WORDS
            others = {
                f.name: poisoned(getattr(part, f.name), poison)
                for f in dataclasses.fields(part)
                if f.name not in kept
            }
            return replace(part, **others)
        if isinstance(part, str) and not isinstance(part, Enum) and part:
            return f"{poison}{part}"
        return part

    return changed(value, change)


MIX_UP = Misconception(
    "wait-for-certainty",
    "Wait until the cause is known before declaring.",
    "Declare on impact; the cause can wait.",
    "https://sre.google/sre-book/managing-incidents/",
)
SINGLE = Item(
    id="declare-early",
    kind=Kind.SINGLE,
    skills=("incident-triage",),
    scenario="03:10. Checkout errors are at 8 % and rising; you are alone on call.",
    prompt="What do you do first?",
    options=(
        Option("Declare an incident", 1.0, "Declaring costs minutes; waiting costs customers."),
        Option(
            "Read the logs until you know the cause",
            0.0,
            "Waiting felt safer, but errors were rising.",
            "wait-for-certainty",
        ),
        Option("Restart all the checkout services", 0.0, "That hides what went wrong."),
        Option("Wait ten minutes for the alert to clear", 0.25, "Ten minutes is long at 8 %."),
    ),
    explanation="An incident can be closed in a minute; lost time cannot be had back.",
    sources=("https://sre.google/sre-book/managing-incidents/",),
)
MULTIPLE = replace(
    SINGLE,
    id="who-to-tell",
    kind=Kind.MULTIPLE,
    prompt="Whom do you tell?",
    options=(
        Option("The incident channel", 1.0, "People look there first."),
        Option("Support", 1.0, "Support did not hear, and customers asked them."),
        Option("The lead on call", 1.0, "They can bring in others."),
        Option("Everybody in the company", 0.0, "Too many voices slow the work."),
    ),
)
ORDER = replace(
    SINGLE,
    id="first-steps",
    kind=Kind.ORDER,
    prompt="In which order?",
    options=(
        Option("Declare an incident", 0.0, "Others can then help."),
        Option("Roll back the last change", 0.0, "The fastest way back."),
        Option("Tell support", 0.0, ""),
        Option("Look for the cause", 0.0, "Once customers are served again."),
    ),
)
TEXT = replace(
    SINGLE,
    id="first-message",
    kind=Kind.TEXT,
    prompt="What do you write into the incident channel?",
    options=(),
    rubric=(
        Criterion(
            "declares",
            "Declares early",
            met=("Says that an incident is open",),
            partly=("Says that something is wrong",),
            not_met=("Waits for the cause",),
            weight=2,
            why="Nobody helps with what nobody has declared.",
        ),
        Criterion("impact", "Names the impact", met=("Says who is affected, and how much",)),
        Criterion(
            "support",
            "Tells support",
            met=("One line to support before you debug",),
            why="Customers ask them first.",
        ),
    ),
    model_answer="Incident: checkout errors at 8 % since 03:00. I lead. Support, please pause ads.",
)
REPLY = "I declare an incident: 8 % of checkouts fail. Then I look at the logs."
ASKED = QuestionView(READER, "d-1", SINGLE, "Incident triage", "Engineer on call", (2, 0, 1, 3))
CHOSEN = ChoiceFeedbackView(
    reader=READER,
    delivery="d-1",
    item=SINGLE,
    shown=(2, 0, 1, 3),
    skill="Incident triage",
    result=grade_choice(Kind.SINGLE, SINGLE.options, [1]),
    sureness=Sureness.CERTAIN,
    mix_ups=(MIX_UP,),
    back=BACK,
)
MARKED = MarkedView(
    reader=READER,
    delivery="d-1",
    item=TEXT,
    skill="Incident triage",
    reply=REPLY,
    criteria=(
        CriterionView("declares", "Declares early", Outcome.MET, quotes=("I declare an incident",)),
        CriterionView("impact", "Names the impact", Outcome.MET, quotes=("8 % of checkouts fail",)),
        CriterionView("support", "Tells support", Outcome.NOT_MET, why="Customers ask them first."),
    ),
    mix_ups=(MIX_UP,),
    compared=14,
    back=BACK,
)
UNSURE = replace(
    MARKED,
    criteria=(
        MARKED.criteria[0],
        replace(MARKED.criteria[1], outcome=Outcome.UNSURE, quotes=()),
        replace(MARKED.criteria[2], outcome=Outcome.UNSURE),
    ),
    back=None,
)
SELF_MARKED = replace(
    UNSURE,
    criteria=tuple(
        replace(c, outcome=Outcome.MET, by=MarkedBy.SELF) if c.id != "declares" else c
        for c in UNSURE.criteria
    ),
    back=BACK,
)
WORD = ReviewerWordView(
    READER,
    "Incident triage",
    (
        ReviewerWord(
            "Tells support",
            Outcome.PARTLY,
            Outcome.MET,
            MarkedBy.SELF,
            "Support is named, but told nothing.",
        ),
    ),
)
NAMED = (
    Named("Rui Costa", (("Incident triage", Measured(0.5, 0.2, 0.8, 2, enough=False)),)),
    Named(
        "Ana Silva",
        (
            ("Incident triage", Measured(0.78, 0.64, 0.88, 14)),
            ("Rollback", Measured(0.9, 0.86, 0.95, 11)),
        ),
    ),
)
OVERALL = Measured(0.69, 0.62, 0.78, 61, 9)
TEAM = TeamView("payments", "Payments", 9, OVERALL, "on-call")
ROWS = (
    SkillRow("Incident triage", Measured(0.68, 0.59, 0.77, 24, 9), 0.85, 0.61),
    SkillRow("Rollback", Measured(0.79, 0.71, 0.87, 21, 8), 0.8, 0.66, clear=True),
    SkillRow("Communication", Measured(0.5, 0.2, 0.8, 3, 2, enough=False), 0.75),
    SkillRow("Escalation", None, 0.7),
)
TREND = Trend(
    "Incident triage",
    tuple(
        Week(
            date.fromordinal(date(2026, 9, 7).toordinal() + 7 * n),
            0.6 + n / 150,
            0.5 + n / 150,
            0.72 + n / 150,
        )
        for n in range(12)
    ),
    0.85,
)
DIGEST = DigestView(
    reader=READER,
    digest="g-1",
    team=TEAM,
    monday=date(2026, 11, 23),
    costly=Costly("Wait until the cause is known.", "Customers wait too; declare on impact."),
    talk=WordedTalk(
        "open Tuesday's stand-up with this.",
        (
            "Which alert last month would you have declared earlier?",
            "Declaring costs minutes; waiting costs customers.",
            "From today: rising errors for five minutes, declare.",
        ),
    ),
    helpers=(Help("Search", "Incident triage"),),
    since=Since("Incident triage", 0.61, 0.68, clear=False),
    trend=TREND,
    coverage=Coverage(("Rollback",), joined=2),
    skills=ROWS,
)
STANDINGS = (
    StandingView(
        "incident-triage", "Incident triage", Measured(0.78, 0.64, 0.88, 14), 0.85, Status.IN_LINE
    ),
    StandingView("rollback", "Rollback", Measured(0.9, 0.86, 0.95, 11), 0.8, Status.ABOVE),
    StandingView("escalation", "Escalation", Measured(0.7, 0.6, 0.8, 9), 0.7, Status.FADING),
    StandingView(
        "communication",
        "Communication",
        Measured(0.5, 0.2, 0.8, 2, enough=False),
        0.75,
        Status.IN_LINE,
    ),
)
WHY = WhyView(
    READER,
    Reason.MISSED,
    "Incident triage",
    "Engineer on call",
    days_since_missed=12,
    days_since_asked=12,
    expected=0.85,
)
LEARNER = LearnerHome(
    roles=("Engineer on call",),
    standings=STANDINGS,
    answered=36,
    next=Next(datetime(2026, 11, 25, 11, 0, tzinfo=UTC), "Incident triage", WHY),
    settings=OwnSettings(3, (0, 1, 2, 3, 4), "09:00", "17:00", "Europe/Lisbon"),
    manager="Rui",
    seen_with=9,
)
HOME = HomeView(READER, NOW, LEARNER)
FAULTS = (
    Fault(
        "on-call.yaml",
        42,
        "declare-early",
        "No option has score 1.",
        "Give the best one `score: 1`.",
    ),
    Fault("on-call.yaml", 77, "", "The key `promt` is unknown.", "Did you mean `prompt`?"),
)
DIFF = BankDiff(
    new=(SINGLE, TEXT),
    changed=(
        ItemChange(
            "who-to-tell",
            (FieldChange("prompt", "Who do you tell?", "Whom do you tell?"),),
            same_meaning=True,
        ),
        ItemChange(
            "first-steps",
            (FieldChange("options.2.text", "Roll back", "Roll back the last change"),),
            same_meaning=False,
        ),
    ),
    unchanged=("a", "b"),
    retired=("old-pager",),
    lookalikes=(LookAlike("declare-early", "first-message", 0.91),),
)
CHANGES = ChangesView(READER, "f-1", "on-call", DIFF, 40)
ROSTER = RosterChangesView(
    READER,
    "f-2",
    "roster.csv",
    joined=("Ana Lopes: Engineer on call in Payments",),
    returned=("Sam Roe",),
    left=("Kim Park",),
    moved=(Assignment("lee@acme.example", "Search", "engineer", start=date(2026, 12, 1)),),
    ended=(Assignment("pat@acme.example", "Search", "commander", None, None, date(2026, 11, 23)),),
    redated=(Assignment("jo@acme.example", "Search", "engineer", None, None, date(2027, 2, 1)),),
    corrected=("Rui Silva: time zone",),
    unchanged=8,
    unknown=("new@example.com",),
)
SOON = date(2027, 1, 4)
FRAMEWORK = FrameworkChangesView(
    READER,
    "f-3",
    "framework.yaml",
    FrameworkDiff(
        new_skills=(Skill("handover", "Handing over"),),
        changed_skills=(
            EntryChange("updates", Field.NAME, "Updates", "Keeping people up to date"),
            EntryChange("updates", Field.DESCRIPTION, "", "What to say, when, and to whom."),
        ),
        retired_skills=(Retired("paging", "Answering the pager", 1),),
        new_roles=(Role("scribe", "Scribe", (Expectation("updates", 0.8),)),),
        changed_roles=(EntryChange("engineer", Field.NAME, "Engineer", "Engineer on call"),),
        retired_roles=(Retired("deputy", "Deputy", 4),),
        expectations=(
            ExpectationChange("engineer", "updates", Expectation("updates", 0.7), None),
            ExpectationChange(
                "engineer",
                "triage",
                Expectation("triage", 0.85, Criticality.HIGH),
                Expectation("triage", 0.9, Criticality.LOW, SOON),
            ),
            ExpectationChange("engineer", "handover", None, Expectation("handover", 0.6)),
        ),
        opened=(Expected("engineer", Expectation("handover", 0.6)),),
    ),
    {"updates": "Keeping people up to date", "triage": "Triage", "handover": "Handing over"},
    {"engineer": "Engineer on call", "scribe": "Scribe"},
)
REVIEW = ReviewView(
    READER,
    "t-1",
    1,
    5,
    TEXT,
    REPLY,
    ("support",),
    {"support": CriterionMark("support", Outcome.NOT_MET, 0.7, (Span(0, 21),), "matcher")},
    "I named support in the second sentence.",
)
SETTINGS = SettingsView(READER, 3, 2, "Europe/Lisbon", "en", (0, 1, 2, 3, 4), time(9), time(17))
SETUP = SetupView(READER, 3, 2, (0, 1, 2, 3, 4), time(9), time(17), 9, ("PT", "DE", "US"), "PT")
WELCOME = WelcomeView(READER, "w-1", "Ana", "Engineer on call", ("Incident triage", "Escalation"))
NAMING = Naming(date(2026, 11, 1), "Incidents need a named cover for every night.")

SCREENS: dict[str, Screen] = {
    "welcome": Screen(welcome.welcome, (WELCOME,)),
    "welcome_naming": Screen(welcome.welcome, (replace(WELCOME, naming=NAMING),)),
    "welcome_started": Screen(welcome.welcome, (replace(WELCOME, started=NOW),)),
    "question_single": Screen(question.question, (ASKED,)),
    "question_multiple": Screen(question.question, (replace(ASKED, item=MULTIPLE),)),
    "question_order": Screen(question.question, (replace(ASKED, item=ORDER),)),
    "question_text": Screen(question.question, (replace(ASKED, item=TEXT, shown=(), minutes=2),)),
    "question_put_off": Screen(question.put_off, (ASKED,)),
    "question_retired": Screen(question.retired, (ASKED,)),
    "question_closed": Screen(question.closed, (ASKED,)),
    "order_form": Screen(answer.order_form, (replace(ASKED, item=ORDER),)),
    "reply_form": Screen(answer.reply_form, (replace(ASKED, item=TEXT, shown=()),)),
    "reply_too_late": Screen(answer.too_late, (READER, REPLY)),
    "feedback_wrong": Screen(choice_feedback.feedback, (CHOSEN,)),
    "feedback_right": Screen(
        choice_feedback.feedback,
        (
            replace(
                CHOSEN,
                result=grade_choice(Kind.SINGLE, SINGLE.options, [0]),
                sureness=Sureness.GUESSING,
                mix_ups=(),
            ),
        ),
    ),
    "feedback_partly_single": Screen(
        choice_feedback.feedback,
        (replace(CHOSEN, result=grade_choice(Kind.SINGLE, SINGLE.options, [3]), mix_ups=()),),
    ),
    "feedback_multiple": Screen(
        choice_feedback.feedback,
        (
            replace(
                CHOSEN,
                item=MULTIPLE,
                result=grade_choice(Kind.MULTIPLE, MULTIPLE.options, [0, 2]),
                mix_ups=(),
                looked_for=NOW,
            ),
        ),
    ),
    "feedback_order": Screen(
        choice_feedback.feedback,
        (
            replace(
                CHOSEN,
                item=ORDER,
                result=grade_choice(Kind.ORDER, ORDER.options, [0, 2, 1, 3]),
                mix_ups=(),
                word="Support first is fine where ads are running.",
            ),
        ),
    ),
    "feedback_whole": Screen(choice_feedback.whole_feedback, (CHOSEN,)),
    "reading": Screen(text_feedback.reading, (READER, "Incident triage", REPLY)),
    "reading_slow": Screen(
        text_feedback.reading, (READER, "Incident triage", REPLY), {"slow": True}
    ),
    "marked": Screen(text_feedback.marked, (MARKED,)),
    "marked_unsure": Screen(text_feedback.marked, (UNSURE,)),
    "marked_self": Screen(text_feedback.marked, (SELF_MARKED,)),
    "marks_form": Screen(text_feedback.marks_form, (UNSURE,)),
    "whole_answer": Screen(text_feedback.whole_answer, (MARKED,)),
    "reviewer_word": Screen(text_feedback.reviewer_word, (WORD,)),
    "why_now": Screen(why.why_now, (WHY,)),
    "why_date": Screen(why.why_date, (WhyDateView(READER, "Incident triage", BACK, True),)),
    "refusal_pick_first": Screen(refusals.pick_first, (READER,)),
    "refusal_which_one": Screen(refusals.which_one, (READER, ("A", "B", "C", "D"))),
    "refusal_closed": Screen(refusals.closed, (READER, "d-1")),
    "refusal_answered": Screen(refusals.answered, (READER, "B")),
    "refusal_answered_in_thread": Screen(refusals.answered_in_thread, (READER,)),
    "refusal_someone_elses": Screen(refusals.someone_elses, (READER,)),
    "refusal_retired": Screen(refusals.retired, (READER,)),
    "refusal_not_saved": Screen(refusals.not_saved, (READER,)),
    "refusal_not_a_reply": Screen(refusals.not_a_reply, (READER,)),
    "home_much": Screen(home.home_tab, (HOME,)),
    "home_little": Screen(home.home_tab, (replace(HOME, learner=replace(LEARNER, answered=5)),)),
    "home_paused": Screen(home.home_tab, (replace(HOME, paused=True, until=BACK),)),
    "home_manager": Screen(
        home.home_tab,
        (
            replace(
                HOME,
                teams=(
                    replace(TEAM, by_name=True),
                    replace(TEAM, team="search", name="Search", people=4),
                ),
            ),
        ),
    ),
    "home_admin": Screen(
        home.home_tab, (replace(HOME, learner=None, admin=AdminHome(5, 2, 3, 0)),)
    ),
    "home_nothing": Screen(home.home_tab, (replace(HOME, learner=None, admin=AdminHome()),)),
    "home_stranger": Screen(home.home_tab, (replace(HOME, learner=None, ask="Rui"),)),
    "me": Screen(home.me, (HOME,)),
    "details": Screen(
        evidence.details,
        (
            DetailsView(
                READER,
                STANDINGS[0],
                (
                    Evidence(NOW, SINGLE.scenario, Outcome.NOT_MET, GradedBy.EXACT),
                    Evidence(NOW, TEXT.scenario, Outcome.UNSURE, GradedBy.WAITING),
                ),
                "Telling early what is going on.",
            ),
        ),
    ),
    "manager_sees": Screen(
        evidence.manager_sees,
        (ManagerSeesView(READER, (SeenTeam(TEAM, "Rui", ROWS),), NAMING, STANDINGS[:2]),),
    ),
    "my_data": Screen(
        evidence.my_data,
        (MyDataView(READER, 36, NOW, 4, 1, ("Engineer on call",)),),
    ),
    "team_skills": Screen(teams.skills, (READER, TEAM, ROWS)),
    "team_names": Screen(teams.names, (READER, NAMING, NAMED)),
    "team_mix_ups": Screen(
        teams.mix_ups,
        (
            READER,
            TEAM,
            (MixUp(MIX_UP.says, MIX_UP.correction, "Incident triage", 6, 9),),
        ),
    ),
    "team_trend": Screen(teams.trends, (READER, TEAM, (TREND,))),
    "team_what_if": Screen(
        teams.what_if,
        (
            READER,
            TEAM,
            (Plan(0, Measured(0.5, 0.4, 0.6, 0)), Plan(3, OVERALL)),
            12,
        ),
    ),
    "team_what_if_begun": Screen(teams.what_if, (READER, TEAM, None, 12)),
    "digest": Screen(digest.digest, (DIGEST,)),
    "digest_plain": Screen(digest.digest, (replace(DIGEST, plain=True),)),
    "digest_done": Screen(digest.digest, (replace(DIGEST, response=Response.DONE, answered=NOW),)),
    "digest_not_useful": Screen(
        digest.digest, (replace(DIGEST, response=Response.NO_TIME, answered=NOW),)
    ),
    "digest_few": Screen(digest.digest, (replace(DIGEST, team=replace(TEAM, people=4)),)),
    "digest_no_evidence": Screen(
        digest.digest, (replace(DIGEST, team=replace(TEAM, overall=None)),)
    ),
    "digest_nothing_new": Screen(digest.digest, (replace(DIGEST, nothing_new=True),)),
    "not_useful_form": Screen(responses.not_useful, (READER, "g-1")),
    "content_wrong_form": Screen(responses.content_wrong, (READER, "g-1")),
    "load_form": Screen(load.load_form, (READER,)),
    "load_reading": Screen(load.reading_file, (READER, "on-call.yaml")),
    "load_faults": Screen(load.faults, (READER, FAULTS)),
    "load_faults_message": Screen(load.faults_message, (READER, "on-call.yaml", FAULTS)),
    "load_changes": Screen(load.changes, (CHANGES,)),
    "load_no_changes": Screen(load.changes, (replace(CHANGES, diff=BankDiff()),)),
    "load_publish": Screen(
        load.publish_form,
        (PublishView(READER, "f-1", "on-call", 16, 1, ("first-steps",)),),
    ),
    "load_published": Screen(load.published, (PublishedView(READER, "on-call", 7, 12, 3, 1),)),
    "load_draft": Screen(load.kept_as_draft, (READER, "on-call", "d-1")),
    "draft_under_way": Screen(drafts.under_way, (READER, "on-call")),
    "draft_opening": Screen(drafts.opening, (READER,)),
    "draft_moved": Screen(drafts.moved, (READER, "on-call", "d-1")),
    "draft_broken_off": Screen(drafts.broken_off, (READER, "roster.csv", "d-1")),
    "draft_gone": Screen(drafts.gone, (READER,)),
    "banks": Screen(bank.banks, (READER, (BankLine("on-call", 7, 24, 4, "guild@example.com", 3),))),
    "bank_items": Screen(
        bank.bank_items,
        (
            READER,
            "on-call",
            (
                ItemLine(
                    "declare-early",
                    "single",
                    ("Incident triage",),
                    7,
                    41,
                    date(2026, 6, 1),
                    past_review=True,
                ),
            ),
        ),
    ),
    "people": Screen(
        roster.people,
        (
            READER,
            (
                PersonLine("Ana Lopes", ("Engineer on call, Payments",), leads=("Search",)),
                PersonLine("Kim Park", (), left=True),
                PersonLine("Sam Roe", (), has_account=False),
            ),
        ),
    ),
    "roster_form": Screen(roster.roster_form, (READER,)),
    "roster_changes": Screen(roster.roster_changes, (ROSTER,)),
    "framework_changes": Screen(framework.framework_changes, (FRAMEWORK,)),
    "framework_no_changes": Screen(
        framework.framework_changes, (replace(FRAMEWORK, diff=FrameworkDiff()),)
    ),
    "framework_applied": Screen(framework.framework_applied, (FRAMEWORK,)),
    "roster_applied": Screen(roster.roster_applied, (ROSTER,)),
    "pause_form": Screen(pause.pause_form, (READER,)),
    "paused": Screen(pause.paused, (READER, date(2026, 12, 8))),
    "resumed": Screen(pause.resumed, (READER,)),
    "settings_form": Screen(settings.settings_form, (SETTINGS,)),
    "setup_form": Screen(settings.setup_form, (SETUP,)),
    "appeal_form": Screen(appeal.appeal_form, (READER, "d-1", (("support", "Tells support"),))),
    "report_form": Screen(appeal.report_form, (READER, "d-1")),
    "reported": Screen(appeal.reported, (READER,)),
    "report_outcome": Screen(appeal.report_outcome, (READER,), {"changed": True}),
    "report_to_author": Screen(
        appeal.to_author,
        (ReportedView(READER, "declare-early", ReportReason.UNCLEAR, "Whose errors?"),),
    ),
    "help": Screen(commands.help_, (READER, MayDo(True, True, True, True))),
    "help_unknown": Screen(commands.help_, (READER, MayDo(), "foo")),
    "team_refused": Screen(commands.team_refused, (READER,)),
    "load_refused": Screen(commands.load_refused, (READER, "Rui")),
    "absent": Screen(commands.absent, (READER, "Rui")),
    "nothing_now": Screen(
        commands.nothing_now, (READER, datetime(2026, 11, 26, 9, 0, tzinfo=UTC), NOW)
    ),
    "review_waiting": Screen(review.waiting, (WaitingView(READER, "r-1", 5, 1, 4),)),
    "review_waiting_none": Screen(review.waiting, (WaitingView(READER, "r-1", 0),)),
    "review_form": Screen(review.review_form, (REVIEW,)),
    "review_hidden": Screen(
        review.review_form, (replace(REVIEW, hidden=True, appeal=None, criteria=()),)
    ),
    "review_choice": Screen(
        review.review_form, (replace(REVIEW, item=SINGLE, reply="C", criteria=(), marks={}),)
    ),
    "review_done": Screen(review.review_done, (READER, 5)),
    "welcome_back": Screen(notices.welcome_back, (READER, "Sam")),
    "role_changed": Screen(notices.role_changed, (READER, "Lead on call", date(2026, 12, 1))),
    "naming_changed": Screen(notices.naming_changed, (READER, NAMING)),
    "trouble_emails": Screen(
        notices.trouble,
        (TroubleView(READER, Trouble.UNKNOWN_EMAILS, ("new@example.com",)),),
    ),
}

DRAWN = {name: screen.drawn() for name, screen in SCREENS.items()}
MESSAGES = {name for name, drawn in DRAWN.items() if isinstance(drawn, Message)}
