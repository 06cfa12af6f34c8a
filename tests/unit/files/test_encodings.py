"""Files as spreadsheets save them: UTF-16 and code pages are recognised, or asked about."""

from __future__ import annotations

import pytest

from files.faults import Fault
from files.text import Decoded, decode_any

ROSTER = "email,name,team,role\nnia@kestrel.example,{},Billing,engineer\n"


def read(content: bytes) -> Decoded | Fault:
    return decode_any(content, "roster.csv", 100_000)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["Nia Okoro", "José Muñoz", "Иван Петров", "中野 愛"])
def test_utf_16_is_read_with_and_without_its_mark(codec: str, name: str) -> None:
    text = ROSTER.format(name)
    found = read(text.replace("\n", "\r\n").encode(codec))
    assert isinstance(found, Decoded)
    assert found.text == text
    assert ["UTF-16" in note.what for note in found.notes] == [True]


def test_utf_16_that_is_cut_off_is_a_fault() -> None:
    found = read(ROSTER.format("Nia").encode("utf-16")[:-1])
    assert isinstance(found, Fault)
    assert "UTF-16, and not whole" in found.what


@pytest.mark.parametrize(
    ("codec", "page", "name"),
    [
        ("cp1252", "Windows-1252", "José Muñoz"),
        ("cp1252", "Windows-1252", "Jürgen Groß"),
        ("cp1252", "Windows-1252", "Zoë François"),
        ("cp1252", "Windows-1252", "João Conceição"),
        ("cp1252", "Windows-1252", "Åse Bjørnsen"),
        ("cp1252", "Windows-1252", "L’équipe “Été” – Nord"),
        ("cp1250", "Windows-1250", "Jiří Novák"),
        ("cp1250", "Windows-1250", "Łukasz Wiśniewski"),
        ("cp1250", "Windows-1250", "Győző Szűcs"),
        ("cp1251", "Windows-1251", "Отдел платежей"),
        ("cp1253", "Windows-1253", "Γιώργος Παπαδόπουλος"),
        ("cp1254", "Windows-1254", "Işık Çağlar, Gökçe Şahin"),
        ("cp1257", "Windows-1257", "Jānis Bērziņš"),
        ("mac_roman", "Mac Roman", "José Muñoz"),
        ("cp850", "DOS code page 850", "José Muñoz"),
    ],
)
def test_a_code_page_is_told_by_the_letters_of_languages(codec: str, page: str, name: str) -> None:
    text = ROSTER.format(name)
    found = read(text.encode(codec))
    assert isinstance(found, Decoded)
    assert found.text == text
    (note,) = found.notes
    assert f"in {page}, not in UTF-8, and is read as such" in note.what


def test_where_two_pages_are_as_likely_nobody_guesses() -> None:
    found = read(ROSTER.format("Dvořák").encode("cp1250"))
    assert isinstance(found, Fault)
    assert (found.line, found.todo) == (2, "Save it again as UTF-8.")
    assert "It may read “Dvořák” in Windows-1250 or “Dvoųįk” in Windows-1257." in found.what


@pytest.mark.parametrize(
    "content",
    [
        "José, Zoë".encode()[:-1],  # UTF-8, cut off within a letter
        b"\x00\x01\x02\x03binary\xff\xfe",
        bytes(range(128, 256)) * 3,
    ],
)
def test_what_is_damaged_is_no_code_page(content: bytes) -> None:
    assert isinstance(read(content), Fault)


def test_utf_8_has_nothing_to_be_said_of_it() -> None:
    assert read("\ufeffa,ß\r\n\rb".encode()) == Decoded("a,ß\n\nb")
