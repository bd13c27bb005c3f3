"""Messages that say in other words what the rules know, recognised with the embedded model."""

import numpy as np
import pytest

from recsys.conversation.interpret.by_meaning.interpreter import RulesThenMeaning
from recsys.conversation.interpret.by_meaning.meanings import Meanings
from recsys.conversation.interpret.interpreter import RulesOnly
from recsys.model.constraints import Constraint, PriceMax
from recsys.model.dialogue import ActKind, DialogueState
from recsys.retrieval.embedding.minilm import MiniLMEmbedder
from tests.unit.test_interpret_vocabulary import CAPPED, SHOWN, VOCABULARY

MINILM = MiniLMEmbedder()
BY_MEANING = RulesThenMeaning(MINILM)
RULES = RulesOnly()


@pytest.mark.parametrize(
    ("text", "state", "kind", "refers_to"),
    [
        ("spending is no concern of ours", CAPPED, "relax", ()),
        ("colour has ceased to matter to us", CAPPED, "relax", ()),
        ("HP has been reinstated as a supplier", CAPPED, "relax", ()),
        ("would you let me peruse the remaining assortment", SHOWN, "more", ()),
        ("kindly eliminate the second from my sight", SHOWN, "dislike", (2,)),
        ("brief me on the third", SHOWN, "details", (3,)),
        ("the deets on the second", SHOWN, "details", (2,)),
        ("please substantiate the selection of the second", SHOWN, "explain", (2,)),
        ("please proceed with an order for the third", SHOWN, "purchase", (3,)),
        ("the first is the kind I want, got relatives of it", SHOWN, "like", (1,)),
        ("you are an absolute gem of a helper", SHOWN, "small_talk", ()),
    ],
)
async def test_other_words_for_an_act(
    text: str, state: DialogueState, kind: ActKind, refers_to: tuple[int, ...]
) -> None:
    act = (await BY_MEANING.interpret(text, state, VOCABULARY)).act
    assert (act.kind, act.refers_to, act.add) == (kind, refers_to, ())


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("my savings would not survive that", PriceMax(40.0, inclusive=False)),
        ("these sums exceed what I may sign off", PriceMax(40.0, inclusive=False)),
        ("a thriftier take on the second", PriceMax(60.0, inclusive=False)),
    ],
)
async def test_complaints_about_the_price_ask_for_less(text: str, limit: Constraint) -> None:
    act = (await BY_MEANING.interpret(text, SHOWN, VOCABULARY)).act
    assert (act.kind, act.add) == ("critique", (limit,))


@pytest.mark.parametrize(
    "text",
    [
        "now show me projector lamps",
        "what perfume have you got",
        "we are out of staples",
        "any idea which guitars are any good",
        "my kid wants a telescope for christmas",
        "it has to be frameless",
        "I can't stand glossy ones",
        "something for a tiny flat",
        "nothing by HP",
        "prefer canon",
        "it should be easy to clean",
        "without bluetooth",
        "usb-c ones, please",
        "like the second but with hdmi",
        "the third is not at all to my taste",
    ],
)
async def test_requests_stay_what_the_rules_read(text: str) -> None:
    assert await BY_MEANING.interpret(text, CAPPED, VOCABULARY) == await RULES.interpret(text, CAPPED, VOCABULARY)


async def test_the_weights_that_come_with_the_code_tell_its_sentences_apart() -> None:
    meanings = Meanings.load()
    chosen = [(group.act, text) for group in meanings.groups for text in group.sentences[::25]]
    vectors = await MINILM.embed_passages([text for _, text in chosen])
    told = [meanings.groups[int(meanings.likely(vector).argmax())].act for vector in vectors]
    assert np.mean([act == said for act, (said, _) in zip(told, chosen, strict=True)]) > 0.9
