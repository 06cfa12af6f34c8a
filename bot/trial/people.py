"""The scripted people at their screens: what each message makes them do, and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.trial.company import Company
from bot.trial.drive import Driver
from bot.trial.learners import Learner, Written
from items.model import Item, Kind, Outcome
from messages import ids
from workspace.handle import Actor, Handle

BOT = "A0HOLDFAST"
MARKING = timedelta(minutes=3)
READING = timedelta(minutes=4)

Message = Mapping[str, Any]


class People:
    """Everybody of the company, acting through the workspace as a person would."""

    def __init__(self, company: Company, handle: Handle, seed: int) -> None:
        self._company = company
        self._handle = handle
        self._emails = {slack: email for email, slack in company.slack_ids.items()}
        self._learners = {email: Learner(email, seed) for email in company.slack_ids}
        self._actors = {email: handle.act_as(i) for email, i in company.slack_ids.items()}
        self._owners: dict[str, str] = {}
        self._written: dict[str, Written] = {}
        self._seen = 0
        self.driver: Driver | None = None

    def inbox(self) -> int:
        """Look at what the bot posted since last time and plan what each one does about it."""
        entries = self._handle.traffic(after=self._seen)
        posts = 0
        for entry in entries:
            self._seen = max(self._seen, entry["n"])
            if entry["name"] == "conversations.open":
                self._owners[entry["response"]["channel"]["id"]] = self._emails[
                    str(entry["request"]["users"])
                ]
            elif entry["name"] == "chat.postMessage" and entry["response"].get("ok"):
                posts += 1
                self._arrived(entry["response"]["channel"], entry["response"]["ts"])
        return posts

    def _arrived(self, channel: str, ts: str) -> None:
        email = self._owners.get(channel)
        if email is None:
            return
        message = self._look(email, channel, ts)
        actions = _actions(message)
        now = self._handle.now()
        learner = self._learners[email]
        if actions & {ids.OPEN_REPLY, ids.OPEN_ORDER, ids.ANSWER_CERTAIN}:
            self._question(learner, message, now)
        elif ids.WELCOME_TRY in actions and learner.chance("welcome").random() < 0.5:
            minutes = learner.chance("welcome", "delay").randint(5, 90)
            self._plan(now + timedelta(minutes=minutes), email, ids.WELCOME_TRY, message)
        elif ids.DIGEST_DONE in actions:
            self._digest(learner, message, now)
        elif ids.START_REVIEW in actions:
            self._later(now + timedelta(minutes=20), email, lambda: self._review(email, message))

    def _look(self, email: str, channel: str, ts: str) -> Message:
        return self._actors[email].thread(channel, ts)[0]

    def _plan(self, at: datetime, email: str, action: str, message: Message) -> None:
        self._later(at, email, lambda: self._tap(email, message, action))

    def _later(self, at: datetime, email: str, action: Any) -> None:
        if self.driver is None:
            raise RuntimeError("the people have no driver yet")
        self.driver.plan(at, email, action)

    def _tap(self, email: str, message: Message, action: str) -> None:
        """Use a button of a message as it looks now, if it is still there."""
        shown = self._look(email, message["channel"], message["ts"])
        if action in _actions(shown):
            self._actors[email].click(dict(shown), action)

    def _question(self, learner: Learner, message: Message, now: datetime) -> None:
        item = self._company.item_about(_scenario(message))
        if item is None:
            return
        delay = learner.delay(item, now)
        if delay is None:
            return
        dice = learner.chance("habit", item.id, now.isoformat())
        habit = dice.random()
        if habit < 0.05:
            self._plan(now + timedelta(minutes=10), learner.email, ids.NOT_NOW, message)
            return
        in_thread = habit > 0.85
        self._later(
            now + delay,
            learner.email,
            lambda: self._answer(learner, item, message, in_thread=in_thread),
        )

    def _answer(self, learner: Learner, item: Item, message: Message, *, in_thread: bool) -> None:
        now = self._handle.now()
        actor = self._actors[learner.email]
        shown = self._look(learner.email, message["channel"], message["ts"])
        if not _actions(shown) & {ids.OPEN_REPLY, ids.OPEN_ORDER, ids.ANSWER_CERTAIN}:
            return
        if item.kind is Kind.TEXT:
            self._write(learner, actor, item, shown, in_thread=in_thread)
        else:
            self._choose(learner, actor, item, shown, in_thread=in_thread)
        learner.learn(item, now)
        after = learner.chance("after", item.id, now.isoformat()).random()
        if after < 0.03:
            self._later(now + READING, learner.email, lambda: self._appeal(learner, message))
        elif after < 0.06:
            self._plan(now + READING, learner.email, ids.ONE_MORE, message)

    def _choose(
        self, learner: Learner, actor: Actor, item: Item, shown: Message, *, in_thread: bool
    ) -> None:
        choice = learner.choose(item, self._handle.now())
        if in_thread:
            letters = [_letter(shown, item, index) for index in choice.chosen]
            sure = choice.sureness.value.replace("_", " ")
            actor.reply(dict(shown), f"{' '.join(letters)}, {sure}")
            return
        if item.kind is Kind.ORDER:
            actor.click(dict(shown), ids.OPEN_ORDER)
            steps: dict[str, Any] = {
                ids.block_for(ids.STEP, place): str(index)
                for place, index in enumerate(choice.chosen)
            }
            actor.submit({**steps, ids.SURENESS: choice.sureness.value})
            return
        values: Any = [str(index) for index in choice.chosen]
        actor.choose(dict(shown), ids.CHOICE, values[0] if item.kind is Kind.SINGLE else values)
        actor.click(dict(shown), f"answer_{choice.sureness.value}")

    def _write(
        self, learner: Learner, actor: Actor, item: Item, shown: Message, *, in_thread: bool
    ) -> None:
        written = learner.write(item, self._handle.now())
        self._written[_folded(written.text)] = written
        if in_thread:
            actor.reply(dict(shown), written.text)
        else:
            actor.click(dict(shown), ids.OPEN_REPLY)
            actor.submit({ids.REPLY: written.text, ids.SURENESS: written.sureness.value})
        self._later(
            self._handle.now() + MARKING,
            learner.email,
            lambda: self._mark(learner, actor, item, shown, written),
        )

    def _mark(
        self, learner: Learner, actor: Actor, item: Item, message: Message, written: Written
    ) -> None:
        """Mark one's own answer where it asks for that: fairly, or a little too kindly."""
        shown = self._look(learner.email, message["channel"], message["ts"])
        dice = learner.chance("mark", item.id, message["ts"])
        if ids.SAVE_MARKS not in _actions(shown) or dice.random() < 0.15:
            return
        for criterion in item.rubric:
            block = ids.block_for(ids.MARK, criterion.id)
            if any(b.get("block_id") == block for b in shown["blocks"]):
                outcome = written.outcomes[criterion.id]
                if outcome is Outcome.PARTLY and dice.random() < 0.4:
                    outcome = Outcome.MET
                actor.choose(dict(shown), block, outcome.value)
        actor.click(dict(shown), ids.SAVE_MARKS)

    def _appeal(self, learner: Learner, message: Message) -> None:
        shown = self._look(learner.email, message["channel"], message["ts"])
        if ids.SEE_DIFFERENTLY not in _actions(shown):
            return
        actor = self._actors[learner.email]
        actor.click(dict(shown), ids.SEE_DIFFERENTLY)
        actor.submit({ids.NOTE: "I had that in mind, I just said it in other words."})

    def _digest(self, learner: Learner, message: Message, now: datetime) -> None:
        dice = learner.chance("digest", message["ts"])
        if dice.random() < 0.7:
            hours = dice.randint(2, 50)
            self._plan(now + timedelta(hours=hours), learner.email, ids.DIGEST_DONE, message)

    def _review(self, email: str, message: Message) -> None:
        """Read the queue down: mark each point as a fair reviewer would."""
        actor = self._actors[email]
        shown = self._look(email, message["channel"], message["ts"])
        if ids.START_REVIEW not in _actions(shown):
            return
        actor.click(dict(shown), ids.START_REVIEW)
        for _ in range(60):
            view = actor.modal()
            wanted = [
                b for b in view["blocks"] if str(b.get("block_id", "")).startswith(ids.REVIEW_MARK)
            ]
            if not wanted:
                actor.dismiss(everything=True)
                return
            actor.submit(self._words(view, wanted))

    def _words(self, view: Mapping[str, Any], wanted: list[Mapping[str, Any]]) -> dict[str, Any]:
        written = self._written.get(_folded(_quoted(view)))
        values: dict[str, Any] = {}
        for block in wanted:
            criterion = str(block["block_id"]).partition(":")[2]
            outcome = Outcome.NOT_MET
            if written is not None and criterion in written.outcomes:
                outcome = written.outcomes[criterion]
            values[block["block_id"]] = outcome.value
            why = ids.block_for(ids.REVIEW_WHY, criterion)
            values[why] = "Read against the rubric's levels."
        if written is not None:
            values[ids.USE_AS_EXAMPLE] = ["yes"]
        return values


def _actions(message: Mapping[str, Any]) -> set[str]:
    """Return the ids of everything that a message offers to use."""
    found: set[str] = set()
    for block in message.get("blocks") or []:
        inside = [block.get("element"), block.get("accessory"), *(block.get("elements") or [])]
        found |= {e["action_id"] for e in inside if isinstance(e, dict) and "action_id" in e}
    return found


def _scenario(message: Mapping[str, Any]) -> str:
    """Return the scenario that a question shows: the beginning of its first section."""
    for block in message.get("blocks") or []:
        if block["type"] == "section":
            text = str(block["text"]["text"])
            for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
                text = text.replace(entity, sign)
            return text
    return ""


def _letter(shown: Mapping[str, Any], item: Item, index: int) -> str:
    """Return the letter under which a message shows an option."""
    for block in shown["blocks"]:
        for option in (block.get("element") or {}).get("options") or []:
            if option["value"] == str(index):
                return str(option["text"]["text"])[0]
    lines = [
        "".join(str(e.get("text", "")) for e in section["elements"])
        for block in shown["blocks"]
        if block["type"] == "rich_text"
        for section in block["elements"]
    ]
    wanted = _folded(item.options[index].text)
    return next((line[0] for line in lines if _folded(line[1:]) == wanted), "A")


def _quoted(view: Mapping[str, Any]) -> str:
    """Return the reply that a review shows: the quote beside the hidden name."""
    for block in view["blocks"]:
        if block["type"] == "rich_text" and "Name hidden" in str(block):
            for element in block["elements"]:
                if element["type"] == "rich_text_quote":
                    return "".join(str(e.get("text", "")) for e in element["elements"])
    return ""


def _folded(text: str) -> str:
    return " ".join(text.split())
