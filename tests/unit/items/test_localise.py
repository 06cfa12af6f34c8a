from dataclasses import replace

from items.localise import in_language
from items.model import Item, Kind, Option, Translation

ITEM = Item(
    id="a",
    kind=Kind.SINGLE,
    skills=("s",),
    scenario="Errors rise.",
    prompt="And now?",
    options=(Option("Declare", 1.0), Option("Wait")),
    explanation="It is cheap.",
    translations={
        "pt": Translation(
            "Erros sobem.", "E agora?", options=(Option("Declarar", 1.0), Option("Esperar"))
        )
    },
)


def test_a_translation_replaces_the_words_and_keeps_the_rest() -> None:
    item = in_language(ITEM, "pt")
    assert (item.language, item.scenario, item.options[0].text) == (
        "pt",
        "Erros sobem.",
        "Declarar",
    )
    assert item.explanation == "It is cheap."
    assert item.id == ITEM.id


def test_a_regional_language_falls_back_to_its_language() -> None:
    assert in_language(ITEM, "pt-BR").prompt == "E agora?"


def test_an_unknown_language_leaves_the_original() -> None:
    assert in_language(ITEM, "fr") is ITEM
    assert in_language(ITEM, "en-GB") is ITEM


def test_the_own_language_wins_over_a_translation_of_its_root() -> None:
    british = replace(ITEM, language="pt-PT")
    assert in_language(british, "pt-PT") is british
