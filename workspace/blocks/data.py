"""Tables and charts: table, data_table, data_visualization.

https://docs.slack.dev/reference/block-kit/blocks/table-block, …/data-table-block and
…/data-visualization-block.
"""

from __future__ import annotations

from typing import Any

from workspace import limits
from workspace.blocks.rich_text import RICH_TEXT
from workspace.blocks.rules import (
    Rule,
    array,
    boolean,
    fault,
    integer,
    number,
    one_of,
    string,
    thing,
    typed,
)
from workspace.shapes import Json

BLOCK_ID: dict[str, Rule] = {"block_id": string(limits.ID)}
CELL = typed(
    {
        "raw_text": thing({"text": string(least=1)}),
        "raw_number": thing({"value": number, "text": string(least=1)}),
        "rich_text": RICH_TEXT,
    }
)
ROW = array(CELL, 1, limits.TABLE_COLUMNS)


def _even(value: Json, at: str, faults: list[str]) -> None:
    """All rows are as long as the first."""
    rows = value.get("rows")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        return
    for index, row in enumerate(rows):
        if len(row) != len(rows[0]):
            fault("all rows must have the same number of columns", f"{at}/rows/{index}", faults)


COLUMN = thing({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})


def _column(value: Any, at: str, faults: list[str]) -> None:
    """A column's settings, or null for none."""
    if value is not None:
        COLUMN(value, at, faults)


TABLE = thing(
    {"rows": array(ROW, 1, limits.TABLE_ROWS)},
    {**BLOCK_ID, "column_settings": array(_column, 0, limits.TABLE_COLUMNS)},
    _even,
)
DATA_TABLE = thing(
    {"rows": array(ROW, 2, limits.DATA_TABLE_ROWS), "caption": string(least=1)},
    {
        **BLOCK_ID,
        "page_size": integer(1, limits.DATA_TABLE_PAGE),
        "row_header_column_index": integer(0, limits.TABLE_COLUMNS - 1),
    },
    _even,
)

LABEL = string(limits.CHART_LABEL, 1)
TITLE = string(limits.CHART_TITLE)


def _positive(value: Any, at: str, faults: list[str]) -> None:
    number(value, at, faults)
    if isinstance(value, int | float) and value <= 0:
        fault("must be greater than 0", at, faults)


def _one_point_a_category(value: Json, at: str, faults: list[str]) -> None:
    """Series have names of their own, and one point for each category, in its order."""
    series, axis = value.get("series"), value.get("axis_config")
    if not isinstance(series, list) or not isinstance(axis, dict):
        return
    names = [each.get("name") for each in series if isinstance(each, dict)]
    if len({str(name) for name in names}) != len(names):
        fault("series names must be unique", f"{at}/series", faults)
    for index, each in enumerate(series):
        points = each.get("data") if isinstance(each, dict) else None
        labels = [point.get("label") for point in points or [] if isinstance(point, dict)]
        if labels != axis.get("categories"):
            fault("data must have one point for each category", f"{at}/series/{index}", faults)


SERIES = thing(
    {
        "name": LABEL,
        "data": array(thing({"label": LABEL, "value": number}), 1, limits.CHART_POINTS),
    }
)
AXIS = thing(
    {"categories": array(LABEL, 1, limits.CHART_POINTS)}, {"x_label": TITLE, "y_label": TITLE}
)
LINES = thing(
    {"series": array(SERIES, 1, limits.CHART_SERIES), "axis_config": AXIS},
    {},
    _one_point_a_category,
)
PIE = thing(
    {"segments": array(thing({"label": LABEL, "value": _positive}), 1, limits.CHART_SEGMENTS)}
)
CHART = thing(
    {
        "title": string(limits.CHART_TITLE, 1),
        "chart": typed({"line": LINES, "bar": LINES, "area": LINES, "pie": PIE}),
    },
    BLOCK_ID,
)
