"""The small catalog vocabulary and the states that the interpretation tests share, and tests of its arrangement."""

import pytest

from recsys.conversation.interpret.lexicon import Lexicon, is_one_edit, squash
from recsys.conversation.interpret.spelling import correct
from recsys.model.constraints import BrandIn, BrandNotIn, Colour, Constraint, Feature, PriceMax, PriceMin, Stated
from recsys.model.dialogue import DialogueState, ShownItem, ShownSlate
from recsys.model.ids import ItemId
from recsys.ports import CatalogVocabulary


class Called:
    """What items are called by: each word as often as said, whole counts of names."""

    def __init__(self, **times: int) -> None:
        """Take how many names have each word."""
        self._times = times

    @classmethod
    def by(cls, words: str, times: int) -> "Called":
        """Return names that have each of the words so often."""
        return cls(**dict.fromkeys(words.split(), times))

    def count(self, word: str) -> int:
        """Return how many names have a word."""
        return self._times.get(word, 0)


BRANDS = (
    "HP",
    "Canon",
    "Sony",
    "StarTech.com",
    "DELL",
    "Kingston Technology",
    "TP-LINK",
    "Brother",
    "Equip",
    "Sharp",
    "Xerox",
    "Epson",
    "Logitech",
    "Lexmark",
    "Samsung",
    "ACT",
    "Oral-B",
    "Philips",
    "Tripp Lite",
    "C2G",
    "Intel",
)
VALUES = {
    "usb": 50,
    "usb-c": 20,
    "bluetooth": 30,
    "wireless": 40,
    "wired": 60,
    "micro atx": 12,
    "doll clothes set": 9,
    "low smoke zero halogen (lszh)": 20,
    "lszh": 3,
    "tower": 30,
    "rackmount/tower": 4,
    "mini tower": 5,
    "polyester": 10,
    "matte": 22,
    "glossy": 14,
    "a3": 9,
    "a4": 40,
    "gigabit ethernet": 30,
    "line-interactive": 18,
    "clamp": 7,
    "rca": 10,
    "optical": 12,
    "stereo": 12,
    "ceiling": 8,
    "serial": 8,
    "parallel": 6,
    "ddr3": 20,
    "ddr4": 20,
    "keyboard": 9,
    "hdmi": 20,
    "noise cancelling": 8,
    "active noise cancellation": 3,
    "qwerty": 9,
    "leather": 4,
    "over-ear": 8,
    "cat6": 10,
    "removable": 8,
    "16 gb": 12,
    "apple": 4,
}
COLOURS = {"black": 80, "white": 40, "silver": 20, "blue": 12, "red": 9, "grey": 15, "stainless steel": 4, "gold": 2}
VOCABULARY = CatalogVocabulary(
    version=1,
    currency="USD",
    brands={brand.lower(): (brand, 10) for brand in BRANDS},
    categories={"headphones": ("Headphones", 20), "cables": ("Cables", 30)},
    colours=COLOURS,
    values=VALUES,
    numeric=frozenset({"weight_g"}),
)
LEXICON = Lexicon.of(VOCABULARY)

SLATE = ShownSlate(
    0,
    (
        ShownItem(ItemId("a"), 50.0, "HP", "HP Alpha 100 headset"),
        ShownItem(ItemId("b"), 60.0, "Canon", "Canon Beta wireless headset"),
        ShownItem(ItemId("c"), 40.0, "Sony", "Sony Gamma headset"),
    ),
)


def state(*constraints: Constraint, topic: str = "headset") -> DialogueState:
    """Return a state after one slate (prices 50, 60, 40; brands HP, Canon, Sony) with these constraints in force."""
    stated = tuple(Stated(constraint, 0, "") for constraint in constraints)
    return DialogueState(
        turns=1, topic=topic, constraints=stated, slates=(SLATE,), shown=tuple(ItemId(x) for x in "abc")
    )


NEW = DialogueState()
SHOWN = state()
CAPPED = state(PriceMax(100.0), BrandNotIn(("HP", "DELL")), Colour("black"), Feature("wireless"))
ONLY_SONY = state(BrandIn(("Sony",)), PriceMin(10.0))


@pytest.mark.parametrize(
    ("written", "brand"),
    [
        ("startech", "StarTech.com"),
        ("StarTech.com", "StarTech.com"),
        ("kingston", "Kingston Technology"),
        ("tp link", "TP-LINK"),
        ("tplink", "TP-LINK"),
        ("oral b", "Oral-B"),
        ("hewlett packard", "HP"),
        ("dell", "DELL"),
        ("tripp", None),
        ("", None),
    ],
)
def test_a_brand_is_found_however_it_is_written(written: str, brand: str | None) -> None:
    assert LEXICON.brand(written) == brand


@pytest.mark.parametrize(
    ("written", "brand"),
    [("lexmrak", "Lexmark"), ("logitec", "Logitech"), ("phillips", "Philips"), ("hpp", None), ("samson", None)],
)
def test_a_brand_one_typing_error_away_is_found(written: str, brand: str | None) -> None:
    assert LEXICON.brand_like(written) == brand


def test_phrases_are_spelt_as_the_catalog_spells_them() -> None:
    assert LEXICON.spelling("micro-atx") == "micro atx"
    assert LEXICON.spelling("line interactive") == "line-interactive"
    assert LEXICON.spelling("unheard of") == "unheard of"
    assert LEXICON.count("tower") == 39


@pytest.mark.parametrize(
    ("left", "right", "near"),
    [
        ("under", "udner", True),
        ("price", "prize", True),
        ("cheap", "cheaper", False),
        ("a", "", True),
        ("ab", "cd", False),
    ],
)
def test_one_edit(left: str, right: str, *, near: bool) -> None:
    assert is_one_edit(left, right) is near
    assert is_one_edit(right, left) is near


def test_squashing_ignores_case_and_joiners() -> None:
    assert squash("Micro-ATX") == squash("micro atx") == "microatx"


def test_misspelt_keywords_are_mended_and_known_words_left_alone() -> None:
    assert correct("somthing cheapr withot parallel", LEXICON) == "something cheaper without parallel"
    assert correct("a prince among order forms", LEXICON) == "a prince among order forms"
