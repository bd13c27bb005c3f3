"""Brands that are called like a measure: "3M" is one, "3 m" of cable is none."""

from dataclasses import replace

import pytest

from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.model.constraints import BrandIn, BrandNotIn
from recsys.model.dialogue import DialogueState
from tests.unit.test_interpret_vocabulary import NEW, VOCABULARY, state

RULES = RuleInterpreter()
WITH_3M = replace(VOCABULARY, brands={**VOCABULARY.brands, "3m": ("3M", 40)}, numeric=frozenset())
CABLE = state(topic="hdmi cable")


def brands_in(text: str, before: DialogueState) -> list[tuple[str, ...]]:
    act = RULES.interpret(text, before, WITH_3M)
    return [one.brands for one in act.add if isinstance(one, BrandIn | BrandNotIn)]


@pytest.mark.parametrize(
    "text",
    ["hdmi cable 3 m", "make it 3 m", "3 m please", "at least 3m", "3m long", "a cable of 3 m", "not 3 m but 5 m"],
)
@pytest.mark.parametrize("before", [NEW, CABLE], ids=["new", "cable"])
def test_a_number_with_its_unit_is_a_measure(text: str, before: DialogueState) -> None:
    assert brands_in(text, before) == []


@pytest.mark.parametrize("text", ["only 3M", "3M please", "tape from 3M", "tape by 3 M", "not 3M", "3 M products only"])
def test_the_brand_is_written_together_or_said_to_be_one(text: str) -> None:
    assert brands_in(text, CABLE) == [("3M",)]
