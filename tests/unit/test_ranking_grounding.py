"""Every word of a reason comes from somewhere: the item, the wish, the profile, or the glue of a sentence."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.model.constraints import Colour, Feature
from recsys.model.person import Profile
from recsys.ranking.claims import unsupported
from recsys.ranking.ground import Ground
from recsys.ranking.grounding import root
from tests.unit.test_ranking import item, shelf, wish

QUIET = item(
    "QuietComfort 45", "Bose", 299.0, battery_hours=24.0, weight_g=240.0, noise_cancelling=True, usb_c_ports=2.0,
    description="Over-ear headphones that fold. Charges by USB-C and has a touch screen remote.", colour="black",
)  # fmt: skip
DEAR = item("Studio", "Sony", 449.0)
SMALL = item("Go", "JLab", 99.0)
SHELF = shelf(QUIET, DEAR, SMALL)
REQUEST = wish(SHELF, "headphones for travel and calls", profile=Profile(preferred_categories=("Audio gear",)))
GROUND = Ground(QUIET, (QUIET, DEAR, SMALL), REQUEST)


@pytest.mark.parametrize(
    "sentence",
    [
        "Black over-ear headphones with noise cancellation and a 24-hour battery.",
        "It folds, weighs 240 g and is charged by USB-C.",
        "A good match for travel: it offers 24 hours of battery life.",
        "You asked for calls, and these have a touchscreen remote.",
        "It has two USB-C ports and is the lightest of the three.",
        "The Bose costs $299 and comes in black.",
    ],
)
def test_words_of_the_item_and_of_the_wish_hold(sentence: str) -> None:
    slate = (QUIET, item("Heavy", "Sony", 449.0, weight_g=300.0), item("Tin", "JLab", 99.0, weight_g=290.0))
    assert unsupported(sentence, Ground(QUIET, slate, REQUEST)) == ()


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Award-winning headphones with 24 hours of battery life.", "award-winning"),
        ("It has a military-grade build.", "military-grade"),
        ("It is loved by students everywhere.", "students"),
        ("It has a crisp sound stage.", "crisp"),
        ("Waterproof, and it folds.", "waterproof"),
        ("It is travel sized.", "travel"),
        ("It comes with a premium leather pouch.", "leather"),
        ("An elegant pair that folds.", "elegant"),
        ("Headphones with great clarity.", "great"),
    ],
)
def test_a_made_up_quality_is_found(sentence: str, word: str) -> None:
    assert word in {claim.words.lower() for claim in unsupported(sentence, replace(GROUND, item=DEAR))}
    assert word in {claim.words.lower() for claim in unsupported(sentence, GROUND)}


def test_what_was_asked_for_is_not_true_of_an_item_for_that() -> None:
    request = wish(SHELF, "waterproof headphones")
    assert unsupported("It is waterproof.", Ground(QUIET, (QUIET,), request))
    assert not unsupported("You asked for waterproof headphones.", Ground(QUIET, (QUIET,), request))


def test_what_every_candidate_has_to_meet_is_true_of_each() -> None:
    request = wish(SHELF, "headphones", Feature("foldable hinge"), Colour("black"))
    assert not unsupported("Black, with a foldable hinge.", Ground(SMALL, (SMALL,), request))
    assert unsupported("It has no foldable hinge worth a name.", Ground(SMALL, (SMALL,), wish(SHELF)))


def test_cheap_is_what_costs_no_more_than_half_of_the_candidates() -> None:
    assert not unsupported("An affordable pair.", Ground(SMALL, (SMALL,), wish(SHELF)))
    assert unsupported("An affordable pair.", Ground(DEAR, (DEAR,), wish(SHELF)))


def test_a_number_counts_what_the_catalog_counts_with_it() -> None:
    assert unsupported("It has 24 ports.", GROUND)
    assert unsupported("It has 2 microphones.", GROUND)
    assert not unsupported("It has 2 USB-C ports.", GROUND)
    assert unsupported("It is under $299.", GROUND)
    assert not unsupported("It is under $300.", GROUND)


def test_a_number_belongs_to_what_it_is_given_to() -> None:
    laptop = item("Air", "Ada", 900.0, "Laptops", memory_gb=16.0, storage_gb=512.0)
    ground = Ground(laptop, (laptop,), wish(shelf(laptop), "laptop"))
    assert not unsupported("It has 16 GB of memory and 512 GB of storage.", ground)
    assert unsupported("It has 512 GB of memory.", ground)
    assert unsupported("It has a storage of 16 GB.", ground)


def test_in_another_language_amounts_and_names_are_still_checked() -> None:
    asked = wish(SHELF, "leichte kopfhörer unter 300 euro")
    ground = Ground(QUIET, (QUIET,), asked)
    assert not unsupported("Leicht mit 240 g, dazu 24 Stunden Laufzeit.", ground)
    assert unsupported("Leicht mit 190 g.", ground)
    assert unsupported("Leicht und von Sony.", ground)
    assert unsupported("Award-winning sound for you.", ground)
    assert unsupported("Leicht mit 240 g, dazu 24 Stunden Laufzeit.", GROUND)


@pytest.mark.parametrize(
    "forms",
    [
        ("cancelling", "cancellation", "canceled", "cancels"),
        ("charge", "charges", "charging", "charged"),
        ("fit", "fits", "fitting", "fitted"),
        ("battery", "batteries"),
        ("colour", "colors"),
    ],
)
def test_forms_of_a_word_are_one(forms: tuple[str, ...]) -> None:
    assert len({root(form) for form in forms}) == 1


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz-'’", min_size=1, max_size=20))
def test_any_word_has_a_root_and_its_root_has_the_same(word: str) -> None:
    assert len(root(word)) <= len(word) + 1


@given(st.text(max_size=120))
def test_any_text_can_be_checked(text: str) -> None:
    assert unsupported(text, GROUND) == unsupported(text, GROUND)


@pytest.mark.parametrize(
    ("asked", "sentence", "word"),
    [
        ("werewolf costume", "It is a werewolf costume.", "werewolf"),
        ("bedspreads", "It uses inkjet printing.", "inkjet"),
    ],
)
def test_english_that_no_candidate_says_is_no_foreign_language(asked: str, sentence: str, word: str) -> None:
    ground = Ground(QUIET, (QUIET,), replace(REQUEST, said=asked, topic=asked, kind=frozenset({"costume"})))
    assert word in {claim.words for claim in unsupported(sentence, ground)}


def test_what_a_request_in_another_language_is_answered_with_stays() -> None:
    ground = Ground(QUIET, (QUIET,), replace(REQUEST, said="leise kopfhörer", topic="leise kopfhörer"))
    assert unsupported("Leichte Kopfhörer mit langer Laufzeit.", ground) == ()
