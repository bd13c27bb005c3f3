"""What people type once something was shown, worded by many hands, and what it must be understood as."""

import pytest

from recsys.model.constraints import Colour, Feature
from tests.unit.test_interpret_vocabulary import CAPPED, NEW
from tests.unit.test_interpret_wordings import Case, below, is_understood, only, upto

SHORT = [
    Case("100", "critique", (upto(100),)),
    Case("ok 80 then", "critique", (upto(80),)),
    Case("let's say 100", "critique", (upto(100),)),
    Case("sony?", "critique", (only("Sony"),)),
    Case("same thing from canon", "critique", (only("Canon"),)),
    Case("for my mother", "critique", topic="headset for my mother"),
    Case("I need it for travel", "critique", topic="headset for travel"),
    Case("something wireless would be better", "critique", (Feature("wireless"),)),
    Case("surprise me", "more"),
    Case("is the first one available in white?", "details", refers_to=(1,)),
    Case("which one has the best reviews", "compare", refers_to=(1, 2, 3)),
    Case("are these any good?", "explain"),
    Case("do you ship to Germany", "out_of_scope"),
    Case("only Konica Minolta please", "critique", (only("Konica Minolta"),)),
]

LIFTED = [
    Case("never mind the price", "relax", drop=("price",), state=CAPPED),
    Case("price doesn't matter", "relax", drop=("price",), state=CAPPED),
    Case("money is no object", "relax", drop=("price",), state=CAPPED),
    Case("scrap the budget, i don't care what it costs", "relax", drop=("price",), state=CAPPED),
    Case("no price limit", "relax", drop=("price",), state=CAPPED),
    Case("ignore the price", "relax", drop=("price",), state=CAPPED),
    Case("The budget isn't an issue anymore.", "relax", drop=("price",), state=CAPPED),
    Case("any price is fine", "relax", drop=("price",), state=CAPPED),
]

MORE_AND_OPINIONS = [
    Case("more", "more"),
    Case("others?", "more"),
    Case("show me some more pls", "more"),
    Case("What else have you got?", "more"),
    Case("anything else?", "more"),
    Case("next", "more"),
    Case("show me something different", "more"),
    Case("other options", "more"),
    Case("got any alternatives?", "more"),
    Case("I've seen those, show me different ones", "more"),
    Case("more like the second", "like", refers_to=(2,)),
    Case("I like the first one", "like", refers_to=(1,)),
    Case("something similar to #3", "like", refers_to=(3,)),
    Case("the 2nd one looks great, got more of those?", "like", refers_to=(2,)),
    Case("love number one", "like", refers_to=(1,)),
    Case("not the first", "dislike", refers_to=(1,)),
    Case("i don't like the second one", "dislike", refers_to=(2,)),
    Case("the third is ugly", "dislike", refers_to=(3,)),
    Case("I already own the first", "own", refers_to=(1,)),
    Case("we already have number 2", "own", refers_to=(2,)),
    Case("none of these", "dislike"),
    Case("I don't like any of them", "dislike"),
]

ABOUT_ITEMS = [
    Case("tell me more about the second", "details", refers_to=(2,)),
    Case("details on #1", "details", refers_to=(1,)),
    Case("specs of the last one?", "details", refers_to=(3,)),
    Case("What features does the third one have?", "details", refers_to=(3,)),
    Case("does the second one have bluetooth?", "details", refers_to=(2,)),
    Case("how big is the first?", "details", refers_to=(1,)),
    Case("more info on the Canon please", "details", refers_to=(2,)),
    Case("compare 1 and 3", "compare", refers_to=(1, 3)),
    Case("what's the difference between the first and the second?", "compare", refers_to=(1, 2)),
    Case("Which one is better, the first or the third?", "compare", refers_to=(1, 3)),
    Case("first vs second", "compare", refers_to=(1, 2)),
    Case("compare all three", "compare", refers_to=(1, 2, 3)),
    Case("which is better?", "compare", refers_to=(1, 2, 3)),
    Case("why the second?", "explain", refers_to=(2,)),
    Case("Why did you recommend the first one?", "explain", refers_to=(1,)),
    Case("explain number 3", "explain", refers_to=(3,)),
    Case("how come you picked the cheapest?", "explain", refers_to=(3,)),
    Case("why these?", "explain"),
    Case("I'll take the second", "purchase", refers_to=(2,)),
    Case("how do i order the first one", "purchase", refers_to=(1,)),
    Case("I bought the third one", "purchase", refers_to=(3,)),
    Case("add #2 to my cart", "purchase", refers_to=(2,)),
    Case("let's go with the cheapest one", "purchase", refers_to=(3,)),
    Case("I would love to buy the first one.", "purchase", refers_to=(1,)),
]

TALK = [
    Case("hi", "small_talk", state=NEW),
    Case("Hello there!", "small_talk", state=NEW),
    Case("ok cool", "small_talk"),
    Case("that's helpful", "small_talk"),
    Case("thx!", "thanks"),
    Case("Thank you so much for your help", "thanks"),
    Case("great, thanks a lot", "thanks"),
    Case("help", "help", state=NEW),
    Case("what can you do?", "help", state=NEW),
    Case("who won the football game yesterday?", "out_of_scope"),
    Case("what's the weather like tomorrow", "out_of_scope"),
    Case("Tell me a joke", "out_of_scope"),
    Case("can you write an email to my boss", "out_of_scope"),
    Case("What is the capital of Peru?", "out_of_scope", state=NEW),
    Case("", "unclear", state=NEW),
    Case("   ", "unclear"),
    Case(":tada: :tada:", "unclear"),
    Case("???", "unclear", state=NEW),
]

ANEW = [
    Case("start over", "reset", topic=""),
    Case("Forget all that, I need a webcam", "reset", topic="webcam"),
    Case("new search: label printers under 80", "reset", (below(80),), topic="label printers"),
    Case("Reset. I want a keyboard from Logitech.", "reset", (only("Logitech"),), topic="keyboard"),
    Case("ok let's start again, show me scanners", "reset", topic="scanners"),
    Case("something completely different: a desk lamp in black", "reset", (Colour("black"),), topic="desk lamp"),
    Case("I also need a paper shredder", "reset", topic="paper shredder"),
    Case("what about webcams instead", "reset", topic="webcams"),
]

CASES = [*SHORT, *LIFTED, *MORE_AND_OPINIONS, *ABOUT_ITEMS, *TALK, *ANEW]


@pytest.mark.parametrize("case", CASES, ids=[f"{number} {case.say}" for number, case in enumerate(CASES)])
def test_it_is_understood(case: Case) -> None:
    is_understood(case)
