"""How a request begins: "the lads are begging for a radio", "video extender needed", "my dad wants a shaver".

What is asked for stands behind the asking, which may be any verb: so a thing is told from talk by the words that items
are called by, and by the determiner before it.
"""

import re
from itertools import islice

from recsys.conversation.interpret import topic
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.words import PEOPLE, QUALITIES, VAGUE
from recsys.ranking.clauses import is_adjective

_GREETING = r"^(?:(?:hi|hello|hey|dear [a-z]+|please|so|well|good [a-z]+)\W+)*"
_WELCOME = re.compile(
    rf"({_GREETING}an? [^,.;!?|]+?) (?:would|will) be (?:(?:really|very|just|so) )*(?:great|nice|lovely|good|"
    r"perfect|swell|"
    r"fantastic|wonderful|super|brilliant|fab|sweet|neat|excellent|fine|ideal|appreciated|handy|welcome|cool|awesome)\b"
)
"""A first request as a wish: "a KVM switch that handles audio would be great"."""
_NEEDED_NOW = re.compile(
    rf"{_GREETING}(?P<thing>(?:(?:an?|some|new) )?[a-z][^,.;!?|]*?) (?:is |are )?(?:needed|wanted|required|sought|"
    r"due|overdue)\b"
)
_PAID_FOR = re.compile(
    r"(?:^|(?<=[,.;!?|])|\b(?:pay|paying|spend|spending|give|offer|afford|have|got|budget))\s*\|\s*(?:on|for) "
    r"(?=(?:an?|some|new) )"
)
"""A price, taken out, and what it is for: "less than 30 for a calculator"."""
_REPLACED = re.compile(
    r"\b(?:i|we) (?:(?:am|are|have to|need to|must|want to|will) )?replac(?:e|ing) (?:my|our|the|this|that) "
    r"(?P<thing>[a-z][^,.;!?|]*?)(?: and|,| ,| so)+ (?:(?:i|we) )?(?:[a-z]+ )??(?:want|need|like|look for|"
    r"prefer) something "
)
"""What is replaced by "something" of a sort: "we are replacing our server and want something dual"."""
_NEW_ONE = re.compile(
    r"(?:^|(?<=[.,;:!?|] )|\b(?:so|hey|hi) )(?:my|our|the|his|her|their|this|that) (?:old |current |last |previous )?"
    r"(?P<thing>[a-z][\w-]*(?: [a-z][\w-]*)?) (?:(?:on|in|at|of|for|from) (?:my|our|the|his|her|their) [a-z]+ )?"
    r"(?:(?:has|have|is|just|finally|suddenly|also|recently|totally|completely|gone|went) )*"
    r"(?:died|dead|broke|broken|gave up|packed up|packed in|kaput|bust(?:ed)?|failed|conked out|quit|stopped|fried|"
    r"toast|"
    r"worn out|wore out|fell apart|vanished|stolen|lost|walked off|disappeared)\b[^|]*?[.,;!]+ (?:(?:so|and|now) )*"
    r"(?:(?:i|we) )?(?:(?:really|now|urgently|badly|just) )*(?:need|want|(?:am |are )?(?:looking for|after)|require) "
    r"(?:an? |the )?(?:new|replacement|another|fresh|decent)(?: one)?(?=\s*(?:$|[.,;!?]|that|which|please|for|with|"
    r"by|from|under))"
)
"""A thing that broke, and another one: "the speaker on my desk died, need a new one"."""
_WHOSE = re.compile(rf"{_GREETING}(?:it is|this is|they are|these are) for [^,.;!?|]+[,.;!]+ (?=[^|]*\bneed\b)")
"""For whom it is, told before what it is: "it's for the little shop in our lobby, they asked me for a pen"."""
_IT_NEEDS = re.compile(
    r"(?:\band|\bso|\bbut|,) (?:it|he|she|they) (?:now |also |still |really )?(?:needs?|wants?|requires?) (?=an? )"
)
"""What a story comes to: "I'm building a computer and it needs a motherboard"."""
_A_MUST = re.compile(
    r"(?:\bso|\band|\bhence|\btherefore|[.,;:!?]) (?P<thing>an? [a-z][^,.;|]*?) (?:(?:is|are) (?:now )?(?:a must|"
    r"needed|"
    r"required|due|in order|called for|what (?:i|we) need)|(?:might|would|could|should|will|may) (?:really |well |"
    r"perhaps )?"
    r"(?:be (?:wise|sensible|smart|handy|useful|clever|prudent)|help|solve|fix|do the trick|come in handy|save|"
    r"be the answer|sort))\b"
)
"""What follows from a story: "lightning fried my amp, so a surge protector is a must"."""
_MISSING = re.compile(
    r"\b(?:(?:only|just )?(?:one|a) thing|something)\b[^.;|]*? (?:,|;|:|\.) (?:and )?(?:that is|namely|it is)(?: of "
    r"course)? "
    r"(?=an? [a-z])"
)
"""What is found wanting: "movie nights are missing one thing, and that's a projector"."""
_BUDGET_FOR = re.compile(
    r"\b(?:my|our|the|i have an?) (?:[a-z]+ )?(?:budget|limit|allowance) for (?:(?:an?|the|some|new|my|our|another) )*"
    r"(?P<thing>[a-z][^,.;|$\d]*?) (?:is|was|runs|goes|ranges|lies|would be|tops out|starts|ends|must|should|can|"
    r"sits)\b"
)
"""What money is for: "my budget for a smartphone runs from 300 to 900"."""
_ADJECTIVES = re.compile(
    r"\b(?P<article>an?|some) (?P<one>[a-z-]+) , (?!(?:under|over|with|without|for|please|but|and|not|no|from|by|in|"
    r"preferably|ideally|something|around|about|which|that|i|we|it|nothing|only|at|to|or|so|because|can|do|is|what)\b)"
    r"(?=[a-z-]+ [a-z])"
)
"""Adjectives in a row: "a plain, monotone bag"."""
_OWNER_MAX = 2
"""A longer one is no part of a thing's name: "the kitchen on our floor needs a coffee machine"."""
_NEEDED_BY = re.compile(
    r"(?P<owner>(?:(?!(?:that|which|who)\b)[a-z'-]+ ){1,7}?)(?:(?:now|really|also|badly|desperately) )?"
    r"(?:(?P<needs>needs?)|wants?|requires?|asks? for|takes?|(?:is|are) after|expects?|wish(?:es)? for|dreams? of|"
    r"hopes? for|craves?) "
    r"(?:to (?:buy|get|purchase|order|find|acquire|have) )?"
    r"(?:(?:an?|some|one|new|another|replacement|extra|additional) )*(?P<thing>[a-z].*)"
)
_ASKED_IN = re.compile(
    r"\b(?:(?:so|and|hence|therefore) (?:now )?(?:i|we|he|she|they) (?:[a-z]+ ){0,2}?(?:(?:need|want|require)s?|"
    r"(?:look|hunt|search|shop)ing for|after)"
    r"(?! (?:to|it|them|this|that|more)\b)(?: (?:an?|some|new|another))*|"
    r"(?:(?:i|we|he|she|they|you) (?:[a-z]+ ){0,2}?(?:need|want|require)s?|to (?:get|buy|find|order|fetch|pick up))"
    r"(?: (?:me|us|him|her|them|myself|ourselves|my [a-z]+))?(?: (?:an?|some|new|another))+) "
)
"""Where a request begins inside of a sentence."""
_PART_OF = re.compile(r"\b(?:with|without|of|has|have|as)\s*$")
_DETERMINERS_MAX = 20
"""No story has more; the work for each grows with the length of the text."""
_DETERMINER = re.compile(r"\b(?:an?|some|another|one|new|our|my|her|his|their|your)\s+")


_IS_WHAT_I_NEED = re.compile(
    r"(?:^|(?<=[.,;:!?] ))(?P<thing>(?:an?|some) [a-z][^,.;:!?|]*?) (?:is|are) what (?:i|we) (?:[a-z]+ )?(?:need|want|"
    r"(?:am|are) after|(?:am|are) looking for)\b"
)
"""A wish with the thing in front: "a memory card is what I need"."""
_IN_THE_WAY_OF = re.compile(
    r"\bwhat (?:do )?(?:you|we) (?:(?:can|could) )?(?:have|carry|offer|sell|got|stock|show|suggest|"
    r"recommend)(?: me| us)? (?:in the way of|in terms of|"
    r"in(?= (?:[a-z-]+ )?[a-z-]+s\b))"
)
"""A look at the shelf: "what do you have in jigsaw puzzles?"."""


def as_needed(text: str) -> str:
    """Return a canonical message with what is said to be what somebody needs as a request."""
    text = _NEW_ONE.sub(_another, text)
    return _IS_WHAT_I_NEED.sub(lambda match: f"i need {match['thing']}", text)


def as_asked(text: str) -> str:
    """Return a canonical first message with what is wished for or needed said as a request."""
    text = _IN_THE_WAY_OF.sub("show me", _ADJECTIVES.sub(_one_after_another, text))
    text = _NEW_ONE.sub(_another, _WHOSE.sub("", text))
    text = _MISSING.sub(" . need ", text)
    text = _A_MUST.sub(lambda match: f" . need {match['thing']}", text)
    text = _IT_NEEDS.sub(" . need ", _BUDGET_FOR.sub(lambda match: f"need {match['thing']} . the budget is", text))
    text = _REPLACED.sub(lambda match: f"need {match['thing']} that is ", text)
    return _NEEDED_NOW.sub(lambda match: f"need {match['thing']}", _WELCOME.sub(r"\1", text))


def _another(match: re.Match[str]) -> str:
    return f" . i need a {match['thing']}"


def _one_after_another(match: re.Match[str]) -> str:
    word = match["one"]
    return f"{match['article']} {word} " if word in VAGUE or word in QUALITIES or is_adjective(word) else match.group()


def paid_for(text: str) -> str:
    """Return a text from which prices were taken, with what they are to be paid for said as a request."""
    return _PAID_FOR.sub(" | need ", text)


def thing_of(words: str, lexicon: Lexicon) -> str:
    """Return what is asked for without the story before it: "holiday snaps to frame so i need photo paper"."""
    if needed := _NEEDED_BY.fullmatch(words):
        owner = needed["owner"].strip().removeprefix("old ")
        is_part = needed["needs"] and len(owner.split()) <= _OWNER_MAX and not PEOPLE.intersection(owner.split())
        if is_part:
            return f"{owner} {needed['thing']}"
        is_machine = needed["needs"] and is_thing(owner, lexicon) and not PEOPLE.intersection(owner.split())
        return f"{needed['thing']} for {owner}" if is_machine else needed["thing"]
    asked = None
    for asked in _ASKED_IN.finditer(words):
        if is_thing(words[asked.end() :], lexicon):
            break
    if asked and topic.named_in(words[asked.end() :]):
        return words[asked.end() :]
    if words.startswith("something "):
        return words
    for determiner in islice(_DETERMINER.finditer(words), _DETERMINERS_MAX):
        before, after = words[: determiner.start()], words[determiner.end() :]
        if _PART_OF.search(before):
            continue
        if not (_are_names(before, lexicon) or is_thing(before, lexicon)) and is_thing(after, lexicon):
            return after
    return words


def is_thing(words: str, lexicon: Lexicon) -> bool:
    """Return whether words begin with what items are called by."""
    named = topic.phrase(words)
    return bool(named) and lexicon.names_something(" ".join(named))


def _are_names(words: str, lexicon: Lexicon) -> bool:
    """Return whether each word is one of items' names or of attributes; True where names are not known."""
    return lexicon.names is None or all(lexicon.names.count(word) or lexicon.knows(word) for word in words.split())
