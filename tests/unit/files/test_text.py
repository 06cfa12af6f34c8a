import gzip
from pathlib import Path

import pytest

from files.faults import Fault
from files.text import Unreadable, decode, read_path


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


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "packed.csv"])
def test_a_file_is_read_plain_or_gzipped_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    text = "\ufeffä,b\n".encode()
    path = tmp_path / name
    path.write_bytes(text if name == "a.csv" else gzip.compress(text))
    assert read_path(path) == "ä,b\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("none.csv", None),
        ("latin.csv", "é".encode("latin-1")),
        ("cut.csv", gzip.compress(b"a" * 5000, mtime=0)[:-9]),
        ("bent.csv", gzip.compress(b"a,b\n", mtime=0)[:10] + b"\xff" * 20),
        ("plain.csv.gz", b"not compressed"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(Unreadable, match=r"\w"):
        read_path(tmp_path / name)
