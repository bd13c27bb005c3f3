"""What a message looks for, once all that was said about it is taken out."""

import re

from recsys.conversation.interpret.words import NOT_FIRST, NOT_LAST

_SEGMENT = re.compile(r"[|.,;!?:\"@%^]+\d*")
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
    r"searching|after|get me|give me|want to (?:buy|get|purchase|order)|need to (?:buy|get|purchase|"
    r"order)|do you (?:have|sell|carry|stock)|let us (?:look at|see|do|try)|switch to|talk about|"
    r"how about|what about)\s+)"
)
_JOINTS = frozenset({"for", "with", "without", "the", "and", "that", "from", "into", "not"})
_DENIES = re.compile(r"\b(?:not|no|non|never|without|un\w+|hate|avoid)\b")
_ASKING = re.compile(
    r"\b(?:need|want|looking for|search|find|show|recommend|suggest|buy|get|sell|which|after|do you have)\b"
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
        stripped = _strip(segment)
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
    return " ".join(_content(segment))


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


def beside(text: str) -> list[str]:
    """Return the parts of a message beside the one that names what is looked for; none that deny something."""
    named = wanted(text)
    parts = [_strip(segment) for segment in _SEGMENT.split(text) if not _DENIES.search(segment)]
    return [part for part in parts if part and part != named]


def plain(text: str) -> str:
    """Return a part of a message without signs and with single spaces."""
    return " ".join(_SEGMENT.sub(" ", text).split())


def wanted(text: str) -> str:
    """Return the part that names what is looked for: the one that asks ("I need ..."), else the first."""
    asking = [segment for segment in _SEGMENT.split(text) if _ASKING.search(segment) and _strip(segment)]
    return _strip(asking[0]) if asking else remainder(text)
