"""A work email or a Slack id as people copy it: the address where it is certain, else a fault."""

from __future__ import annotations

import pytest

from org.addresses import address, why_none


@pytest.mark.parametrize(
    "written",
    [
        "nia@kestrel.example",
        " Nia@Kestrel.Example ",
        "mailto:nia@kestrel.example",
        "MAILTO: nia@kestrel.example",
        "mailto:nia@kestrel.example?subject=Hello%20you",
        "Nia Okoro <nia@kestrel.example>",
        '"Okoro, Nia" <nia@kestrel.example>',
        "<nia@kestrel.example>",
        "<mailto:nia@kestrel.example|nia@kestrel.example>",
        "[nia@kestrel.example](mailto:nia@kestrel.example)",
        "SMTP:nia@kestrel.example",
        "E-Mail: nia@kestrel.example",
        "nia@kestrel.example (on leave)",
        "nia@kestrel.example;",
        "nia@kestrel.example,",
        "nia@kestrel.example.",
        "'nia@kestrel.example",
        "“nia@kestrel.example”",
        "nia@kestrel.example\u200b",
        "nia@kes\u00adtrel.example",
        "\ufeffnia@kestrel.example",
        "\u202ania@kestrel.example\u202c",
        "nia\u200d@kestrel.example",
        "\u00a0nia@kestrel.example\u3000",
        "ｎｉａ＠ｋｅｓｔｒｅｌ．ｅｘａｍｐｌｅ",
    ],
)
def test_an_address_is_read_without_what_is_written_around_it(written: str) -> None:
    assert address(written) == "nia@kestrel.example"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("mailto:nia%2Bnight@kestrel.example", "nia+night@kestrel.example"),
        ("o'brien@kestrel.example", "o'brien@kestrel.example"),
        ("jose\u0301@kestrel.example", "josé@kestrel.example"),
        ("nia@münchen.example", "nia@münchen.example"),
        ("U024BE7LH", "U024BE7LH"),
        ("U024BE7LH\u200b", "U024BE7LH"),
        ("<@U024BE7LH>", "U024BE7LH"),
        ("<@U024BE7LH|nia>", "U024BE7LH"),
    ],
)
def test_other_addresses_and_slack_ids_stay_themselves(written: str, read: str) -> None:
    assert address(written) == read


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", ""),
        ("nia", ""),
        ("nia@kestrel", ""),
        ("nia@kestrel..example", ""),
        ("nia@.example", ""),
        ("@kestrel.example", ""),
        ("nia@kestrel.example, leo@kestrel.example", "It holds more than one `@`."),
        ("Nia <nia@k.example>; Leo <leo@k.example>", "It holds more than one `@`."),
        ("nia@@kestrel.example", "It holds more than one `@`."),
        ("nia okoro@kestrel.example", "It holds a space."),
        ("nia\u00a0okoro@kestrel.example", "It holds a space."),
        ("nia[at]kestrel.example", "Its `@` is written out."),
        (
            "nia@k\u0435strel.example",
            "It holds U+0435 (cyrillic small letter ie), which looks like another letter.",
        ),
        (
            "ni\ufffd@kestrel.example",
            "It holds U+FFFD, which stands for a letter that was lost when the file was saved.",
        ),
    ],
)
def test_what_is_no_address_says_why(written: str, why: str) -> None:
    assert address(written) is None
    assert why_none(written) == why
