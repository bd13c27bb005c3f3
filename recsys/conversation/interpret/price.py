"""Prices: "under 300", "nothing over 150 bucks", "around 40", "between 12 and 30", "cheaper than the second"."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from recsys.conversation.interpret.relative_prices import RELATIVE
from recsys.model.answer import SLATE_SIZE
from recsys.model.constraints import Constraint, PriceMax, PriceMin
from recsys.model.dialogue import DialogueState

AROUND = 0.25
"""How far from N a price "around N" may be."""

_STOP = (
    r"(?=\s*(?:$|[.,;!?|@%^-]|(?:and|or|but|please|with|without|for|in|not|no|from|by|maximum|minimum|"
    r"tops|only|if|that|which|then|instead|now|thanks|total|range|each|is|though|per|as|apiece|at|so|"
    r"maybe|if possible|because|since|can|would|should|it|will|i|tax|including|incl|any|every|colou?r|"
    r"anything|something|nothing|must|have|other|like|a|to|thx|actually|featuring|including|having|give|mark|"
    r"upwards?|bracket|price|made|under|below|over|above|up|between|around|about|also|too|but|limit|"
    r"minus|except|excluding|the|thank|altogether|all|of|on)\b))"
)
_N = rf"(?:\$(\d+(?:\.\d+)?)|(?<![\w%@.])(\d+(?:\.\d+)?)(?![\w.%\"'-]){_STOP})"
_FIRST = r"(?<![\w%@.])\$?(\d+(?:\.\d+)?)(?![\w%\"'])"
_PRICED = (
    r"(?:a |the |my |an? |our )?(?:(?:price|cost|budget|spending|range|pricing|limit)\s*(?:range|limit|"
    r"point|tag|cap|ceiling|of|is|:|to be|should be|must be|would be|at|for|around)*\s*)*"
)
_LEAD = (
    r"(?:\b(?:(?:with|at|for|but|that|which|and|it|they|this|these|only|the|a|an|my|our|your|price|prices|"
    r"cost|costs|costing|priced|budget|products?|items?|something|anything|those|ones?|show|me|is|are|be|"
    r"of|should|must|has|have|to|can|i|we|want|need|like|pay|spend|spending|keep|stay|going|go|prefer|am|"
    r"willing|able|afford|around|in|ideally|preferably|please|total|range|also|still|now|actually|not|do|"
    r"thinking|looking)\s+)+)?"
)
_NOT = r"(?:nothing|not|no|never|none|without|can not|do not)(?:\s+(?!and\b|but\b|or\b)[a-z]+){0,5}?\s+"
_OVER = (
    r"(?:over|above|more than|exceed(?:s|ing)?|beyond|higher than|greater than|north of|past|upwards? of|"
    r"in excess of|exceed(?:ing)?|pricier than|more expensive than|bigger than|dearer than|costs? more than)"
)
_UNDER = (
    r"(?:under|below|less than|(?<!or )less(?= \$?\d)|cheaper(?= \$?\d)|lower than|cheaper than|beneath|south of|"
    r"less expensive than|fewer than|"
    r"smaller than|not as much as|underneath)"
)
_MOST = (
    r"(?:up to|as (?:high|much|far) (?:up )?as|at (?:the )?(?:very )?most|(?:a |the |my )?maximum(?: price| budget|"
    r" cost| spend)?(?: of|"
    r" is| at|:| would be| should be| must be| can be)?|(?:budget|limit|maximum|cap)(?: price)? (?:went|goes|dropped|"
    r"fell|"
    r"rose|has gone|was (?:cut|raised|reduced|lowered|increased)|got (?:cut|raised|reduced)|is now)(?: up|"
    r" down)? (?:to )?|upper limit(?: of| is)?|no higher than|within|(?:a |my |the |"
    r"our )?(?:total )?(?:price )?(?:budget|limit|cap|ceiling)(?: is| of| at|\s*:| would be| around| to|"
    r" set at| set to| as| price)*(?: about| roughly| just| only| maximum)?|not exceeding|capped at|"
    r"cap (?:it )?at|limited to|can (?:only )?(?:spend|pay|afford)|only have|have got only|"
    r"i have(?: only)?|have|(?:can |will |would |want to |willing to |able to |prepared to |happy to |"
    r"going to )(?:only )?(?:spend|pay|afford|do|go|stretch)(?: only| to)?|to spend|top price(?: is| of)?|(?:until|"
    r"till)(?=\s*\$)|(?:price|budget|costs?) (?:until|till)|"
    r"upto|maxing out at|maximum out at|(?:end|stop|top)(?:s|ping|ping out|s out)? (?:at|with)|no pricier than|"
    r"(?:(?:cap|limit|hold|lower|reduce|raise|increase|bump|change|set|adjust|stretch|push|bring|drop|extend|cut|"
    r"move|keep|update) "
    r"(?:it |that |(?:the |my |our )?(?:price |spending )?(?:budget|price|limit|maximum|cap|ceiling|range) )?(?:up |"
    r"down )?"
    r"(?:to|at)))"
)
_LEAST = (
    r"(?:at (?:the )?(?:very )?least|(?:a |the |my )?minimum(?: price| budget| spend| cost| amount)?"
    r"(?: of| is| at|:| should be| must be| would be| has to be)?|"
    r"no less than|from|starting (?:at|from|with)|starts? (?:at|from|with)|no lower than|"
    r"lower (?:price )?limit(?: of| is)?|"
    r"not less than|begin(?:ning|s)? at|upwards? from)"
)
_ABOUT = (
    r"(?:around|about|roughly|circa|close to|near(?:ly)?|somewhere (?:around|near|about)|"
    r"in the (?:neighbou?rhood|region|vicinity|area|ballpark) of|ballpark(?: of)?|more or less|or so|"
    r"almost|give or take|(?:something|somewhere|anything) (?:like|along the lines of|in the order of)|"
    r"(?:aiming|aim|shooting|hoping) for(?: around| about)?|target(?:ing)?(?: price)?(?: of| is)?|ideally around)"
)
_MORE_AFTER = (
    r"\s*(?:,\s*)?(?:(?:or|and)\s+(?:more|up|above|over|higher|beyond|pricier|better)|(?:and\s+|"
    r"or\s+)?upwards?)\b(?! than\b)"
)
_LESS_AFTER = r"\s*(?:,\s*)?(?:or|and)\s+(?:less|under|below|lower|cheaper|down|fewer)\b(?! than\b)"
_MAX_AFTER = (
    r"\s*(?:(?:is|as|at|for|being)\s+)?(?:(?:my|the|a|our|an?)\s+)?(?:absolute\s+)?(?:maximum(?!(?: of| is|:)? \$?\d)|"
    r"tops|at (?:the )?(?:very |absolute )?most(?! \$?\d)|(?:the )?most (?:i|we) (?:can |could |would |will |want to )*"
    r"(?:pay|spend|go|do|afford)|limit|upper limit|ceiling|budget|cap|highest|is all i (?:have|can spend|got))\b"
)
_MIN_AFTER = (
    r"\s*(?:is\s+)?(?:(?:my|the|a)\s+)?(?:minimum(?!(?: of| is|:)? \$?\d)|at (?:the )?least(?! \$?\d)|lower limit|"
    r"or higher)\b"
)
_ABOUT_AFTER = (
    r"\s*,?\s*(?:or so|or thereabouts|give or take|more or less|roughly|ish|approximately|(?:price )?range|"
    r"mark|(?:price )?bracket|price point|ballpark)\b"
)
_LONG = r"(?:\s+(?:in total|total|each|per (?:piece|unit|item)|in price|apiece|all in|price))?"


@dataclass(frozen=True, slots=True)
class Prices:
    """What was said about prices, and the text without it.

    `replaces` means that these are the only price constraints from now on; `refers_to` the items whose price is meant.
    """

    rest: str
    add: tuple[Constraint, ...] = ()
    replaces: bool = False
    refers_to: tuple[int, ...] = ()


def _between(numbers: list[float]) -> tuple[Constraint, ...]:
    low, high = sorted(numbers[:2])
    return (PriceMin(low), PriceMax(high))


def _around(numbers: list[float]) -> tuple[Constraint, ...]:
    return (PriceMin(numbers[0] * (1 - AROUND)), PriceMax(numbers[0] * (1 + AROUND)))


Reading = Callable[[list[float]], tuple[Constraint, ...]]


def _rule(pattern: str, reading: Reading) -> tuple[re.Pattern[str], Reading]:
    return re.compile(rf"{_LEAD}{pattern}{_LONG}"), reading


_RULES: tuple[tuple[re.Pattern[str], Reading], ...] = (
    _rule(
        r"(?:\b(?:between|from|within|anywhere (?:between|from)|in between|range(?: of| from| is)?|"
        rf"{_ABOUT}))?\s*{_FIRST}\s*(?:and|to|up to|-|till|until)\s*(?:{_ABOUT}\s+)?{_N}(?:\s*(?:range|bracket))?",
        _between,
    ),
    _rule(rf"\b{_NOT}{_OVER}\s+{_N}", lambda n: (PriceMax(n[0]),)),
    _rule(rf"\b{_NOT}{_UNDER}\s+{_N}", lambda n: (PriceMin(n[0]),)),
    _rule(rf"{_N}{_MORE_AFTER}", lambda n: (PriceMin(n[0]),)),
    _rule(rf"{_N}{_LESS_AFTER}", lambda n: (PriceMax(n[0]),)),
    _rule(rf"(?:\b{_ABOUT}\s+)?{_N}{_MAX_AFTER}", lambda n: (PriceMax(n[0]),)),
    _rule(rf"{_N}{_MIN_AFTER}", lambda n: (PriceMin(n[0]),)),
    _rule(rf"\b{_OVER}\s+{_N}", lambda n: (PriceMin(n[0], inclusive=False),)),
    _rule(rf"\b{_UNDER}\s+{_N}", lambda n: (PriceMax(n[0], inclusive=False),)),
    _rule(rf"\b{_LEAST}\s+{_N}", lambda n: (PriceMin(n[0]),)),
    _rule(rf"\b{_MOST}\s*{_N}", lambda n: (PriceMax(n[0]),)),
    _rule(rf"\b{_ABOUT}\s+(?:the\s+)?{_N}(?:\s+mark\b)?", _around),
    _rule(rf"{_N}{_ABOUT_AFTER}", _around),
    _rule(r"(?:\bfor\s+|\bat\s+)?\$(\d+(?:\.\d+)?)", lambda n: (PriceMax(n[0]),)),
)
_BARE = re.compile(
    r"^(?:(?:okay|let us|say|well|then|actually|please|make (?:it|that)|like|a|an|the|little|bit|more|less|higher|"
    r"lower|maybe|"
    r"rather|and|or|now|hmm+|no|yes|sorry|i mean|i meant|go up to|raise it to|go down to|,|\.)\s+)*"
    r"(\d{1,6}(?:\.\d+)?)(?:\s+(?:then|please|instead|now|actually|is okay|is fine|would be okay)|\s*[.,!?])*$"
)
"""A number alone in an answer is a limit, unless it is a position."""
_HAS_NUMBER = re.compile(r"\d")

_CHEAPEST_OF = re.compile(
    r"\bcheapest\s+(?!(?:ones?|products?|items?|options?|models?|versions?|stuff|things?|please|possible|available|"
    r"you|of|first|price|then|"
    r"now|there)\b)(?=[a-z0-9^%])"
)
"""The cheapest of a kind that was not shown yet: a wish for the ranker, and no bound."""


def read(text: str, state: DialogueState) -> Prices:
    """Return the price constraints of a message. Relative ones need a slate to be relative to."""
    add: list[Constraint] = []
    replaces = False
    text = _CHEAPEST_OF.sub(" ", text)
    if _HAS_NUMBER.search(text):
        for pattern, reading in _RULES:
            match = pattern.search(text)
            while match:
                numbers = [float(group) for group in match.groups() if group is not None]
                found = reading(numbers)
                if not any(type(constraint) in {type(other) for other in add} for constraint in found):
                    add += found
                    replaces = replaces or len(found) > 1
                text = f"{text[: match.start()]} | {text[match.end() :]}"
                match = pattern.search(text)
        bare = _BARE.match(text) if state.topic and not add else None
        if bare and float(bare.group(1)) > SLATE_SIZE:
            return Prices(" | ", (PriceMax(float(bare.group(1))),))
    if any(isinstance(constraint, PriceMax) for constraint in add) or not state.slates:
        return Prices(text, tuple(add), replaces)
    return _relative(text, state, add, replaces=replaces)


def _relative(text: str, state: DialogueState, add: list[Constraint], *, replaces: bool) -> Prices:
    shown = state.slates[-1].items
    for pattern, direction in RELATIVE:
        match = pattern.search(text)
        if not match:
            continue
        rest = f"{text[: match.start()]} | {text[match.end() :]}"
        for other, _ in RELATIVE:
            rest = other.sub(" | ", rest)
        named = match.group(1) if pattern.groups else None
        spoken = tuple(int(digit) for digit in ([named] if named else re.findall(r"@(\d)", text)))
        refers_to = tuple(position for position in spoken if position <= len(shown))
        prices = [shown[position - 1].price for position in refers_to] or [item.price for item in shown]
        known = [price for price in prices if price is not None]
        if not known:
            return Prices(rest, tuple(add), replaces, refers_to)
        if direction == "cheaper":
            add.append(PriceMax(_tightest(min(known), state), inclusive=False))
        elif not any(isinstance(constraint, PriceMin) for constraint in add):
            add.append(PriceMin(max(known), inclusive=False))
        return Prices(rest, tuple(add), replaces, refers_to)
    return Prices(text, tuple(add), replaces)


def _tightest(price: float, state: DialogueState) -> float:
    """Return a relative bound that never loosens the bound in force."""
    return min(
        [price, *(stated.constraint.value for stated in state.constraints if isinstance(stated.constraint, PriceMax))]
    )
