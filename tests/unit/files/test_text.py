import pytest

from files.faults import Fault
from files.text import decode


def fault_of(content: bytes | str, limit: int = 1000) -> Fault:
    result = decode(content, "a.csv", limit)
    assert isinstance(result, Fault)
    return result


def test_a_byte_order_mark_is_dropped_and_line_ends_become_one_kind() -> None:
    assert decode(b"\xef\xbb\xbfa\r\nb\rc", "a.csv", 1000) == "a\nb\nc"


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"", 1, "empty"),
        (b" \n\n", 1, "empty"),
        ("a,é".encode("utf-16"), 1, "UTF-16"),
        ("a,é".encode("utf-16-le"), 1, "UTF-16"),
        ("a\nb,é".encode("latin-1"), 2, "not in UTF-8: byte 0xe9"),
        (b"PK\x03\x04rest", 1, "zip or Office"),
        (b"%PDF-1.7", 1, "PDF"),
        (b"a\nb\0", 2, "binary"),
        ("a\n\nb\x1b[0m", 3, "U+001B"),
        (b"x" * 1001, 1, "0.0 MB"),
    ],
)
def test_what_is_no_text_is_one_fault_with_its_line(
    content: bytes | str, line: int, words: str
) -> None:
    fault = fault_of(content)
    assert fault.line == line
    assert words in fault.what
    assert fault.todo
