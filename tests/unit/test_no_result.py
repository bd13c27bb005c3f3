"""What is said where nothing meets the limits."""

from recsys.conversation.state import apply
from recsys.conversation.telling import no_result
from recsys.model.answer import Relaxation
from recsys.model.constraints import Constraint, Feature, PriceMax
from recsys.model.dialogue import DialogueAct
from tests.unit.test_interpret_vocabulary import SHOWN

BACK = Relaxation(PriceMax(40), "Raise the limit to $40", "up to $40")


def told(*add: Constraint) -> str:
    act = DialogueAct("critique", add=add)
    after = apply(SHOWN, act)
    limits = [stated.constraint for stated in after.constraints]
    return no_result(act, after, limits, (BACK,), total=9, currency="USD").text


def test_less_than_the_cheapest_shown_says_that_it_was_the_cheapest() -> None:
    assert told(PriceMax(40, inclusive=False), Feature("wired")) == (
        "Nothing for “headset”, wired, costs less than $40. You could raise the limit to $40."
    )


def test_any_other_limit_says_what_was_asked_for() -> None:
    assert told(PriceMax(20)).startswith("I found nothing for “headset”, up to $20.")
