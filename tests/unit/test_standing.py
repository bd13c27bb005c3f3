"""What is said for good: which words, what they change, what the next answer does with it."""

from collections.abc import AsyncGenerator

import pytest

from bot.sample import fill_with_sample
from bot.standing import keep
from bot.wiring import build_turn_service
from recsys.conversation.asking import avoided
from recsys.conversation.interpret.standing import read
from recsys.conversation.preferring import changed
from recsys.conversation.service import TurnService
from recsys.conversation.state import apply
from recsys.conversation.turn import TurnRequest, TurnResult
from recsys.model.constraints import BrandIn, BrandNotIn, CategoryNotIn
from recsys.model.dialogue import EMPTY_STATE, DialogueAct, DialogueState, Standing
from recsys.model.ids import LOCAL_TENANT, ItemId, UserId
from recsys.model.person import Interaction, InteractionKind, Profile
from recsys.ports import CatalogVocabulary, Store
from recsys.ranking.builtin import BuiltinRanker
from recsys.retrieval.generator import HybridGenerator
from storage.open import open_store

ANA = UserId("ana")
WORDS = CatalogVocabulary(
    1, "USD", {"canon": ("Canon", 9), "hp": ("HP", 9)}, {"printers": ("Printers", 9)}, {}, {}, frozenset()
)


@pytest.mark.parametrize(
    ("said", "standing"),
    [
        ("stop suggesting Canon", Standing("avoid", ("Canon",))),
        ("I never want canon again", Standing("avoid", ("Canon",))),
        ("Never show me Canon or HP again, please.", Standing("avoid", ("Canon", "HP"))),
        ("Please stop recommending printers", Standing("avoid", (), ("Printers",))),
        ("no HP from now on", Standing("avoid", ("HP",))),
        ("you can suggest Canon again", Standing("allow", ("Canon",))),
        ("Canon is fine again", Standing("allow", ("Canon",))),
        ("Remember that I prefer HP", Standing("prefer", ("HP",))),
        ("forget what you know about my taste", Standing("forget")),
        ("forget everything you know about me", Standing("forget")),
        ("Don’t learn from me!", Standing("do_not_learn")),
        ("turn personalisation on", Standing("learn")),
        ("no more surprises", Standing("do_not_surprise")),
        ("surprise me again", Standing("surprise")),
        ("no canon", None),
        ("show me more canon", None),
        ("surprise me", None),
        ("forget that, a printer", None),
        ("stop suggesting Acme", None),
    ],
)
def test_only_what_is_meant_for_good_is_read_so(said: str, standing: Standing | None) -> None:
    act = read(said, WORDS)
    assert (act.standing if act else None) == standing


def test_the_last_word_on_a_brand_stands() -> None:
    profile = changed(Profile(preferred_brands=("canon", "HP")), Standing("avoid", ("Canon",), ("Printers",)))
    assert (profile.preferred_brands, profile.avoided_brands) == (("HP",), ("Canon",))
    assert profile.avoided_categories == ("Printers",)
    profile = changed(profile, Standing("allow", ("Canon",)))
    assert profile.avoided_brands == ()
    assert changed(profile, Standing("do_not_learn")).learning is False


def test_what_is_avoided_is_left_out_unless_asked_for_by_name() -> None:
    profile = Profile(avoided_brands=("Canon", "HP"), avoided_categories=("Printers",))

    def state(topic: str, *add: BrandIn) -> DialogueState:
        return apply(EMPTY_STATE, DialogueAct("ask", topic=topic, add=add))

    assert avoided(profile, state("mouse")) == (BrandNotIn(("Canon", "HP")), CategoryNotIn(("Printers",)))
    assert avoided(profile, state("canon printer")) == (BrandNotIn(("HP",)),)
    assert avoided(profile, state("scanner", BrandIn(("hp",)))) == (
        BrandNotIn(("Canon",)),
        CategoryNotIn(("Printers",)),
    )


@pytest.fixture
async def stored() -> AsyncGenerator[Store]:
    async with open_store("memory:") as store:
        await fill_with_sample(store)
        yield store


@pytest.fixture
async def turns(stored: Store) -> AsyncGenerator[TurnService]:
    generator = HybridGenerator(stored.catalog, None)
    service = build_turn_service(stored, generator, BuiltinRanker())
    yield service
    await service.close()
    await generator.close()


async def said(text: str, state: DialogueState, turns: TurnService, store: Store) -> TurnResult:
    result = await turns.answer(TurnRequest(LOCAL_TENANT, ANA, text, state, "1"))
    await keep(store, LOCAL_TENANT, ANA, result.act.standing)
    return result


async def test_a_brand_never_wanted_again_stays_away_in_every_conversation(turns: TurnService, stored: Store) -> None:
    first = await said("headphones", EMPTY_STATE, turns, stored)
    brand = first.answer.picks[0].item.brand
    stopped = await said(f"stop suggesting {brand}", first.state, turns, stored)
    assert stopped.answer.text.startswith(f"Noted: no {brand} from now on")
    for result in (stopped, await said("headphones", EMPTY_STATE, turns, stored)):
        assert result.answer.picks
        assert brand not in {pick.item.brand for pick in result.answer.picks}
    named = await said(f"{brand} headphones", EMPTY_STATE, turns, stored)
    assert brand in {pick.item.brand for pick in named.answer.picks}


async def test_forgetting_a_taste_takes_back_what_was_learned_and_keeps_what_was_bought(
    turns: TurnService, stored: Store
) -> None:
    first = await said("headphones", EMPTY_STATE, turns, stored)
    saved, viewed, bought = (pick.item.id for pick in first.answer.picks)
    done: tuple[tuple[ItemId, InteractionKind], ...] = ((saved, "save"), (viewed, "view"), (bought, "purchase"))
    for item, kind in done:
        await stored.profiles.record(Interaction(LOCAL_TENANT, ANA, item, kind, 1.0))
    answer = (await said("forget what you know about my taste", EMPTY_STATE, turns, stored)).answer
    assert answer.text.startswith("Forgotten")
    assert list(await stored.feedback.opinions(LOCAL_TENANT, ANA)) == []
    profile = await stored.profiles.get(LOCAL_TENANT, ANA)
    assert (profile.recent_views, profile.bought) == ((), (bought,))
