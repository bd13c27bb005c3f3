"""Why a pick: its words, its limits, and what the person likes and dislikes; nothing that is not so."""

import pytest

from recsys.conversation.asking import Person
from recsys.conversation.explaining import explain
from recsys.conversation.state import apply
from recsys.model.answer import Evidence
from recsys.model.constraints import BrandNotIn, Colour, Feature, PriceMax
from recsys.model.dialogue import EMPTY_STATE, DialogueAct, DialogueState
from recsys.model.ids import ItemId
from recsys.model.person import EMPTY_PROFILE, Opinion, Profile
from tests.unit.test_ranking import item

PICK = item("Hush", "Sony", 99.0, connection="bluetooth", colour="black")
OLD, OLDER, LOUD = item("Old", "Sony"), item("Older", "Sony"), item("Loud", "Bix")
ITEMS = {one.id: one for one in (OLD, OLDER, LOUD)}
NOBODY = Person(EMPTY_PROFILE, (), {})


def because(state: DialogueState, person: Person = NOBODY, evidence: Evidence | None = None) -> str:
    (told,) = explain((PICK,), state, person, {PICK.id: evidence} if evidence else {}, "USD").picks
    return told.reason.split("\n")[1]


def asked(topic: str, *constraints: BrandNotIn | Colour | Feature | PriceMax) -> DialogueState:
    return apply(EMPTY_STATE, DialogueAct("ask", topic=topic, add=constraints))


def test_the_words_that_search_found_and_where() -> None:
    evidence = Evidence(matched=("bluetooth", "headphones"), attributes=("connection",))
    told = because(asked("bluetooth headphones"), evidence=evidence)
    assert told.startswith(
        "The catalog describes it with “bluetooth” and “headphones” and its connection answers the request."
    )


@pytest.mark.parametrize(("similarity", "said"), [(0.6, True), (0.1, False), (None, False)])
def test_meaning_is_a_reason_only_where_it_is_known_to_be_near(similarity: float | None, *, said: bool) -> None:
    told = because(asked("something loud"), evidence=Evidence(similarity=similarity))
    assert told.startswith("Its meaning comes close to your words.") is said


def test_the_limits_it_meets() -> None:
    told = because(asked("hush", PriceMax(120), BrandNotIn(("Bix",)), Colour("black"), Feature("bluetooth")))
    assert "It costs $99 (within your limit), it is made by Sony and it meets “black” and “with Bluetooth”." in told


def test_what_was_asked_for_since_and_is_not_so_is_said_to_be_so() -> None:
    told = because(asked("hush", PriceMax(20, inclusive=False), BrandNotIn(("Sony",)), Colour("black")))
    assert "It costs $99 and it meets “black”." in told
    assert "It does not meet “under $20” and “not Sony”, asked for since." in told
    assert "within your limit" not in told
    assert "made by" not in told


def test_likes_and_dislikes_and_the_profile() -> None:
    opinions = (Opinion(OLD.id, 1.0, 2.0), Opinion(OLDER.id, 1.0, 1.0), Opinion(LOUD.id, -1.0, 0.0, "dismiss"))
    profile = Profile(preferred_categories=("Headphones",), budget_max=150.0)
    told = because(asked("hush"), Person(profile, opinions, ITEMS))
    assert "You liked two Sony headphones" in told
    assert "Headphones is a category you prefer" in told
    assert "it is within your usual budget of $150" in told
    assert "you disliked Bix Loud, which counted against it" in told
    assert "ou liked" not in because(asked("hush"), Person(profile, opinions[2:], ITEMS))
    assert "You looked at it recently" in because(asked("hush"), Person(Profile(recent_views=(PICK.id,)), (), {}))


def test_the_request_is_told_in_the_catalogs_currency() -> None:
    answer = explain((PICK,), asked("hush", PriceMax(120)), NOBODY, {}, "EUR")
    assert answer.text == "You asked for “hush”, up to €120."
    assert explain((PICK,), EMPTY_STATE, NOBODY, {}, "EUR").text == "You left the choice to me."
    assert answer.picks[0].item.id == ItemId(PICK.id)
