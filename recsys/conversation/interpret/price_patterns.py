"""How people bound a price in numbers: patterns over the canonical text, each with the bounds that it states."""

import re
from collections.abc import Callable

from recsys.conversation.interpret import polarity
from recsys.model.constraints import Constraint, PriceMax, PriceMin

AROUND = 0.25
"""How far from N a price "around N" may be."""

_COUNTED = (
    r"(?!\s*-?\s*(?:inch(?:es)?|in(?= (?:monitor|screen|display|tv))|[kmgt]i?b(?:ps|it|/s)?|[mg]?hz|k?wh?|watts?|v|"
    r"va|kva|volts?|a|amps?|m?ah|mm|cm|m|km|ft|feet|"
    r"met(?:er|re)s?|kg|g|grams?|oz|lbs?|ml|l|lit(?:er|re)s?|db|dpi|mp|megapixels?|fps|ppm|nits|lumens?|degrees?|x|u|"
    r"pin|core|"
    r"bit|port|pack|ply|way|sheet|page|percent|button|key|day|hour|minute|year|month|week|people|person|other|"
    r"different|more of|"
    r"(?!(?:as|is|this|thus|plus|thanks|tops|minus|dollars|bucks|quid|across|always|perhaps|unless|towards|upwards|"
    r"onwards|afterwards|us|yes|its|"
    r"less|was|has|does|works|sounds|seems|looks|suits|fits|goes|feels|costs|bucks|euros|pounds|max|"
    r"pls)\b)[a-z]{2,}s)\b)"
)
"""What is counted or measured has no price: "over 100 pages", "at least 16 gb"."""
_N = rf"(?:\$(\d+(?:\.\d+)?)|(?<![\w%@.])(\d+(?:\.\d+)?)(?!\.?\w)(?![%\"'-]){_COUNTED})"
_FIRST = r"(?<![\w%@.])\$?(\d+(?:\.\d+)?)(?![\w%\"'])"
_LEAD = (
    r"(?:\b(?:(?:with|at|for|but|that|which|and|it|they|this|these|only|the|a|an|my|our|your|price|prices|"
    r"cost|costs|costing|priced|budget|products?|items?|something|anything|those|ones?|show|me|is|are|be|"
    r"of|should|must|has|have|to|can|i|we|want|need|like|pay|spend|spending|keep|stay|going|go|prefer|am|"
    r"willing|able|afford|around|in|ideally|preferably|please|total|range|also|still|now|actually|not|do|"
    r"thinking|looking|switch|change|let|us|window|bracket|band|corridor|somewhere|anywhere)\s+)+)?"
)
_NOT = (
    r"(?:nothing|not|no|never|none|without(?! an? )|can not|do not|(?:skip|exclude|avoid|hide|omit|ignore|"
    r"leave out|ditch|"
    r"lose|bin|drop|"
    r"remove|filter out) (?:anything|everything|all|any|stuff|those|these|the ones?|ones|items?|products?|"
    r"whatever))(?:\s+(?!and\b|but\b|or\b)[a-z]+){0,5}?\s+"
)
_LEAVING_OUT = (
    r"(?:nothing|none|no (?:ones?|items?|products?)|(?:skip|exclude|avoid|hide|omit|ignore|leave out|drop|remove|"
    r"filter out|"
    r"not (?:show|include|list|want)(?: me)?) (?:anything|everything|all|any|stuff|those|these|the ones?|ones|"
    r"items?|products?|"
    r"whatever))(?:\s+(?:that|which|is|are|costs?|costing|priced|at|for|with|an?|price|prices|of|goes|sells?))*\s+"
)
_REFUSING = (
    r"(?:not|never|nothing|no way|refuse to)(?:\s+(?:be|want|like|going|able|willing|to|pay|paying|spend|spending|"
    r"cost|costing|priced|"
    r"expense|claim|approve|justify|buy|get|take|order|afford|anything|something|stuff|items?|ones|"
    r"for|at|of))+\s+"
)
_OVER = (
    r"(?:over|above|more than|exceed(?:s|ing)?|beyond|higher (?:than|from)|greater than|north of|past|upwards? of|"
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
    r"going to )(?:only )?(?:spend|pay|afford|do|go|stretch)(?: only| to)?|to spend|(?:top price|top whack|allowance|"
    r"pocket money|funds)(?: is| of| are)?|(?:until|"
    r"till)(?=\s*\$)|(?:price|budget|costs?) (?:until|till)|"
    r"upto|maxing out at|maximum out at|(?:end|stop|top)(?:s|ping|ping out|s out)? (?:at|with)|no pricier than|"
    r"(?:(?:cap|limit|hold|lower|reduce|raise|increase|bump|change|set|adjust|stretch|push|bring|drop|extend|cut|"
    r"move|keep|update) "
    r"(?:it |that |(?:the |my |our )?(?:price |spending )?(?:budget|price|limit|maximum|cap|ceiling|range) )?(?:up |"
    r"down )?"
    r"(?:to|at)))"
)
_LEAST = (
    r"(?:at (?:the )?(?:very )?least|(?:a |the |my )?(?:price )?floor(?: of| is| at| price)*|(?:a |the |my "
    r")?minimum(?: price| budget| spend| cost| amount)?"
    r"(?: of| is| at|:| should be| must be| would be| has to be)?|"
    r"(?:(?:up|raise|set|increase|lower|change|put|move|bring|bump|lift|push|shift|adjust|take) (?:the |my |our "
    r")?(?:minimum|floor|"
    r"lower limit)(?: price)?(?: up| down)? to)|"
    r"no less than|from|starting (?:at|from|with)|starts? (?:at|from|with)|no lower than|"
    r"lower (?:price )?limit(?: of| is)?|"
    r"not less than|begin(?:ning|s)? at|upwards? from)"
)
_ABOUT = (
    r"(?:some(?= \$\d)|around|about|roughly|circa|cca|round(?: about)?|like(?= \$?\d)|nearer(?: to)?|"
    r"not far (?:off|from)|"
    r"within (?:a )?(?:few|couple(?: of)?) (?:bucks|dollars|quid|euros|pounds) of|sweet spot(?: is| at)?|clos(?:e|"
    r"er) to it :|"
    r"closer? to|near(?:ly)?|somewhere (?:around|near|about)|"
    r"in the (?:neighbou?rhood|region|vicinity|area|ballpark|order) of|ballpark(?: of)?|more or less|or so|"
    r"almost|give or take|(?:something|somewhere|anything|more) (?:like|along the lines of|in the order of)|"
    r"(?:aiming|aim|shooting|hoping) for(?: around| about)?|target(?:ing)?(?: price)?(?: of| is)?(?: roughly|"
    r" about| around)?|ideally around)"
)
_MORE_AFTER = (
    r"\s*(?:,\s*)?(?:(?:or|and)\s+(?:more|up|above|over|higher|beyond|pricier|better)|(?:and\s+|"
    r"or\s+)?(?:upwards?|onwards?)|plus(?! or\b| minus\b| tax| vat| shipping| postage))\b(?! than\b| \$?\d)"
)
_LESS_AFTER = r"\s*(?:,\s*)?(?:or|and)\s+(?:less|under|below|lower|cheaper|down|fewer)\b(?! than\b| \$?\d)"
_MAX_AFTER = (
    r"\s*(?:(?:is|as|at|for|being)\s+)?(?:(?:my|the|a|our|an?)\s+)?(?:absolute\s+)?(?:maximum(?!(?: of| is|:)? \$?\d)|"
    r"tops|at (?:the )?(?:very |absolute )?(?:most|maximum|highest)(?! \$?\d)|(?:the )?most (?:i|we) (?:can |"
    r"could |would |will |want to )*"
    r"(?:pay|spend|go|do|afford)|limit|at the (?:very )?outside|upper limit|ceiling|budget|cap|highest|to (?:spend|"
    r"play with|burn|blow|work with)(?!,? (?:give or take|or so|roughly|approx))|"
    r",? ?(?:and |but )?(?:no|not (?:an?|one)) \w+ more|is all i (?:have|can spend|got))\b"
)
_MIN_AFTER = (
    r"\s*(?:is\s+)?(?:(?:my|the|a)\s+)?(?:min\b|floor\b|minimum(?!(?: of| is|:)? \$?\d)|at (?:the )?(?:very |"
    r"bare )?(?:least|minimum|lowest)(?! \$?\d)|as (?:a|the) minimum|lower limit|"
    r"or higher)\b"
)
_ABOUT_AFTER = (
    r"\s*,?\s*(?:(?:in mind|to (?:spend|burn|blow|play with))\s*,?\s*(?=give or take|or so|roughly|approx))?"
    r"(?:or so|or thereabouts|approx|give or take|plus or minus|plus minus|(?:a (?:bit|little|tad) )?more or less|"
    r"roughly|ish|"
    r"approximately|or close(?: to (?:it|that))?|"
    r"or (?:somewhere |something )?(?:around|near|about|close to) (?:there|that|it)|"
    r"(?:is|would be|will be|sounds) (?:(?:more|closer) )?(?:like it|to it|about right)|would be (?:good|"
    r"ideal|perfect|nice|great|better)|is (?:about|around|roughly) right|is (?:the|my|our) (?:target|sweet "
    r"spot)|"
    r"(?:price )?range|"
    r"mark|(?:price )?bracket|price point|ballpark|area|region|neighbou?rhood|vicinity)\b"
)
_LOW_END = (
    r"\b(?:(?:the )?(?:low(?:er|est)?|bottom|cheap(?:est)?|small(?:est)?|minimum)(?: (?:end|limit|bound|price|one))?|"
    r"floor|start(?:s|ing)?|(?:the )?least)\b"
)
_HIGH_END = (
    r"\b(?:(?:the )?(?:high(?:er|est)?|upper|top|most expensive|priciest|dearest|maximum)(?: (?:end|limit|bound|"
    r"price|one))?|"
    r"ceiling|end(?:s|ing)?|stop(?:s|ping)?|tops|(?:the )?most)\b"
)
_REFUSED = (
    rf"(?:(?:is|are|gets?|was|were)\s+{polarity.REFUSED}|"
    r"(?:(?:is|are|would be|will be|gets?|goes|does)\s+)(?:(?:just|simply|definitely|really|also|a|an)\s+)*(?:not?\b|"
    r"out\b|too\b|"
    r"excluded|off\b|ruled|beyond|refused|rejected|impossible|unacceptable|useless|never)(?:\s+(?:go|no|good|okay|"
    r"an option|way|of the question|"
    r"the table|much|many|expensive|cheap|for me|for us|acceptable|allowed|possible|thanks))*)"
)
"""What is said of prices that are not wanted: "over 75 is a no"."""
_LONG = (
    r"(?:\s+(?:dollar (?:mark|limit)|mark|in total|total|each|per (?:piece|unit|item)|in price|apiece|all in|price))?"
)


def _between(numbers: list[float]) -> tuple[Constraint, ...]:
    low, high = sorted(numbers[:2])
    return (PriceMin(low), PriceMax(high))


def _around(numbers: list[float]) -> tuple[Constraint, ...]:
    return (PriceMin(numbers[0] * (1 - AROUND)), PriceMax(numbers[0] * (1 + AROUND)))


Reading = Callable[[list[float]], tuple[Constraint, ...]]


def _rule(pattern: str, reading: Reading) -> tuple[re.Pattern[str], Reading]:
    return re.compile(rf"{_LEAD}{pattern}{_LONG}"), reading


RULES: tuple[tuple[re.Pattern[str], Reading], ...] = (
    _rule(
        r"(?<!with)(?<!with )(?<!without)(?<!without )(?:\b(?:between|from|within|anywhere (?:between|from)|"
        r"in between|range(?: of| from| is)?|"
        rf"{_ABOUT}))?\s*{_FIRST}\s*(?:and|to|up to|-|till|until|thru|through)\s*(?:{_ABOUT}\s+)?{_N}(?:\s*(?:range|"
        rf"bracket))?",
        _between,
    ),
    _rule(rf"{_FIRST}\s*(?:and|to|up to|-|till|until)\s*\$(\d+(?:\.\d+)?)", _between),
    _rule(rf"{_LOW_END}\D{{0,12}}?{_FIRST}\D{{1,40}}?{_HIGH_END}\D{{0,12}}?{_N}", _between),
    _rule(
        rf"{_FIRST}\s*(?:(?:at|on|as|is|for|being)\s+)*{_LOW_END}\D{{1,30}}?{_N}\s*(?:(?:at|on|as|is|for|"
        rf"being)\s+)*{_HIGH_END}",
        _between,
    ),
    _rule(rf"\b{_OVER}\s+{_N}\s*{_REFUSED}", lambda n: (PriceMax(n[0]),)),
    _rule(rf"\b{_UNDER}\s+{_N}\s*{_REFUSED}", lambda n: (PriceMin(n[0]),)),
    _rule(
        r"\b(?:distrust|avoid|skip|refuse|reject|not (?:want|trust|take|buy)) (?:anything|everything|stuff|those|ones?|"
        rf"any)(?: (?:that|which) (?:is|are))? not {_OVER}\s+{_N}",
        lambda n: (PriceMin(n[0], inclusive=False),),
    ),
    _rule(
        rf"\bnot mind (?:paying |spending |going |if it (?:costs|is) )?{_OVER}\s+{_N}",
        lambda n: (PriceMin(n[0], inclusive=False),),
    ),
    _rule(rf"\b{_NOT}{_OVER}\s+{_N}", lambda n: (PriceMax(n[0]),)),
    _rule(rf"\b{_NOT}{_UNDER}\s+{_N}", lambda n: (PriceMin(n[0]),)),
    _rule(rf"\b{_LEAVING_OUT}{_N}{_MORE_AFTER}", lambda n: (PriceMax(n[0], inclusive=False),)),
    _rule(rf"\b{_LEAVING_OUT}{_N}{_LESS_AFTER}", lambda n: (PriceMin(n[0], inclusive=False),)),
    _rule(rf"\b{_REFUSING}{_N}{_MORE_AFTER}", lambda n: (PriceMax(n[0], inclusive=False),)),
    _rule(rf"\b{_REFUSING}{_N}{_LESS_AFTER}", lambda n: (PriceMin(n[0], inclusive=False),)),
    _rule(rf"{_N}{_MORE_AFTER}\s+{_REFUSED}", lambda n: (PriceMax(n[0], inclusive=False),)),
    _rule(rf"{_N}{_LESS_AFTER}\s+{_REFUSED}", lambda n: (PriceMin(n[0], inclusive=False),)),
    _rule(rf"{_N}{_MORE_AFTER}", lambda n: (PriceMin(n[0]),)),
    _rule(rf"{_N}{_LESS_AFTER}", lambda n: (PriceMax(n[0]),)),
    _rule(rf"\b{_ABOUT}\s+{_N}\s*to (?:spend|play with|burn|blow|work with)\b", _around),
    _rule(rf"(?:\b{_ABOUT}\s+)?{_N}{_MAX_AFTER}", lambda n: (PriceMax(n[0]),)),
    _rule(rf"{_N}{_MIN_AFTER}", lambda n: (PriceMin(n[0]),)),
    _rule(rf"\b{_OVER}\s+(?:the\s+)?{_N}", lambda n: (PriceMin(n[0], inclusive=False),)),
    _rule(rf"\b{_UNDER}\s+(?:the\s+)?{_N}", lambda n: (PriceMax(n[0], inclusive=False),)),
    _rule(rf"\b{_LEAST}\s+{_N}", lambda n: (PriceMin(n[0]),)),
    _rule(rf"\b(?:budget|price|cost|spend|target|have|got|pay)\b\D{{0,12}}?{_N}{_ABOUT_AFTER}", _around),
    _rule(
        rf"\b(?:budget|price|cost)s?(?: (?:is|are|of|at|would be|will be|should be|has to be))? {_ABOUT}\s+{_N}",
        _around,
    ),
    _rule(rf"\b{_MOST}\s*{_N}", lambda n: (PriceMax(n[0]),)),
    _rule(rf"\b{_ABOUT}\s+(?:the\s+)?{_N}(?:\s+mark\b)?", _around),
    _rule(rf"{_N}{_ABOUT_AFTER}", _around),
    _rule(rf"\bfor\s+(?=\$?\d\d){_N}(?=\s*(?:$|[.,;!?|]))", lambda n: (PriceMax(n[0]),)),
    _rule(r"(?:\bfor\s+|\bat\s+)?\$(\d+(?:\.\d+)?)", lambda n: (PriceMax(n[0]),)),
)
BARE = re.compile(
    r"^(?:(?:okay|let us|say|well|then|actually|please|make (?:it|that)|like|a|an|the|little|bit|more|less|higher|"
    r"lower|maybe|"
    r"rather|and|or|now|hmm+|no|yes|sorry|i mean|i meant|go up to|raise it to|go down to|,|\.)\s+)*"
    r"(\d{1,6}(?:\.\d+)?)(?:\s+(?:then|please|instead|now|actually|is okay|is fine|would be okay)|\s*[.,!?])*$"
)
"""A number alone in an answer is a limit, unless it is a position."""
CHEAPEST_OF = re.compile(
    r"\bcheapest\s+(?!(?:ones?|products?|items?|options?|models?|versions?|stuff|things?|please|possible|available|"
    r"you|of|first|price|then|"
    r"now|there)\b)(?=[a-z^%]|\d+[a-z])"
)
"""The cheapest of a kind that was not shown yet: a wish for the ranker, and no bound."""
