"""What of messages is held against the example sentences, what is not, and that sentences, rules and vectors agree."""

import numpy as np
import pytest

from recsys.conversation.interpret.by_meaning.interpreter import RulesThenMeaning
from recsys.conversation.interpret.by_meaning.sentences import VECTORS, Sentences, all_sentences, digest, read_groups
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
        ("I need a wireless mouse under 40", SHOWN),
        ("not over 150 bucks", SHOWN),
        ("cheaper than the second please", SHOWN),
        ("in red", SHOWN),
        ("only Sony", SHOWN),
        ("white, at most 80", SHOWN),
        ("why did you pick the first?", SHOWN),
        ("forget the price", CAPPED),
        ("hmm", SHOWN),
        ("", SHOWN),
        ("3 of the 20 in the other shop", SHOWN),
    ],
)
async def test_what_the_rules_are_sure_of_is_not_embedded(text: str, state: DialogueState) -> None:
    assert await embedded(text, state) == []


@pytest.mark.parametrize(
    ("text", "state", "as_in_sentences"),
    [
        ("Nuke the second one!", SHOWN, "nuke this one !"),
        ("I hold no grudge against HP", CAPPED, "i hold no grudge against that brand"),
    ],
)
async def test_items_and_brands_are_called_as_in_the_sentences(
    text: str, state: DialogueState, as_in_sentences: str
) -> None:
    assert await embedded(text, state) == [as_in_sentences]


@pytest.mark.parametrize("broken", [False, True], ids=["like nothing known", "embedder fails"])
@pytest.mark.parametrize("text", ["Nuke the second one!", "flummoxed by those sums", "I hold no grudge against HP"])
async def test_the_rules_reading_stands_where_no_sentence_is_near(text: str, *, broken: bool) -> None:
    embedder = WordEmbedder(dimensions=DIMENSIONS)
    embedder.broken = broken
    found = await RulesThenMeaning(embedder).interpret(text, CAPPED, VOCABULARY)
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


def test_each_sentence_is_in_one_group_and_has_its_vector() -> None:
    texts = all_sentences(read_groups())
    assert len(texts) == len(set(texts))
    with VECTORS.open("rb") as file, np.load(file, allow_pickle=False) as kept:
        assert str(kept["digest"]) == digest(texts), "run python -m recsys.conversation.interpret.by_meaning"
    loaded = Sentences.load()
    assert [len(vectors) for vectors in loaded.vectors] == [len(group.sentences) for group in loaded.groups]
    assert np.linalg.norm(np.concatenate(loaded.vectors), axis=1) == pytest.approx(np.ones(len(texts)), abs=0.02)
