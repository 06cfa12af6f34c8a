"""Logs are read with clear errors, or with a result that is defined."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from lab.capability.errors import LogError
from lab.capability.logs import joined, log_from, read_log

HEADER = "user_id,skill_id,item_id,timestamp,score\n"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "set.csv"
    path.write_text(text)
    return path


def test_a_file_is_read_plain_or_compressed(tmp_path: Path) -> None:
    text = HEADER + "ana,triage,i1,100,1\nana,triage,i2,200,0.5\n"
    packed = tmp_path / "set.csv.gz"
    packed.write_bytes(gzip.compress(text.encode()))
    for log in (read_log(written(tmp_path, text)), read_log(packed)):
        assert log.score.tolist() == [1.0, 0.5]
        assert (log.people, log.items) == (("ana",), ("i1", "i2"))


def test_columns_are_found_by_name(tmp_path: Path) -> None:
    text = "score,item_id,extra,user_id,timestamp,skill_id\n1,i1,?,ana,100,triage\n"
    assert read_log(written(tmp_path, text)).skills == ("triage",)


def test_replies_out_of_order_are_taken_by_time(tmp_path: Path) -> None:
    text = HEADER + "ana,a,i1,300,1\nbo,a,i1,50,0\nana,a,i2,100,0\n"
    log = read_log(written(tmp_path, text))
    assert log.score.tolist() == [0.0, 1.0, 0.0]
    assert (np.diff(log.days)[log.person[1:] == log.person[:-1]] >= 0).all()


def test_a_row_written_twice_is_two_replies(tmp_path: Path) -> None:
    assert len(read_log(written(tmp_path, HEADER + "ana,a,i1,300,1\n" * 2))) == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "set.csv is empty: a first line user_id"),
        ("a;b;c\n", "missing user_id"),
        ("user_id,skill_id,item_id,timestamp\n", "missing score"),
        (HEADER, "no replies"),
        (HEADER + "ana,a,i1,100,1.5\n", "set.csv, line 2: the score 1.5 is outside"),
        (HEADER + "ana,a,i1,100,nan\n", "outside"),
        (HEADER + "ana,a,i1,100,1\nana,a,i1,inf,1\n", "line 3: the time inf"),
        (HEADER + "ana,a,i1,noon,1\n", "time 'noon' and score '1' have to be numbers"),
        (HEADER + "ana,,i1,100,1\n", "empty"),
        (HEADER + 'ana,a,"i1,100,1\nana,a,i2,100,1\n', "line 2: A quote is never closed"),
        (HEADER + "ana,a\n", "2 columns, where 5 are needed"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(LogError, match=says):
        read_log(written(tmp_path, text))


def test_a_missing_or_broken_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LogError, match=r"none\.csv cannot be read"):
        read_log(tmp_path / "none.csv")
    broken = tmp_path / "broken.csv.gz"
    broken.write_bytes(b"not compressed")
    with pytest.raises(LogError, match="cannot be read"):
        read_log(broken)


@pytest.mark.parametrize("place", [12, 40, -6])
def test_a_damaged_file_says_so_before_its_rows_do(tmp_path: Path, place: int) -> None:
    path = tmp_path / "set.csv.gz"
    rows = "".join(f"ana,a,i{n},{n * 37},{n % 2}\n" for n in range(500))
    data = bytearray(gzip.compress((HEADER + rows).encode()))
    data[place] ^= 0x55
    path.write_bytes(data)
    with pytest.raises(LogError, match=r"set\.csv\.gz cannot be read: .* Copy it again"):
        read_log(path)


def test_joined_logs_share_one_numbering() -> None:
    fit = log_from([("ana", "a", "i1", 1.0, 1.0), ("ana", "b", "i2", 2.0, 1.0)])
    test = log_from([("bo", "b", "i9", 1.0, 0.0), ("bo", "c", "i2", 2.0, 0.0)])
    left, right = joined(fit, test)
    assert left.skills == right.skills == ("a", "b", "c")
    assert right.skill.tolist() == [1, 2]
    assert [right.items[i] for i in right.item] == ["i9", "i2"]
