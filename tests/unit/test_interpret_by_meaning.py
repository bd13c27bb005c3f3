"""What of messages is held against the example sentences, what is not, and that sentences, rules and vectors agree."""

import numpy as np
import pytest

from recsys.conversation.interpret.by_meaning.interpreter import RulesThenMeaning
from recsys.conversation.interpret.by_meaning.meanings import WEIGHTS, Meanings, fitted
from recsys.conversation.interpret.by_meaning.sentences import all_sentences, digest, read_groups
from recsys.conversation.interpret.interpreter import RulesOnly
from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.model.dialogue import DialogueState
from recsys.retrieval.embedding.minilm_model import DIMENSIONS
from tests.fakes.word_embedder import WordEmbedder
from tests.unit.test_interpret_vocabulary import CAPPED, NEW, SHOWN, VOCABULARY

READ_AS = {"cheaper": {"critique"}, "courtesy": {"small_talk", "thanks"}}


async def embedded(text: str, state: DialogueState) -> list[str]:
    """Return what of a message was embedded."""
    embedder = WordEmbedder(dimensions=DIMENSIONS)
    await RulesThenMeaning(embedder).interpret(text, state, VOCABULARY)
    return embedder.queries


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("my bank account is crying", NEW),
        ("not over 150 bucks", SHOWN),
        ("in red", SHOWN),
        ("only Sony", SHOWN),
        ("white, at most 80", SHOWN),
        ("hmm", SHOWN),
        ("", SHOWN),
    ],
)
async def test_what_the_rules_are_sure_of_is_not_embedded(text: str, state: DialogueState) -> None:
    assert await embedded(text, state) == []


@pytest.mark.parametrize(
    ("text", "state", "as_in_sentences"),
    [
        ("Nuke the second one!", SHOWN, "nuke this one"),
        ("I hold no grudge against HP", CAPPED, "i hold no grudge against that brand"),
    ],
)
async def test_items_and_brands_are_called_as_in_the_sentences(
    text: str, state: DialogueState, as_in_sentences: str
) -> None:
    assert await embedded(text, state) == [as_in_sentences]


NOTHING_LIKELY = Meanings(read_groups(), np.zeros((DIMENSIONS + 1, len(read_groups())), np.float32))


@pytest.mark.parametrize("broken", [False, True], ids=["nothing is likely", "embedder fails"])
@pytest.mark.parametrize("text", ["Nuke the second one!", "flummoxed by those sums", "I hold no grudge against HP"])
async def test_the_rules_reading_stands_where_nothing_else_is_likely(text: str, *, broken: bool) -> None:
    embedder = WordEmbedder(dimensions=DIMENSIONS)
    embedder.broken = broken
    found = await RulesThenMeaning(embedder, meanings=NOTHING_LIKELY).interpret(text, CAPPED, VOCABULARY)
    assert embedder.queries
    assert found == await RulesOnly().interpret(text, CAPPED, VOCABULARY)


def test_the_rules_understand_the_plain_sentence_of_each_group() -> None:
    rules = RuleInterpreter()
    requests, *groups = read_groups()
    assert (requests.act, requests.plain) == ("request", "")
    for group in groups:
        spoken = {"number 2": (2,), "number 1 and number 3": (1, 3)}
        for items, positions in list(spoken.items())["{items}" in group.plain :]:
            plain = group.plain.format(item=items, items=items, brand="HP and DELL")
            act = rules.interpret(plain, CAPPED, VOCABULARY)
            assert act.kind in READ_AS.get(group.act, {group.act}), plain
            if "{item" in group.plain:
                assert act.refers_to == positions, plain


def test_each_sentence_is_in_one_group_and_the_weights_are_fitted_to_them() -> None:
    texts = all_sentences(read_groups())
    assert len(texts) == len(set(texts))
    with WEIGHTS.open("rb") as file, np.load(file, allow_pickle=False) as kept:
        assert str(kept["digest"]) == digest(read_groups()), "run python -m recsys.conversation.interpret.by_meaning"
    loaded = Meanings.load()
    assert loaded.weights.shape == (DIMENSIONS + 1, len(loaded.groups))


def test_a_fit_tells_directions_apart_and_sums_up_to_one() -> None:
    vectors = np.eye(3, DIMENSIONS, dtype=np.float32)
    fit = Meanings(read_groups()[:3], fitted(vectors.repeat(40, axis=0), np.arange(3).repeat(40).tolist(), 3))
    likely = np.array([fit.likely(vector) for vector in vectors])
    assert (likely.argmax(axis=1) == np.arange(3)).all()
    assert likely.diagonal() == pytest.approx(np.full(3, 0.95), abs=0.05)
    assert likely.sum(axis=1) == pytest.approx(np.ones(3))
