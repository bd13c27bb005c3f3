"""What a message looks for, once all that was said about it is taken out."""

import re

from recsys.conversation.interpret.words import CHAT, LEADING, NOT_FIRST, NOT_LAST, OF_SENTENCES, PRONOUNS
from recsys.ranking.kind import stem

_SEGMENT = re.compile(r"(?:[|,;!?:\"@%^]|\.(?!\w))+\d*")
_CUT = re.compile(
    r"\b(?:that|which|who)\s+(?:is|are|has|have|must|should|can|costs?|do|does)?\s*$|\b(?:not made|made|"
    r"manufactured|produced)\s*$"
)
_BROKEN = re.compile(
    r"(?<=[a-z])(?: (?:has|have|is|are|was|just|finally|all|suddenly|really))* (?:died|dead|broke(?: down)?|"
    r"broken(?: down)?|"
    r"(?:burnt|burned|gave|given|wore|worn) out|packed (?:it )?(?:in|up)|conked out|stopped working|gave up|"
    r"done for|toast|kaput|bit the dust|ran dry|failed|"
    r"failing|exploded|"
    r"(?:start(?:s|ed)?|keeps?) [a-z]+ing|goes dim|lying around)\b.*$"
)
"""What befell the thing: "the power supply in my pc died"."""
_WHICH = re.compile(
    r"\b(?:do you (?:have|sell|carry|stock|offer|recommend|suggest|got)|have you got|are there|is there|"
    r"are available|(?:would|could|can|should|do) (?:you|i|we) (?:take|choose|pick|use|buy|get)|"
    r"(?:you|they) (?:have|sell|carry|stock|offer|keep|got|have got)(?= *$)|"
    r"(?:could|would|might|can) (?:replace|fit|suit|do|work)|would you (?:recommend|suggest)|can you (?:recommend|"
    r"suggest|offer|show(?: me)?))\b.*$"
)
_LEADS = re.compile(
    r"^(?:.*?\b(?:looking for|search(?:ing)? for|shopping for|in (?:the )?market for|interested in|"
    r"recommend(?: me| us)?|suggest(?: me| us)?|show me|find me|in (?:[a-z]+ )?(?:need|search) of|hunting for|"
    r"on the (?:hunt|lookout|prowl|watch) for|looking? up|"
    r"searching|sourcing|procuring|requesting|short of|low on|out of|after|get me|"
    r"give me|want to (?:buy|get|purchase|order)|need to (?:buy|get|purchase|"
    r"order)|do you (?:have|sell|carry|stock)|let us (?:look at|see|do|try)|switch to|talk about|"
    r"how about|what about|enquir[a-z]+ (?:about|after)|inquir[a-z]+ about|hook (?:me|us) up (?:with|w)|obliged for|"
    r"(?:i|we) (?:[a-z]+ ){0,2}?(?:need|want|require|fancy)(?= (?:an?|some|new|another)\b)|"
    r"sort(?:ing)? out|replac(?:e|ing)|(?:i |and |we )?(?:search|seek)(?: for)?(?= (?:an?|some|new)\b)|"
    r"i (?:search|seek)(?: for)?|"
    r"(?:happen|wish|intend|plan|want|like|hope|need|aim|going|looking) to (?:have|purchase|acquire|buy|get|order|own)|"
    r"(?:asked|told|supposed|instructed|meant|here|trying) to (?:get|buy|order|find|purchase|pick up)|"
    r"(?:is it true that |surely |i (?:heard|read|hope|see|suppose|assume) (?:that )?)you (?:have|sell|carry|"
    r"stock|offer)|"
    r"help (?:me|us) (?:to )?(?:pick|choose|find|select|get)|(?:trouble|bother|ask) you (?:for|about)|"
    r"(?:when|if|where) (?:they|people|you|we) need|(?:i|we|he|she|they) (?:really |just )?(?:loves?|collects?|"
    r"adores?)|"
    r"(?:piece|thing|item|part) (?:[a-z]+ ){0,3}?is(?= an?\b)|"
    r"look(?:ing)? at|point (?:me|us) (?:to|at|towards)|"
    r"time for|tip (?:for|on)|tips (?:for|on)|"
    r"(?:get|buy|buying|getting|give|find|show|bring) (?:me|us|her|him|them|myself|ourselves)|"
    r"[a-z]+ing for(?= (?:an?|some|new|another) ))\s+)"
)
# What follows one of these tells about the thing and does not name it: "monitor with USB-C", "bag for a laptop".
_PHRASE_ENDS = re.compile(
    r"\s(?:with|without|for|in|to|that|which|under|over|from|by|on|having|of|at|above|below|between|around|and|or|"
    r"but)\s"
)
# What was taken out between a thing and its purpose does not part them: "headphones [under 200] for running".
_TAKEN_OUT = re.compile(r"(?<=[a-z0-9])\s*(?:\|\s*)+(?=(?:for|to)\s+[a-z])")
_SENTENCES = re.compile(r"\s[.!?]+\s")
_PURPOSE = re.compile(r"^(?:(?:and|but|mainly|mostly|also|it is)\s+)*((?:for|to use)\s+[a-z].*)$")
# A part of its own that says what it is for, or that speaks of people and not of the thing.
_ELSEWHERE = re.compile(
    rf"{_PURPOSE.pattern}|^(?:(?:and|but|so|because|as)\s+)*(?:(?:i am|we are|you|my|our|he|she|his|her|they)\b|"
    r".*\b(?:on (?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|next (?:week|month|year)|yesterday)\b|"
    r"(?:going|heading|off|travell?ing|flying|moving|starting|working|living) (?:to|in|at|from|with|on|as|for|home)\b)"
)
_OF_ONESELF = re.compile(
    r"^\s*(?:(?:and|but|so|because|since|as)\s+)*(?:because(?! (?:i|we) (?:need|want))|my|our|"
    r"(?:i am|we are|i have|we have)"
    r"(?!\s+(?:looking|after|searching|in need|in the market|interested|hunting|shopping|sourcing|ordering|buying|"
    r"procuring|purchasing|seeking|requesting|short of|out of|low on|running (?:out of|low on|short of)|to|got to))|"
    r"(?:i|we) (?:bought|own|use|work|live|sit|travel|play|hope|thought|think|trust))\b"
)
"""What people tell of themselves is no feature of what they want: "my desk is black"."""
_FRAME = re.compile(
    r"^(?:(?:and|so|well|now|then|next|also|(?:i |we )?(?:need|want|(?:am |are )?(?:buying|looking for))) )*(?:an? |"
    r"some |the )?"
    r"(?:(?:[a-z]+ )?(?:gift|present|treat|pressie|prezzie)s?(?: ideas?)? (?:for|to)\b|(?:shopping |buying |asking "
    r")?(?:for|"
    r"on behalf of) |"
    r"(?:subject|topic|request|question|ticket|task)$)"
)
"""For whom or what something is; the thing is named beside it: "a gift for my boss: a mouse"."""
_FUNCTION = re.compile(
    r"\b(?:something|anything|stuff|gear|(?:a|some) (?:thing|device|tool|gadget|way)) "
    r"(?P<what>(?:to|for|that|which|i can)\s+.+)$"
)
_ONE_THING = re.compile(r"^(?:(?:or|and|so|maybe|perhaps|yes|yeah|no|rather|actually|wait)\s+)*an?\s")
"""A thing, and no feature of another: "maybe a printer"."""
_OF_A_THING = re.compile(r"(?:one|two|three|both|[a-z]+ing) (?:an? |the |my |our )?(?:old |new )?[a-z]+$")
"""What people tell of another thing they have: "two servers, one desk", "upgrading an old laptop"."""
_MEASURED = re.compile(r"^(?:[a-z]+ )?an? (?:\d|[a-z-]+ (?:ones?|type|kind|sort|version|model)$)")
"""What tells how big, how many or which is of the thing all the same: "a 6-cell", "a collectible one"."""
_THING_ASKED = re.compile(r"(?:an?|some) [a-z]")
_IS_OF_ONES = re.compile(r"\bones?\b|\b(?:another|replacements?|(?:a |an )?new)$")
_NO_TOPIC = CHAT | LEADING | PRONOUNS | OF_SENTENCES
_JOINTS = frozenset({"for", "with", "without", "the", "and", "that", "from", "into", "not"})
_DENIES = re.compile(r"\b(?:not|no|non|never|without|un\w+|hate|avoid)\b")
_ASKING = re.compile(
    r"^so (?:an?|some|maybe|perhaps) |\btime for (?:an?|some|new)\b|^(?:so )?(?:an?|some) [a-z -]+ it is$|"
    r"\bwhat (?:[a-z]+ ){1,4}?(?:are there|is there|do you|have you|would you|"
    r"can (?:i|you))\b|"
    r"\b(?:needs?(?! to (?!buy|get|find|order|see))|wants?(?! to (?!buy|get|find|order|see))|looking for|search|find|"
    r"show|recommend|suggest|buy|get|sell|"
    r"which|after|do you (?:have|carry|sell|stock)|purchase|"
    r"order|"
    r"require|required|replace|sort out|fetch|seek|seeking|requesting|in search of|hunt)\b"
)


def remainder(text: str) -> str:
    """Return the first part of the text that still says something, stripped of everything around a name of a thing."""
    frame = ""
    for segment in segments(text):
        if not is_frame(segment):
            return segment
        frame = frame or segment
    return frame


def segments(text: str) -> list[str]:
    """Return what each part of the text says, in order; parts that say nothing are left out."""
    found: list[str] = []
    for segment in _SEGMENT.split(text):
        stripped = "" if _OF_ONESELF.match(segment) else _strip(segment)
        if stripped:
            found.append(stripped)
    return found


def _strip(segment: str) -> str:
    segment = _CUT.sub("", segment.strip())
    shorter = _BROKEN.sub("", _WHICH.sub("", segment)).strip()
    segment = shorter if _has_content(shorter) else segment
    lead = _LEADS.match(segment)
    if lead and _has_content(segment[lead.end() :]):
        segment = segment[lead.end() :]
    words = _content(segment)
    if lead and len(words) > 1 and _THING_ASKED.match(segment):
        return " ".join(words)
    return "" if all(word in _NO_TOPIC for word in words) else " ".join(words)


def _content(segment: str) -> list[str]:
    words = segment.replace("$", " ").split()
    while words and (words[0] in NOT_FIRST or words[0].strip("'-/&+") == ""):
        words = words[1:]
    while words and (words[-1] in NOT_LAST or words[-1].strip("'-/&+") == ""):
        words = words[:-1]
    return words


def phrase(words: str) -> list[str]:
    """Return the words that name a thing, without what tells about it: "bag" of "bag for a laptop"."""
    if words.startswith("something "):
        return [words]
    return _PHRASE_ENDS.split(f" {words} ", maxsplit=1)[0].split() or words.split()


def _has_content(segment: str) -> bool:
    return bool(_content(segment))


def stems(topic: str) -> frozenset[str]:
    """Return the words of a topic without their plural endings, to tell whether two topics are about one thing."""
    words = (word for word in re.findall(r"[a-z0-9]+", topic) if len(word) > 2 and word not in _JOINTS)
    return frozenset(map(stem, words))


def beside(text: str, named: str) -> list[str]:
    """Return the parts of a message beside the one that names what is looked for; none that deny something."""
    parts = [
        _strip(part)
        for part in parts_of(text)
        if not (
            _DENIES.search(part)
            or _FRAME.match(part)
            or _ELSEWHERE.match(part)
            or (_ONE_THING.match(part) and not _MEASURED.match(part))
            or _OF_A_THING.match(part)
        )
    ]
    return [part for part in parts if part and part not in named]


def denies(part: str) -> bool:
    """Return whether a part of a message denies something."""
    return bool(_DENIES.search(part))


def parts_of(text: str) -> list[str]:
    """Return the parts between punctuation and what was taken out, as they were said."""
    return [part.strip() for part in _SEGMENT.split(_TAKEN_OUT.sub(" ", text)) if part.strip()]


def purposes(text: str) -> list[str]:
    """Return the parts of their own that say what it is for: "headphones, for running"."""
    found = (_PURPOSE.match(part) for part in parts_of(text))
    return [match.group(1) for match in found if match and _has_content(match.group(1))]


def function(part: str) -> str:
    """Return a thing that is described by what it does ("something to carry a laptop"), else ""."""
    match = _FUNCTION.search(part)
    return f"something {match['what'].strip()}" if match and _has_content(match["what"]) else ""


def from_request(text: str, named: str) -> str:
    """Return a text from the sentence on that asks for what is named: what is told before asks for nothing."""
    sentences = _SENTENCES.split(text)
    first = " ".join(named.split()[:2])
    for at, sentence in enumerate(sentences):
        if first and first in sentence and asks(sentence):
            return " . ".join(sentences[at:])
    return text


def tells_of_loss(story: str) -> bool:
    """Return whether a story tells what befell a thing: "my scanner gave up"."""
    return bool(_BROKEN.search(story))


def is_frame(part: str) -> bool:
    """Return whether a part says for whom or what, and leaves the thing to another: "a gift for my boss"."""
    return bool(_FRAME.match(part))


def is_of_ones(part: str) -> bool:
    """Return whether a part leaves the thing to the rest of the message: "a good ergonomic one"."""
    return bool(_IS_OF_ONES.search(part))


def asks(part: str) -> bool:
    """Return whether a part of a message asks for something: "I need ..."."""
    return bool(_ASKING.search(part))


def named_in(part: str) -> str:
    """Return a part of a message without the words around what it names."""
    return function(part) or _strip(part)


def plain(text: str) -> str:
    """Return a part of a message without signs and with single spaces."""
    return " ".join(_SEGMENT.sub(" ", text).split())
