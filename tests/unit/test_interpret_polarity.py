"""What people want, refuse and allow again, in many words; names that no item has; words that must lose nothing."""

import pytest

from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.conversation.state import apply
from recsys.model.constraints import BrandIn, BrandNotIn, Colour, Constraint, Feature, PriceMax, PriceMin
from recsys.model.dialogue import DialogueState
from tests.unit.test_interpret_vocabulary import SHOWN, VOCABULARY

RULES = RuleInterpreter()


def said(*messages: str) -> DialogueState:
    state = SHOWN
    for message in ("under 400", *messages):
        state = apply(state, RULES.interpret(message, state, VOCABULARY))
    return state


def held(*messages: str) -> set[Constraint]:
    """Return what holds beside the limit, which nothing here may lose, as little as the topic."""
    state = said(*messages)
    constraints = {stated.constraint for stated in state.constraints}
    assert state.topic == SHOWN.topic
    assert PriceMax(400, inclusive=False) in constraints
    return constraints - {PriceMax(400, inclusive=False)}


REFUSALS = [
    "exclude {}",
    "bin {}",
    "kill the {}s",
    "ditch anything by {}",
    "leave {} out",
    "omit {} please",
    "blacklist {}",
    "i veto {}",
    "nix {}",
    "rule {} out",
    "steer clear of {}",
    "can't stand {}",
    "not a big fan of {}",
    "i've had enough of {}",
    "{} is off the table",
    "{}'s a no go",
    "{}: no",
    "{} is not permitted here.",
    "{} is useless to us",
    "anyone but {}",
    "any brand apart from {}",
    "!{}",
    "minus the {} ones",
    "sans {}",
    "{} is likewise excluded from consideration",
    "{} has been ruled out by procurement",
    "with the exception of {}",
    "{} can go",
    "{} need not apply",
    "as long as it's not {}",
    "burned by {} before, so not them",
]


@pytest.mark.parametrize("frame", REFUSALS)
def test_a_brand_is_refused(frame: str) -> None:
    assert held(frame.format("Epson")) == {BrandNotIn(("Epson",))}


@pytest.mark.parametrize(
    "message",
    [
        "Epson is fine after all",
        "put epson back",
        "eh, epson is allowed again",
        "don't mind epson",
        "epson is no longer excluded",
        "epson needn't be excluded",
        "lift the epson ban",
        "no problem with epson after all",
        "reinstate epson",
        "unban epson",
    ],
)
def test_a_refusal_is_taken_back(message: str) -> None:
    assert BrandNotIn(("Epson",)) not in held("no epson", message)


@pytest.mark.parametrize("name", ["Belkin", "belkin", "konica minolta", "CyberPower", "apple"])
@pytest.mark.parametrize(
    "frame",
    [
        "only {}",
        "just {}",
        "{} or nothing",
        "needs to be {}",
        "let it be a {}",
        "i'm a {} family",
        "{} fan here, only theirs",
        "could we do {} exclusively",
        "nothing but {}",
        "{} all the way",
        "Kindly restrict the selection to {}.",
        "{} is the only brand i'd have",
        "{}, nothing else",
    ],
)
def test_a_brand_that_no_item_has_is_a_brand(frame: str, name: str) -> None:
    wanted = BrandIn((" ".join(word.capitalize() for word in name.split()),))
    assert held(frame.format(name)) == {wanted}
    assert held(frame.format(name), "ok ok any brand then") == set()


@pytest.mark.parametrize("message", ["no dongle", "do you ship to Germany", "not so heavy", "always bluetoth please"])
def test_a_word_is_no_brand(message: str) -> None:
    assert not any(isinstance(one, BrandIn | BrandNotIn) for one in held(message))


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        *((frame, False) for frame in ("{} is out", "can't stand {}", "{}: no", "sans {}", "bin the {} ones")),
        *(
            (frame, False)
            for frame in ("not a fan of {}", "{} is to be excluded.", "{} doesn't work for me", "veto {}")
        ),
        *(
            (frame, True)
            for frame in ("nothing but {}", "it's got to be {}", "{} or nothing", "preferably {}", "{} only")
        ),
    ],
)
def test_colours_and_features_have_the_same_polarity(message: str, wanted: bool) -> None:
    assert held(message.format("black")) == {Colour("black", wanted)}
    assert held(message.format("wireless")) == {Feature("wireless", wanted)}


@pytest.mark.parametrize(
    ("messages", "lowest", "highest"),
    [
        *((message, 12, 20) for message in ("like 16 bucks", "more like 16", "16 approx", "close to it: 16", "cca 16")),
        *(
            (message, 12, 20)
            for message in ("16 dollars or close to it", "not far off 16", "budget is 16 dollers approx")
        ),
        *(
            (message, 60, None)
            for message in ("60 is the floor", "skip anything under 60", "cheap ones scare me, above 60")
        ),
        *(
            (message, None, 60)
            for message in ("60 dollers max", "allowance is 60", "The unit cost must remain below 60.")
        ),
        *((message, 20, 60) for message in ("20..60", "20 thru 60", "starting at 20 and ending at 60")),
    ],
)
def test_prices_by_their_cues(messages: str, lowest: float | None, highest: float | None) -> None:
    state = apply(SHOWN, RULES.interpret(messages, SHOWN, VOCABULARY))
    bounds = {type(entry.constraint): getattr(entry.constraint, "value", None) for entry in state.constraints}
    assert bounds == {kind: value for kind, value in ((PriceMin, lowest), (PriceMax, highest)) if value is not None}


@pytest.mark.parametrize(
    "message",
    [
        "take the cap off",
        "spend whatever",
        "cost is not a constraint",
        "the budget restriction may be disregarded",
        "sod the budget",
        "no cap on price",
        "the limit is off",
        "kill the budget",
        "price is no bar",
        "I withdraw the price restriction.",
    ],
)
def test_the_limit_is_lifted(message: str) -> None:
    assert said("black", message).constraints == said("black", "never mind the price").constraints


@pytest.mark.parametrize(
    "message",
    [
        "The first item meets our needs",
        "sorry, revised :black_heart:",
        "in that case, others?",
        "hm what else",
        "i cant be doing with all this",
        "ok, something other than these",
    ],
)
def test_chatter_loses_and_adds_nothing(message: str) -> None:
    assert held(message) == set()


@pytest.mark.parametrize(
    ("message", "kind", "position"),
    [
        ("why is 1 there", "explain", 1),
        ("rationale for 2?", "explain", 2),
        ("2: why", "explain", 2),
        ("how come that third one got picked", "explain", 3),
        ("3 it is", "purchase", 3),
        ("first: got that already", "own", 1),
    ],
)
def test_positions_in_passing(message: str, kind: str, position: int) -> None:
    act = RULES.interpret(message, SHOWN, VOCABULARY)
    assert (act.kind, act.refers_to) == (kind, (position,))
