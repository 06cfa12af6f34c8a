"""A digest keeps the facts that it rests on, by id, where it kept the screen that it was.

Names are looked up among the skills, the teams and the banks of the workspace; a mix-up also where
only its punctuation or its capitals changed. What nothing is called by any more keeps its name
without an id. The words of a talk are kept as they were; so is all else that was shown.

A digest whose message was on its way gets its row now: there is one from before the sending on.
Going back, a talk is worded in English, and a digest on its way is not continued in its thread.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from secrets import token_hex
from typing import Any, TypeAlias

import sqlalchemy as sa
from alembic import op

import store.types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Row: TypeAlias = sa.Row[Any]
Table: TypeAlias = sa.TableClause
Json: TypeAlias = dict[str, Any]

BATCH = 500
NEWEST = ("workspace_id", "team_id", "manager_id", "made_at")

DIGESTS = sa.table(
    "digests",
    sa.column("workspace_id", sa.String),
    sa.column("digest_id", sa.String),
    sa.column("delivery_id", sa.String),
    sa.column("team_id", sa.String),
    sa.column("manager_id", sa.String),
    sa.column("week", sa.Text),
    sa.column("facts", store.types.Json),
    sa.column("made_at", store.types.Moment),
)
DELIVERIES = sa.table(
    "deliveries",
    sa.column("workspace_id", sa.String),
    sa.column("delivery_id", sa.String),
    sa.column("person_id", sa.String),
    sa.column("kind", sa.Text),
    sa.column("state", sa.Text),
    sa.column("due_at", store.types.Moment),
    sa.column("sent_at", store.types.Moment),
    sa.column("content", store.types.Json),
)
SKILLS = sa.table(
    "skills",
    sa.column("workspace_id", sa.String),
    sa.column("skill_id", sa.String),
    sa.column("name", sa.Text),
    sa.column("retired_at", store.types.Moment),
)
TEAMS = sa.table(
    "teams",
    sa.column("workspace_id", sa.String),
    sa.column("team_id", sa.String),
    sa.column("name", sa.Text),
)
BANKS = sa.table(
    "banks",
    sa.column("workspace_id", sa.String),
    sa.column("bank_id", sa.String),
    sa.column("misconceptions", store.types.Json),
)


def upgrade() -> None:
    op.execute("ALTER TABLE digests RENAME COLUMN summary TO facts")
    op.create_index("ix_digests_newest", "digests", list(NEWEST))
    op.create_index("ix_digests_delivery", "digests", ["workspace_id", "delivery_id"], unique=True)
    connection = op.get_bind()
    names = read_names(connection)
    for row in each(connection, DIGESTS, "digest_id"):
        facts = facts_of(row.facts, row.team_id, names[row.workspace_id])
        change(connection, DIGESTS, "digest_id", row, facts=facts)
    told = {
        (r.workspace_id, r.delivery_id)
        for r in connection.execute(sa.select(DIGESTS.c.workspace_id, DIGESTS.c.delivery_id))
    }
    for row in each(connection, DELIVERIES, "delivery_id", DELIVERIES.c.kind == "digest"):
        summary = row.content.get("summary")
        if summary and (row.workspace_id, row.delivery_id) not in told:
            connection.execute(
                DIGESTS.insert().values(
                    workspace_id=row.workspace_id,
                    digest_id=token_hex(12),
                    delivery_id=row.delivery_id,
                    team_id=row.content["team"],
                    manager_id=row.person_id,
                    week=row.content["week"],
                    facts=facts_of(summary, row.content["team"], names[row.workspace_id]),
                    made_at=row.due_at,
                )
            )
        kept = {k: v for k, v in row.content.items() if k not in ("summary", "parts")}
        change(connection, DELIVERIES, "delivery_id", row, content=kept)


def downgrade() -> None:
    op.drop_index("ix_digests_delivery", "digests")
    op.drop_index("ix_digests_newest", "digests")
    connection = op.get_bind()
    for row in each(connection, DIGESTS, "digest_id"):
        delivery = connection.execute(
            sa.select(DELIVERIES).where(
                DELIVERIES.c.workspace_id == row.workspace_id,
                DELIVERIES.c.delivery_id == row.delivery_id,
            )
        ).one()
        summary = summary_of(row.facts, row.delivery_id, bool(delivery.content.get("plain")))
        if delivery.sent_at is None:
            content = {**delivery.content, "summary": summary, "parts": 0}
            change(connection, DELIVERIES, "delivery_id", delivery, content=content)
            connection.execute(
                DIGESTS.delete().where(
                    DIGESTS.c.workspace_id == row.workspace_id, DIGESTS.c.digest_id == row.digest_id
                )
            )
        else:
            change(connection, DIGESTS, "digest_id", row, facts=summary)
    op.execute("ALTER TABLE digests RENAME COLUMN facts TO summary")


def each(
    connection: sa.Connection, table: Table, key: str, *where: sa.ColumnElement[bool]
) -> Iterator[Row]:
    """Yield a table's rows, a batch in memory at a time."""
    by = sa.select(table.c.workspace_id, table.c[key]).where(*where)
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for workspace, row_id in connection.execute(by.order_by(table.c.workspace_id, table.c[key])):
        ids[workspace].append(row_id)
    for workspace, known in ids.items():
        for start in range(0, len(known), BATCH):
            some = table.c[key].in_(known[start : start + BATCH])
            yield from connection.execute(
                sa.select(table).where(table.c.workspace_id == workspace, some)
            ).all()


def change(connection: sa.Connection, table: Table, key: str, row: Row, **values: Any) -> None:
    """Write values to one row."""
    connection.execute(
        table.update()
        .where(table.c.workspace_id == row.workspace_id, table.c[key] == getattr(row, key))
        .values(**values)
    )


class Names:
    """What things are called in one workspace, and their ids."""

    def __init__(self) -> None:
        self.skills: dict[str, str] = {}
        self.teams: dict[str, str] = {}
        self.mix_ups: dict[str, Json] = {}

    def skill(self, name: str) -> Json:
        return {"id": self.skills.get(name), "name": name}

    def team(self, name: str) -> Json:
        return {"id": self.teams.get(name), "name": name}

    def mix_up(self, says: str) -> Json | None:
        return self.mix_ups.get(says) or self.mix_ups.get(bare(says))


def read_names(connection: sa.Connection) -> defaultdict[str, Names]:
    """Read what things are called, by workspace; of two of one name, the one not retired goes."""
    names: defaultdict[str, Names] = defaultdict(Names)
    skills = sa.select(SKILLS).order_by(SKILLS.c.retired_at.is_not(None), SKILLS.c.skill_id)
    for row in connection.execute(skills):
        names[row.workspace_id].skills.setdefault(row.name, row.skill_id)
    for row in connection.execute(sa.select(TEAMS).order_by(TEAMS.c.team_id)):
        names[row.workspace_id].teams.setdefault(row.name, row.team_id)
    for row in connection.execute(sa.select(BANKS).order_by(BANKS.c.bank_id)):
        for wrong in row.misconceptions:
            name = {"bank": row.bank_id, "misconception": wrong["id"]}
            for says in (wrong["says"], bare(wrong["says"]) or wrong["says"]):
                names[row.workspace_id].mix_ups.setdefault(says, name)
    return names


def bare(says: str) -> str:
    """Return a wording's letters and digits alone, in small letters."""
    return "".join(c for c in says.casefold() if c.isalnum())


def facts_of(summary: Json, team_id: str, names: Names) -> Json:
    """Return what a digest's screen rested on."""
    team, reader, coverage = summary["team"], summary["reader"], summary["coverage"]
    since, trend = summary["since"], summary["trend"]
    return {
        "language": reader["language"],
        "zone": reader["zone"],
        "monday": summary["monday"],
        "team": {
            "team": {"id": team_id, "name": team["name"]},
            "members": team["people"],
            "overall": figure_of(team["overall"]),
            "skills": [
                {
                    "skill": names.skill(row["name"]),
                    "target": row["expected"],
                    "figure": figure_of(row["now"]),
                    "before": row["before"],
                    "clear": row["clear"],
                }
                for row in summary["skills"]
            ],
            "by_name": team.get("by_name", False),
        },
        "mix_up": mix_up_of(summary["costly"], names),
        "talk": talk_of(summary["talk"]),
        "helpers": [
            {"team": names.team(h["team"]), "skill": names.skill(h["skill"])}
            for h in summary["helpers"]
        ],
        "since": since and {**since, "skill": names.skill(since["skill"])},
        "trend": trend
        and {
            "skill": names.skill(trend["skill"]),
            "weeks": trend["weeks"],
            "target": trend["expected"],
        },
        "moves": {key: coverage[key] for key in ("joined", "left", "moved")},
        "nothing_new": summary["nothing_new"],
    }


def figure_of(measured: Json | None) -> Json | None:
    return measured and {
        **{key: measured[key] for key in ("p", "low", "high", "answers")},
        "people": measured["people"] or 0,
        "reliable": measured["enough"],
    }


def mix_up_of(costly: Json | None, names: Names) -> Json | None:
    return costly and {
        "name": names.mix_up(costly["says"]),
        "says": costly["says"],
        "correction": costly["why"],
        "dearest": costly.get("most", True),
        "slips": None,
    }


def talk_of(talk: Json | None) -> Json | None:
    """Return a talk's words; one that was kept in parts already lacks its item alone."""
    return talk if talk is None or "opening" in talk else {"item": None, **talk}


def summary_of(facts: Json, delivery_id: str, plain: bool) -> Json:
    """Return the screen that a digest was."""
    team, since, trend, mix_up = (facts[key] for key in ("team", "since", "trend", "mix_up"))
    skills = [
        {
            "name": s["skill"]["name"],
            "now": measured_of(s["figure"]),
            "expected": s["target"],
            "before": s["before"],
            "clear": s["clear"],
        }
        for s in team["skills"]
    ]
    members = team["members"]
    return {
        "reader": {"language": facts["language"], "zone": facts["zone"]},
        "digest": delivery_id,
        "team": {
            "team": team["team"]["id"],
            "name": team["team"]["name"],
            "people": members if team["overall"] else min(members, 4),
            "overall": measured_of(team["overall"]),
            "about": "",
            "by_name": team["by_name"],
        },
        "monday": facts["monday"],
        "costly": mix_up
        and {
            "says": mix_up["says"],
            "why": mix_up["correction"],
            "most": mix_up["dearest"],
        },
        "talk": worded(facts["talk"]),
        "helpers": [
            {"team": h["team"]["name"], "skill": h["skill"]["name"]} for h in facts["helpers"]
        ],
        "since": since and {**since, "skill": since["skill"]["name"]},
        "trend": trend
        and {
            "skill": trend["skill"]["name"],
            "weeks": trend["weeks"],
            "expected": trend["target"],
        },
        "coverage": {
            "few": [s["name"] for s in skills if s["now"] and not s["now"]["enough"]],
            **facts["moves"],
        },
        "skills": skills,
        "nothing_new": facts["nothing_new"],
        "response": None,
        "answered": None,
        "plain": plain,
    }


def measured_of(figure: Json | None) -> Json | None:
    return figure and {
        **{key: figure[key] for key in ("p", "low", "high", "answers", "people")},
        "enough": figure["reliable"],
    }


def worded(talk: Json | None) -> Json | None:
    """Word a talk that is kept in parts."""
    if talk is None or "opening" in talk:
        return talk
    day = datetime.fromisoformat(talk["when"]).strftime("%A")
    return {
        "opening": f"open {day}'s stand-up with this.",
        "lines": [
            f"Ask: “{talk['scenario']} {talk['prompt']}”",
            f"Listen for: “{talk['shown']}”",
            f"Then say: {talk['better']}",
        ],
    }
