"""The thing asked for is told from what is said about it."""

from dataclasses import replace

import pytest

from recsys.model.answer import Candidate, Evidence
from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.ports import CatalogVocabulary
from recsys.ranking.kind import NO_KIND, Kind, is_of_kind, kind_of, stem


def candidate(title: str, category: str = "", score: float = 0.9, cosine: float | None = None) -> Candidate:
    return Candidate(Item(ItemId(title), title, category=category), score, Evidence(similarity=cosine))


SHOP = [
    candidate("Calm 1 Headphones", "Headphones"),
    candidate("Whisper Silent Mouse", "Mice"),
    candidate("Posture Pro", "Office Chairs"),
    candidate("Small Earbuds", "Earbuds"),
]


VOCABULARY = CatalogVocabulary(
    version=1,
    currency="USD",
    brands={},
    categories={name.lower(): (name, 5) for name in ("Headphones", "Mice", "Laptops", "Office Chairs", "Earbuds")},
    colours={"black": 3},
    values={"wireless": 9, "over-ear": 2},
    numeric=frozenset(),
)
NO_CATEGORIES = replace(VOCABULARY, categories={})


@pytest.mark.parametrize(
    ("topic", "kind"),
    [
        ("quiet headphones", "headphone"),
        ("headphones for the office", "headphone"),
        ("headphones wireless black", "headphone"),
        ("a quiet mouse", "mouse"),
        ("office chair", "chair"),
        ("laptop stand", ""),
        ("something nice", ""),
        ("", ""),
    ],
)
def test_the_catalogs_categories_tell_the_kind(topic: str, kind: str) -> None:
    assert kind_of(topic, VOCABULARY, SHOP) == (Kind(frozenset({kind}), is_category=True) if kind else NO_KIND)


def test_without_categories_the_titles_tell_it() -> None:
    cords = [candidate(f"Acme power cord {length} m") for length in (1, 2, 3)] + [candidate("Acme power strip")]
    assert kind_of("black power cords with C13", NO_CATEGORIES, cords) == Kind(frozenset({"cord"}))
    assert kind_of("black power bricks", NO_CATEGORIES, cords) == NO_KIND
    assert [is_of_kind(cord.item, frozenset({"cord"})) for cord in cords] == [True, True, True, False]


def test_what_is_counted_or_only_describes_is_not_the_kind() -> None:
    switches = [candidate(f"Acme ergonomic switch {ports} ports") for ports in (4, 8, 16)]
    assert kind_of("network switch 8 ports", NO_CATEGORIES, switches) == Kind(frozenset({"switch"}))
    assert kind_of("switch ergonomic", NO_CATEGORIES, switches) == Kind(frozenset({"switch"}))
    assert kind_of("ports", NO_CATEGORIES, switches) == Kind(frozenset({"port"}))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("mice", "mouse"),
        ("headphones", "headphone"),
        ("batteries", "battery"),
        ("switches", "switch"),
        ("glass", "glass"),
    ],
)
def test_plurals(word: str, expected: str) -> None:
    assert stem(word) == expected


@pytest.mark.parametrize("topic", ["something to carry my laptop", "Something for headphones", "anything with a mouse"])
def test_what_a_thing_is_for_is_not_the_thing(topic: str) -> None:
    assert kind_of(topic, VOCABULARY, SHOP) == NO_KIND
