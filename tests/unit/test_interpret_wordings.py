"""What people type to say what they want, worded by many hands, and what it must be understood as."""

from dataclasses import dataclass

import pytest

from recsys.conversation.interpret.lifting import Drop
from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.model.constraints import BrandIn, BrandNotIn, Colour, Constraint, Feature, PriceMax, PriceMin
from recsys.model.dialogue import ActKind, DialogueState
from tests.unit.test_interpret_vocabulary import CAPPED, NEW, ONLY_SONY, SHOWN, VOCABULARY

RULES = RuleInterpreter()


@dataclass(frozen=True)
class Case:
    """A message in a state, and its act. `topic` None: the topic is kept, or there is none."""

    say: str
    kind: ActKind
    add: tuple[Constraint, ...] = ()
    drop: tuple[Drop, ...] = ()
    refers_to: tuple[int, ...] = ()
    topic: str | None = None
    state: DialogueState = SHOWN


def upto(value: float) -> PriceMax:
    return PriceMax(value)


def below(value: float) -> PriceMax:
    return PriceMax(value, inclusive=False)


def above(value: float) -> PriceMin:
    return PriceMin(value, inclusive=False)


def only(*brands: str) -> BrandIn:
    return BrandIn(brands)


def no(*brands: str) -> BrandNotIn:
    return BrandNotIn(brands)


def is_understood(case: Case) -> None:
    """Hold a message's act against what it must be."""
    act = RULES.interpret(case.say, case.state, VOCABULARY)
    assert (act.kind, set(act.add), act.refers_to) == (case.kind, set(case.add), case.refers_to)
    assert set(act.drop) >= set(case.drop)
    assert set(act.drop) <= {*case.drop, "price"}
    if case.topic is not None:
        assert (act.topic or "") == case.topic


ASKS = [
    Case("headphones", "ask", topic="headphones", state=NEW),
    Case(
        "hey there, I'm looking for a laser printer below 200 dollars",
        "ask",
        (below(200),),
        topic="laser printer",
        state=NEW,
    ),
    Case("need usb hub, max 30 bucks, no hp", "ask", (upto(30), no("HP")), topic="usb hub", state=NEW),
    Case(
        "Could you please recommend some noise-cancelling headphones for the office? My budget is around 250 euros.",
        "ask",
        (PriceMin(187.5), PriceMax(312.5)),
        topic="noise-cancelling headphones for the office",
        state=NEW,
    ),
    Case(
        "any decent monitors between two hundred and three hundred dollars?",
        "ask",
        (PriceMin(200), PriceMax(300)),
        topic="monitors",
        state=NEW,
    ),
    Case("black patch cable, &lt; $10", "ask", (below(10), Colour("black")), topic="patch cable", state=NEW),
    Case(
        "i want a power supply from startech under 1.5k",
        "ask",
        (below(1500), only("StarTech.com")),
        topic="power supply",
        state=NEW,
    ),
    Case(
        "<@U0BOT> which label tapes do you have that aren't made by Brother?",
        "ask",
        (no("Brother"),),
        topic="label tapes",
        state=NEW,
    ),
    Case(
        "show me UPS units with a tower case for at least $500",
        "ask",
        (PriceMin(500), Feature("tower")),
        topic="ups units",
        state=NEW,
    ),
    Case("dell laptop 50-100 dollars", "ask", (PriceMin(50), PriceMax(100), only("DELL")), topic="laptop", state=NEW),
    Case("what can you offer in the way of webcams, nothing over 80", "ask", (upto(80),), topic="webcams", state=NEW),
    Case("ink for my HP OfficeJet", "ask", topic="ink for my hp officejet", state=NEW),
    Case(
        "Do you carry photo paper that is not glossy?",
        "ask",
        (Feature("glossy", wanted=False),),
        topic="photo paper",
        state=NEW,
    ),
    Case("toner by Lexmrak", "ask", (only("Lexmark"),), topic="toner", state=NEW),
    Case(
        "a mouse without cable, around forty dollars",
        "ask",
        (PriceMin(30), PriceMax(50), Feature("cable", wanted=False)),
        topic="mouse",
        state=NEW,
    ),
    Case(
        "I'd like to buy a privacy filter, price between $80 and $140 please",
        "ask",
        (PriceMin(80), PriceMax(140)),
        topic="privacy filter",
        state=NEW,
    ),
    Case(
        "looking to get a motherboard (micro-ATX not wanted), 150 tops",
        "ask",
        (upto(150), Feature("micro atx", wanted=False)),
        topic="motherboard",
        state=NEW,
    ),
    Case("hi! do you sell surge protectors in white?", "ask", (Colour("white"),), topic="surge protectors", state=NEW),
    Case("can i get a sata cable w/o clamp", "ask", (Feature("clamp", wanted=False),), topic="sata cable", state=NEW),
    Case("we need 24 inch monitors", "ask", topic="24 inch monitors", state=NEW),
]

PRICES = [
    Case("under 50", "critique", (below(50),)),
    Case("<50", "critique", (below(50),)),
    Case("max $50", "critique", (upto(50),)),
    Case("50 bucks max", "critique", (upto(50),)),
    Case("not more than 50", "critique", (upto(50),)),
    Case("I don't want to spend more than fifty dollars.", "critique", (upto(50),)),
    Case("nothing above 50 euro pls", "critique", (upto(50),)),
    Case("it shouldn't cost more than 50", "critique", (upto(50),)),
    Case("Keep it below $50, please.", "critique", (below(50),)),
    Case("my limit is 50", "critique", (upto(50),)),
    Case("budget: 50", "critique", (upto(50),)),
    Case("I can only spend 50 dollars", "critique", (upto(50),)),
    Case("$50 or less", "critique", (upto(50),)),
    Case("no pricier than $50", "critique", (upto(50),)),
    Case("can u find me smth udner 50?", "critique", (below(50),)),
    Case("at least 100", "critique", (PriceMin(100),)),
    Case("100 and up", "critique", (PriceMin(100),)),
    Case("$100+", "critique", (PriceMin(100),)),
    Case("nothing below a hundred bucks", "critique", (PriceMin(100),)),
    Case("The price has to be above $100.", "critique", (above(100),)),
    Case("more than 100 dollars please", "critique", (above(100),)),
    Case("starting at 100", "critique", (PriceMin(100),)),
    Case("somewhere between 20 and 40", "critique", (PriceMin(20), PriceMax(40)), ("price",)),
    Case("$20 to $40", "critique", (PriceMin(20), PriceMax(40)), ("price",)),
    Case("20-40$", "critique", (PriceMin(20), PriceMax(40)), ("price",)),
    Case(
        "I'm thinking of spending between twenty and forty dollars",
        "critique",
        (PriceMin(20), PriceMax(40)),
        ("price",),
    ),
    Case("roughly 80", "critique", (PriceMin(60), PriceMax(100)), ("price",)),
    Case("~$80", "critique", (PriceMin(60), PriceMax(100)), ("price",)),
    Case("80 or so", "critique", (PriceMin(60), PriceMax(100)), ("price",)),
    Case("in the neighbourhood of $80", "critique", (PriceMin(60), PriceMax(100)), ("price",)),
    Case("something in the $80 range", "critique", (PriceMin(60), PriceMax(100)), ("price",)),
    Case("cheaper", "critique", (below(40),)),
    Case("anything cheaper?", "critique", (below(40),)),
    Case("cheapr pls", "critique", (below(40),)),
    Case("too expensive", "critique", (below(40),)),
    Case("that's too steep for me", "critique", (below(40),)),
    Case("hmm those are a bit pricey", "critique", (below(40),)),
    Case("Do you have something less expensive?", "critique", (below(40),)),
    Case("can't afford that", "critique", (below(40),)),
    Case("more affordable options please", "critique", (below(40),)),
    Case("out of my budget", "critique", (below(40),)),
    Case("they cost too much", "critique", (below(40),)),
    Case("cheaper than the second one", "critique", (below(60),), refers_to=(2,)),
    Case("like number 2 but cheaper", "critique", (below(60),), refers_to=(2,)),
    Case("The first is nice but too expensive", "critique", (below(50),), refers_to=(1,)),
    Case("the Canon but for less money", "critique", (below(60),), refers_to=(2,)),
    Case("#1 at a lower price?", "critique", (below(50),), refers_to=(1,)),
    Case("something a bit more expensive than the 2nd", "critique", (above(60),), refers_to=(2,)),
    Case("show me pricier ones", "critique", (above(60),)),
    Case("cheaper", "critique", (below(40),), state=CAPPED),
]

BRAND_CASES = [
    Case("not hp", "critique", (no("HP"),)),
    Case("no Sony please", "critique", (no("Sony"),)),
    Case("anything but Canon", "critique", (no("Canon"),)),
    Case("Nothing from HP, thanks", "critique", (no("HP"),)),
    Case("I'd rather avoid Dell.", "critique", (no("DELL"),)),
    Case("leave out canon and sony", "critique", (no("Canon", "Sony"),)),
    Case("other than Samsung", "critique", (no("Samsung"),)),
    Case("i dont like hp", "critique", (no("HP"),)),
    Case("please don't show me any HP products", "critique", (no("HP"),)),
    Case("any brand but Epson", "critique", (no("Epson"),)),
    Case("HP is out", "critique", (no("HP"),)),
    Case("Except for Tripp Lite", "critique", (no("Tripp Lite"),)),
    Case("another brand", "critique", (no("HP", "Canon", "Sony"),)),
    Case("got a different manufacturer?", "critique", (no("HP", "Canon", "Sony"),)),
    Case("another brand please", "critique", (no("Sony"),), state=ONLY_SONY),
    Case("only canon", "critique", (only("Canon"),)),
    Case("Canon only please", "critique", (only("Canon"),)),
    Case("I'd prefer Epson or Brother", "critique", (only("Epson", "Brother"),)),
    Case("must be from Kingston", "critique", (only("Kingston Technology"),)),
    Case("what do you have from tp link?", "critique", (only("TP-LINK"),)),
    Case("make it a Logitech", "critique", (only("Logitech"),)),
    Case("Just Samsung or Sony", "critique", (only("Samsung", "Sony"),)),
    Case("something by sharp", "critique", (only("Sharp"),)),
    Case("only belkin", "critique", (only("Belkin"),)),
    Case("I want Moleskine.", "critique", (only("Moleskine"),)),
    Case("Should be made by Konica Minolta", "critique", (only("Konica Minolta"),)),
    Case("like the third but from Epson", "critique", (only("Epson"),), refers_to=(3,)),
    Case("hp is fine after all", "relax", drop=(("brand", "HP"),), state=CAPPED),
    Case("Dell is okay again", "relax", drop=(("brand", "DELL"),), state=CAPPED),
    Case("you can include HP again", "relax", drop=(("brand", "HP"),), state=CAPPED),
    Case("actually I don't mind HP", "relax", drop=(("brand", "HP"),), state=CAPPED),
    Case("any brand is fine", "relax", drop=("brand",), state=CAPPED),
    Case("never mind the brand", "relax", drop=("brand",), state=CAPPED),
    Case("I don't care about the brand", "relax", drop=("brand",), state=CAPPED),
    Case("brand doesn't matter anymore", "relax", drop=("brand",), state=ONLY_SONY),
]

COLOUR_CASES = [
    Case("in red", "critique", (Colour("red"),)),
    Case("do you have it in white?", "critique", (Colour("white"),)),
    Case("a silver one would be nice", "critique", (Colour("silver"),)),
    Case("black please", "critique", (Colour("black"),)),
    Case("gray", "critique", (Colour("grey"),)),
    Case("I need them to be blue", "critique", (Colour("blue"),)),
    Case("not black", "critique", (Colour("black", wanted=False),)),
    Case("any colour but black", "critique", (Colour("black", wanted=False),)),
    Case("anything except white ones", "critique", (Colour("white", wanted=False),)),
    Case("It should not be silver", "critique", (Colour("silver", wanted=False),)),
    Case("lilac, if you have it", "critique", (Colour("lilac"),)),
    Case("any color works", "relax", drop=("colour",), state=CAPPED),
    Case("colour isn't important", "relax", drop=("colour",), state=CAPPED),
    Case("forget the color", "relax", drop=("colour",), state=CAPPED),
]

FEATURE_CASES = [
    Case("wireless", "critique", (Feature("wireless"),)),
    Case("must be wireless", "critique", (Feature("wireless"),)),
    Case("It has to have bluetooth.", "critique", (Feature("bluetooth"),)),
    Case("with usb c please", "critique", (Feature("usb-c"),)),
    Case("only stereo ones", "critique", (Feature("stereo"),)),
    Case("I need A3 size", "critique", (Feature("a3"),)),
    Case("with an LSZH jacket", "critique", (Feature("lszh"),)),
    Case("should support hdmi", "critique", (Feature("hdmi"),)),
    Case("i need gigabit ones", "critique", (Feature("gigabit"),)),
    Case("it must be line interactive", "critique", (Feature("line-interactive"),)),
    Case("without bluetooth", "critique", (Feature("bluetooth", wanted=False),)),
    Case("no micro-atx pls", "critique", (Feature("micro atx", wanted=False),)),
    Case("not wireless", "critique", (Feature("wireless", wanted=False),)),
    Case("It must not have a clamp.", "critique", (Feature("clamp", wanted=False),)),
    Case("i dont want a parallel port", "critique", (Feature("parallel", wanted=False),)),
    Case("like the second, but stereo", "critique", (Feature("stereo"),), refers_to=(2,)),
    Case("Like #3 but with bluetooth", "critique", (Feature("bluetooth"),), refers_to=(3,)),
    Case("it doesn't have to be wireless", "relax", drop=(("feature", "wireless"),), state=CAPPED),
    Case("wireless is not necessary", "relax", drop=(("feature", "wireless"),), state=CAPPED),
    Case("forget the wireless thing", "relax", drop=(("feature", "wireless"),), state=CAPPED),
]

SEVERAL = [
    Case("not sony, under 50, in black", "critique", (below(50), no("Sony"), Colour("black"))),
    Case("from Canon and at most $120", "critique", (upto(120), only("Canon"))),
    Case("wireless and no more than 70 bucks, but not from HP", "critique", (upto(70), no("HP"), Feature("wireless"))),
    Case("never mind the price, but not sony", "critique", (no("Sony"),), ("price",), state=CAPPED),
    Case("something cheaper and in white", "critique", (below(40), Colour("white"))),
]

CASES = [*ASKS, *PRICES, *BRAND_CASES, *COLOUR_CASES, *FEATURE_CASES, *SEVERAL]


@pytest.mark.parametrize("case", CASES, ids=[f"{number} {case.say}" for number, case in enumerate(CASES)])
def test_it_is_understood(case: Case) -> None:
    is_understood(case)
