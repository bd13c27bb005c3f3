"""What a message looks for, once all that was said about it is taken out."""

import re

from recsys.conversation.interpret.words import CHAT, LEADING, NOT_FIRST, NOT_LAST, PRONOUNS

_SEGMENT = re.compile(r"(?:[|,;!?:\"@%^]|\.(?!\w))+\d*")
_CUT = re.compile(
    r"\b(?:that|which|who)\s+(?:is|are|has|have|must|should|can|costs?|do|does)?\s*$|\b(?:not made|made|"
    r"manufactured|produced)\s*$"
)
_WHICH = re.compile(
    r"\b(?:do you (?:have|sell|carry|stock|offer|recommend|suggest|got)|have you got|are there|is there|"
    r"are available|would you (?:recommend|suggest)|can you (?:recommend|suggest|offer|show(?: me)?))\b.*$"
)
_LEADS = re.compile(
    r"^(?:.*?\b(?:looking for|search(?:ing)? for|shopping for|in (?:the )?market for|interested in|"
    r"recommend(?: me| us)?|suggest(?: me| us)?|show me|find me|in need of|hunting for|on the hunt for|"
    r"searching|sourcing|procuring|requesting|short of|low on|out of|after|get me|"
    r"give me|want to (?:buy|get|purchase|order)|need to (?:buy|get|purchase|"
    r"order)|do you (?:have|sell|carry|stock)|let us (?:look at|see|do|try)|switch to|talk about|"
    r"how about|what about|enquir[a-z]+ (?:about|after)|inquir[a-z]+ about|hook (?:me|us) up (?:with|w)|obliged for|"
    r"(?:i|we) (?:[a-z]+ ){0,2}?(?:need|want|require|fancy)(?= (?:an?|some|new|another)\b)|"
    r"i (?:search|seek)(?: for)?)\s+)"
)
# What was taken out between a thing and its purpose does not part them: "headphones [under 200] for running".
_TAKEN_OUT = re.compile(r"(?<=[a-z0-9])\s*(?:\|\s*)+(?=(?:for|to)\s+[a-z])")
_PURPOSE = re.compile(r"^(?:(?:and|but|mainly|mostly|also|it is)\s+)*((?:for|to use)\s+[a-z].*)$")
# A part of its own that says what it is for, or that speaks of people and not of the thing.
_ELSEWHERE = re.compile(
    rf"{_PURPOSE.pattern}|^(?:(?:and|but|so|because|as)\s+)*(?:(?:i am|we are|you|my|our|he|she|his|her|they)\b|"
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
_FUNCTION = re.compile(
    r"\b(?:something|anything|stuff|gear|(?:a|some) (?:thing|device|tool|gadget|way)) "
    r"(?P<what>(?:to|for|that|which|i can)\s+.+)$"
)
_ONE_THING = re.compile(r"^(?:(?:or|and|so|maybe|perhaps|yes|yeah|no|rather|actually|wait)\s+)*an?\s")
"""A thing, and no feature of another: "maybe a printer"."""
_MEASURED = re.compile(r"^(?:[a-z]+ )?an? (?:\d|[a-z-]+ (?:ones?|type|kind|sort|version|model)$)")
"""What tells how big, how many or which is of the thing all the same: "a 6-cell", "a collectible one"."""
_THING_ASKED = re.compile(r"(?:an?|some) [a-z]")
_IS_OF_ONES = re.compile(r"\bones?\b|\b(?:another|replacements?|(?:a |an )?new)$")
_JOINTS = frozenset({"for", "with", "without", "the", "and", "that", "from", "into", "not"})
_DENIES = re.compile(r"\b(?:not|no|non|never|without|un\w+|hate|avoid)\b")
_ASKING = re.compile(
    r"^so (?:an?|some|maybe|perhaps) |\bwhat (?:[a-z]+ ){1,4}?(?:are there|is there|do you|have you|would you|"
    r"can (?:i|you))\b|"
    r"\b(?:need(?! to (?!buy|get|find|order|see))|want(?! to (?!buy|get|find|order|see))|looking for|search|find|"
    r"show|recommend|suggest|buy|get|sell|"
    r"which|after|do you have|purchase|"
    r"order|"
    r"require|required|fetch|seek|seeking|requesting|in search of|hunt)\b"
)


def remainder(text: str) -> str:
    """Return the first part of the text that still says something, stripped of everything around a name of a thing."""
    for segment in segments(text):
        return segment
    return ""


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
    shorter = _WHICH.sub("", segment).strip()
    segment = shorter if _has_content(shorter) else segment
    lead = _LEADS.match(segment)
    if lead and _has_content(segment[lead.end() :]):
        segment = segment[lead.end() :]
    words = _content(segment)
    if lead and len(words) > 1 and _THING_ASKED.match(segment):
        return " ".join(words)
    return "" if all(word in CHAT or word in LEADING or word in PRONOUNS for word in words) else " ".join(words)


def _content(segment: str) -> list[str]:
    words = segment.split()
    while words and (words[0] in NOT_FIRST or words[0].strip("'-/&+") == ""):
        words = words[1:]
    while words and (words[-1] in NOT_LAST or words[-1].strip("'-/&+") == ""):
        words = words[:-1]
    return words


def _has_content(segment: str) -> bool:
    return bool(_content(segment))


def stems(topic: str) -> frozenset[str]:
    """Return the words of a topic without their plural endings, to tell whether two topics are about one thing."""
    words = (word for word in re.findall(r"[a-z0-9]+", topic) if len(word) > 2 and word not in _JOINTS)
    return frozenset(re.sub(r"(?:ies|es|s|y)$", "", word) for word in words)


def beside(text: str, named: str) -> list[str]:
    """Return the parts of a message beside the one that names what is looked for; none that deny something."""
    parts = [
        _strip(part)
        for part in parts_of(text)
        if not (
            _DENIES.search(part) or _ELSEWHERE.match(part) or (_ONE_THING.match(part) and not _MEASURED.match(part))
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
