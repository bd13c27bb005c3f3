"""Follow-ups in languages that the rules do not speak: a model is asked, and without one the talk stays as it is."""

import pytest

from recsys.conversation.interpret.by_model.interpreter import RulesThenModel
from recsys.conversation.interpret.languages import is_english
from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.errors import ModelUnavailable
from recsys.model.constraints import BrandNotIn, Colour, PriceMax
from recsys.model.dialogue import DialogueAct
from recsys.ports import CatalogVocabulary
from tests.fakes.model import ScriptedModel
from tests.unit.test_interpret_vocabulary import BRANDS, CAPPED, COLOURS, LEXICON, SHOWN, VALUES, VOCABULARY, Called

UNCLEAR = '{"language": "en", "act": "unclear"}'
NOISY = CatalogVocabulary(
    version=1,
    currency="USD",
    brands={brand.lower(): (brand, 10) for brand in (*BRANDS, "Anker", "De'Longhi", "Das Keyboard")},
    categories={},
    colours=COLOURS,
    values={**VALUES, "en": 130, "de": 2, "nero": 1, "cable": 60},
    numeric=frozenset(),
    names=Called.by("cable mouse keyboard dock", 9),
)
"""A catalog with values in several languages, that names no categories."""
RULES, NOISY_RULES = RuleInterpreter(), RuleInterpreter()

FOREIGN = [
    "vergleiche sie",
    "Preis egal",
    "ander merk",
    "vergelijk ze",
    "liever een andere kleur",
    "altra marca",
    "senza filo",
    "outra marca",
    "sem cabo",
    "cualquier marca",
    "sin cable",
    "nada de Sony",
    "kein Sony",
    "en negro",
    "en noir",
    "in nero",
    "sans fil",
    "le premier",
    "une autre couleur",
]
ENGLISH = [
    "thinkpad dock",
    "in black",
    "no dongle",
    "aux cable",
    "EN 388 gloves",
    "DAS enclosure",
    "a pour over kettle",
    "De Longhi",
    "das keyboard",
    "die cast car",
    "um, cheaper",
    "unter 100",
]


@pytest.mark.parametrize("text", FOREIGN)
@pytest.mark.parametrize("vocabulary", [VOCABULARY, NOISY], ids=["tidy", "noisy"])
async def test_a_follow_up_in_another_language_is_asked_and_not_guessed(
    text: str, vocabulary: CatalogVocabulary
) -> None:
    rules = RULES if vocabulary is VOCABULARY else NOISY_RULES
    for line in (UNCLEAR, ModelUnavailable()):
        model = ScriptedModel([line])
        found = await RulesThenModel(model, seconds=5.0, rules=rules).interpret(text, CAPPED, vocabulary)
        assert len(model.requests) == 1
        assert found.act == DialogueAct("unclear")
    assert rules.interpret(text, CAPPED, vocabulary) == DialogueAct("unclear")


@pytest.mark.parametrize("text", ["blorple snarf", "przejdziemy jutro"])
async def test_no_topic_is_left_for_words_that_nobody_has_heard_of(text: str) -> None:
    model = ScriptedModel([UNCLEAR])
    found = await RulesThenModel(model, seconds=5.0).interpret(text, CAPPED, NOISY)
    assert len(model.requests) == 1
    assert found.act == DialogueAct("unclear")


@pytest.mark.parametrize("text", ENGLISH)
def test_names_and_abbreviations_are_no_other_language(text: str) -> None:
    assert is_english(text, NOISY_RULES.prepare(NOISY))


@pytest.mark.parametrize("text", ["thinkpad dock", "I need a fooble", "DDR4", "not Sony", "in black"])
async def test_what_names_a_thing_in_english_costs_no_call(text: str) -> None:
    model = ScriptedModel([UNCLEAR])
    found = await RulesThenModel(model, seconds=5.0).interpret(text, SHOWN, VOCABULARY)
    assert not model.requests
    assert found.act.kind != "unclear"


def test_the_words_of_a_catalog_in_another_language_may_be_asked_for() -> None:
    german = CatalogVocabulary(
        version=1,
        currency="EUR",
        brands={},
        categories={},
        colours={},
        values={},
        numeric=frozenset(),
        names=Called.by("maus ohne kabel", 9),
    )
    found = RuleInterpreter().interpret("maus ohne kabel", SHOWN, german)
    assert (found.kind, found.topic) == ("reset", "maus ohne kabel")


async def test_a_model_that_reads_it_is_believed() -> None:
    line = '{"language": "nl", "act": "critique", "not_brands": ["Canon"], "colours": ["black"]}'
    found = await RulesThenModel(ScriptedModel([line]), seconds=5.0).interpret("geen Canon, zwart", SHOWN, VOCABULARY)
    assert found.act.add == (BrandNotIn(("Canon",)), Colour("black"))
    assert not is_english("geen Canon, zwart", LEXICON)


def test_a_limit_that_reads_the_same_in_english_needs_no_model() -> None:
    found = RULES.interpret("unter 100", SHOWN, VOCABULARY)
    assert found.add == (PriceMax(100.0, inclusive=False),)
