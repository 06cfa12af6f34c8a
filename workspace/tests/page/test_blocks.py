"""Every kind of block is drawn; what is not is shown as labelled JSON."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from workspace.tests.page import gallery
from workspace.tests.page.conftest import Gallery, Open


def test_texts_of_every_kind_are_drawn(visit: Open, app: Gallery) -> None:
    known = [block for block in gallery.TEXTS if block["type"] != "video"]
    app.post("C1", known)
    page = visit("/?as=U1&channel=C1")
    message = page.locator(".message").last
    for block in known:
        expect(message.locator(f".block-{block['type']}").first).to_be_visible()
    expect(message.locator(".unknown")).to_have_count(0)
    rich = message.locator(".block-rich_text")
    expect(rich.locator("ol > li").first).to_contain_text("First")
    expect(rich.locator("ol > li ul > li")).to_have_text("inside")
    expect(rich.locator("ol").last).to_have_attribute("start", "2")
    markdown = message.locator(".block-markdown")
    expect(markdown.get_by_role("heading")).to_have_text("A heading")
    expect(markdown.locator("ol > li ul > li")).to_have_text("nested")
    expect(markdown.get_by_role("checkbox", name="Done")).to_be_checked()
    expect(markdown.get_by_role("cell", name="6.8")).to_be_visible()


def test_a_block_that_is_not_drawn_is_labelled_json(visit: Open) -> None:
    page = visit("/")
    shown = page.evaluate(
        """async (block) => {
          const { drawBlock } = await import("/page/blocks/index.js");
          return drawBlock(block, {}).textContent;
        }""",
        {"type": "constructor", "block_id": "b", "title": "<b>A video</b>"},
    )
    assert "Not drawn here: constructor" in shown
    assert '"title": "<b>A video</b>"' in shown


@pytest.mark.parametrize("kind", ["line", "bar", "area", "pie"])
def test_a_chart_says_its_figures(visit: Open, app: Gallery, kind: str) -> None:
    app.post("C1", [gallery.chart(kind, f"A {kind}", "chart")])
    page = visit("/?as=U1&channel=C1")
    chart = page.get_by_role("img", name=f"A {kind}.")
    expect(chart).to_be_visible()
    said = "Met 31" if kind == "pie" else "Team: 6.1 at 8 Sep to 6.8 at 27 Oct"
    assert said in (chart.get_attribute("aria-label") or "")
    page.get_by_text("Figures", exact=False).first.click()
    cell = "31" if kind == "pie" else "6.8"
    expect(page.get_by_role("cell", name=cell, exact=True).first).to_be_visible()


def test_a_data_table_is_sorted_and_turned(visit: Open, app: Gallery) -> None:
    app.post("C1", [gallery.DATA_TABLE])
    page = visit("/?as=U1&channel=C1")
    table = page.get_by_role("table", name="Skills this week")
    expect(table.locator("tbody tr")).to_have_count(5)
    page.get_by_role("button", name="Next page").click()
    expect(table.locator("tbody tr")).to_have_count(2)
    table.get_by_role("button", name="Now").click()
    assert first_column(table) == [
        "Capacity", "Rollback", "Data protection", "Incident triage", "Alert hygiene",
    ]  # fmt: skip
    table.get_by_role("button", name="Now").click()
    expect(table.get_by_role("columnheader", name="Now")).to_have_attribute(
        "aria-sort", "descending"
    )
    assert first_column(table)[0] == "Postmortems"


def first_column(table: Locator) -> list[str]:
    return table.locator("tbody th").all_text_contents()


def test_an_image_that_cannot_be_had_shows_its_description(visit: Open) -> None:
    page = visit("/")
    page.evaluate(
        """async () => {
          const { drawBlock } = await import("/page/blocks/index.js");
          document.body.append(drawBlock({ type: "image", alt_text: "A map" }, {}));
        }"""
    )
    expect(page.get_by_role("img", name="A map")).to_be_visible()
