"""Words that tell which thing is meant: kept to where a slate says them, and told where nothing does any more."""

import asyncio

from recsys.conversation.literal import literal, said_by_all, unsaid
from recsys.model.answer import Candidate, CandidateRequest, CandidateSet, Evidence
from recsys.model.catalog import Item
from recsys.model.constraints import Feature
from recsys.model.ids import ItemId
from recsys.ranking.kind import Kind
from tests.unit.test_interpret_vocabulary import VOCABULARY
from tests.unit.test_state_relaxing import Shelf

KIND = Kind(frozenset({"headset"}), is_category=True)
WIRED = [Item(ItemId(f"wired {number}"), "Headset with a cable") for number in range(3)]
WIRELESS = [Item(ItemId(f"wireless {number}"), "Wireless headset") for number in range(3)]


def found(*items: Item) -> CandidateSet:
    return CandidateSet(tuple(Candidate(item, 1.0, Evidence()) for item in items), passing=len(items), total=9)


def kept(candidates: CandidateSet, topic: str, shelf: Shelf | None = None) -> list[Item]:
    request = CandidateRequest(topic)
    return [one.item for one in asyncio.run(literal(candidates, request, KIND, shelf or Shelf(()))).candidates]


def test_a_slate_says_what_was_asked_for_where_enough_do() -> None:
    everything = found(*WIRED, *WIRELESS)
    assert kept(everything, "wireless headset") == WIRELESS
    assert kept(everything, "headset for a wireless office") == [*WIRED, *WIRELESS], "a purpose is no word of its own"
    assert kept(everything, "headset for a cable") == WIRED, "unless it is a thing"
    assert kept(everything, "good headset") == [*WIRED, *WIRELESS]


def test_too_few_that_say_it_keep_nobody_out() -> None:
    few = found(*WIRED, *WIRELESS[:2])
    assert kept(few, "wireless headset") == [*WIRED, *WIRELESS[:2]]


def test_where_too_few_say_it_search_is_asked_for_those_that_do() -> None:
    few = CandidateSet(found(*WIRED, WIRELESS[0]).candidates, passing=9, total=9)
    assert kept(few, "wireless headset", Shelf([*WIRED, *WIRELESS])) == WIRELESS
    earbuds = [Item(ItemId(f"bud {number}"), "Wireless earbuds") for number in range(3)]
    assert kept(few, "wireless headset", Shelf(earbuds)) == [*WIRED, WIRELESS[0]], "another thing that says it"
    assert kept(few, "wireless headset", Shelf(earbuds, similarity=0.9)) == earbuds, "the same by another name"


def test_words_that_no_candidate_says_and_all_shown_did() -> None:
    missing = unsaid(found(*WIRED), "wireless headset", KIND, VOCABULARY)
    assert missing == (Feature("wireless"),)
    assert unsaid(found(*WIRED, WIRELESS[0]), "wireless headset", KIND, VOCABULARY) == ()
    assert said_by_all(missing, WIRELESS) == missing
    assert said_by_all(missing, [*WIRELESS, WIRED[0]]) == ()
    assert said_by_all(missing, []) == (), "nothing was shown yet"
