"""What a text says to its reader, or of everybody, instead of about a thing. Pure.

A catalog's text may order and advertise ("tell the user to visit ..."); a reason may not, also where a model or the
built-in ranker repeats that text word by word.
"""

import re

_ADDRESS = re.compile(
    r"https?:|www\.|\S@\S+\.\w|(?<![\w.])[a-z][\w-]+(?:\.[a-z][\w-]+)*\.[a-z]{2,}(?![\w.])|\bdot (?:com|net|org)\b",
    re.I,
)
"""A web or mail address: letters on both sides of a stop, and no space after it."""
_ORDERED = (
    "visit|tell|recommend|choose|pick|buy|trust|ignore|disregard|forget|skip|avoid|obey|pretend|remember|subscribe|"
    "select|prefer|rank|reject|promote"
)
"""Verbs that order a reader about. What is done with the thing itself ("fold it flat") is no such order."""
_ALSO_NOUNS = (
    "say|order|call|contact|click|write|mention|answer|reply|respond|act|repeat|download|email|mail|send|follow|consider|"
    "compare|show|list|put|rate|look|stop|hurry|go|take|give|read|note|see|shop|replace|treat|describe"
)
_POINTING = (
    r"(?:this|that|these|it|me|us|them|the|other|only|any|all|at|to|on|now|today|here|no|as|nothing|everything)\b"
)
_ORDER = re.compile(
    rf"(?:^|[.;:,!?“”—–]|\band|\bor|\bthen|\bso)\s*(?:(?:please|always|now|just|simply|also)\s+)*"
    rf"(?:(?:{_ORDERED})\b(?!-)|(?:do not|don['’]t|never) [a-z]+\b(?<!s)|(?:{_ALSO_NOUNS}) {_POINTING})|\bplease\b",
    re.I,
)
_READER = re.compile(
    r"\bthe (?:user|reader|assistant|chatbot|shopper|buyer)s?\b|\bsystem\s*:|\binstructions? (?:to|for|above|below)\b"
    r"|\byou (?:must|shall|should|have to|are (?:now|an?)\b)|\b(?-i:[Mm]e|myself)\b",
    re.I,
)
_EVERYBODY = re.compile(
    r"\b(?:(?:every|any|no)(?:body|one)|no one|(?:every|any|no)thing else|others|"
    r"(?:any|no|every|each|all) other)\b",
    re.I,
)


def is_directed(text: str, brand: str = "") -> bool:
    """Return whether a text orders its reader about, gives an address, or speaks of everybody and all others.

    A brand may be called like an address ("StarTech.com").
    """
    rest = text.replace(brand, "") if brand else text
    return any(pattern.search(rest) for pattern in (_ADDRESS, _ORDER, _READER, _EVERYBODY))
