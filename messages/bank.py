"""The banks and their questions, as an administrator sees them."""

from __future__ import annotations

from collections.abc import Sequence

from messages import ids
from messages.blocks import LISTED, actions, button, confirm, modal, section
from messages.excerpts import NAME
from messages.fitting import one_line
from messages.message import Block, View
from messages.mrkdwn import Mrkdwn, bold, escape
from messages.words import Words
from views.bank import BankLine, ItemLine
from views.reader import Reader

BANKS = 45


def banks(reader: Reader, found: Sequence[BankLine]) -> View:
    """List the banks."""
    _ = Words(reader)
    blocks = [_bank(bank, _) for bank in found[:BANKS]]
    if not found:
        blocks.append(section(escape(_("No questions yet. Load a file to begin."))))
    load = button(
        _("Load questions"), ids.LOAD_QUESTIONS, "load", label=_("Load a file of questions")
    )
    return modal(_("Questions"), [*blocks, actions(load)], callback_id=ids.BANK, close=_("Close"))


def _bank(bank: BankLine, _: Words) -> Block:
    parts = [
        _("revision {n}", n=bank.revision),
        _.count("{n} question", "{n} questions", bank.items),
        _.count("{n} skill", "{n} skills", bank.skills),
    ]
    if bank.past_review:
        parts.append(_("{n} past review date", n=bank.past_review))
    if bank.author:
        parts.append(_("by {author}", author=bank.author))
    see = button(
        _("Open"), ids.SEE_BANK, bank.bank, label=_("Open the bank {bank}", bank=bank.bank)
    )
    return section(Mrkdwn(f"{bold(bank.bank)}: {escape(', '.join(parts))}"), see)


def bank_items(reader: Reader, bank: str, items: Sequence[ItemLine]) -> View:
    """List the questions of a bank, each with a way to retire it."""
    _ = Words(reader)
    blocks: list[Block] = [section(bold(bank))]
    blocks += [_item(bank, item, _) for item in items[:LISTED]]
    if len(items) > LISTED:
        more = _.count(
            "{n} more question: export the bank to see it.",
            "{n} more questions: export the bank to see them.",
            len(items) - LISTED,
        )
        blocks.append(section(escape(more)))
    return modal(_("Questions"), blocks, callback_id=ids.BANK, close=_("Close"))


def _item(bank: str, item: ItemLine, _: Words) -> Block:
    kind = {
        "single": _("single choice"),
        "multiple": _("multiple choice"),
        "order": _("order"),
        "text": _("free text"),
    }.get(item.kind, item.kind)
    parts = [
        kind,
        ", ".join(item.skills),
        _("revision {n}", n=item.revision),
        _.count("{n} answer", "{n} answers", item.answers),
    ]
    if item.review_by is not None:
        day = _.dated(item.review_by)
        due = _("past its review date, {day}", day=day)
        parts.append(due if item.past_review else _("review by {day}", day=day))
    retire = button(  # not in red: a whole list of it would shout; asking again is the guard
        _("Retire"),
        ids.RETIRE,
        f"{bank}/{item.item}",
        label=_("Retire the question {item}", item=item.item),
        confirm=confirm(
            _("Retire {item}?", item=one_line(item.item, NAME)),
            _("It is not asked again. Answers to it are kept."),
            _("Retire"),
            _("Keep it"),
        ),
    )
    return section(Mrkdwn(f"{bold(item.item)}: {escape(', '.join(parts))}"), retire)
