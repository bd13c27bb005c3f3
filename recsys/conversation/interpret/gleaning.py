"""The least that a message says which no rule explains: what of the catalog it names, and whether it denies that.

"My boss still uses a PDA and wants a new one" tells a story, and yet asks for a PDA. Of a message in a language that
the rules do not speak, the least is nothing: "kein Sony" names Sony and is no wish for it.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from recsys.conversation.interpret import features, topic
from recsys.conversation.interpret.explained import CHANGES_THE_REQUEST
from recsys.conversation.interpret.languages import is_english
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.reading import Reading
from recsys.conversation.interpret.words import CHAT, HEADS, LEADING, PRONOUNS, TALK, VAGUE
from recsys.conversation.wording import in_words
from recsys.model.constraints import Feature
from recsys.model.dialogue import DialogueAct, DialogueState
from recsys.retrieval.english import is_ordinary

NAMED_MIN = 3
"""A word of fewer names says nothing of what the catalog has."""
LENGTH_MIN, PHRASE_MAX = 3, 3
"""Letters of a word, words of a phrase."""
_SAYS_LITTLE = LEADING | TALK | CHAT | PRONOUNS | VAGUE
_NEED_NOT = re.compile(
    r"\b(?:not|no longer|hardly)\b.*\b(?:needed|necessary|required|important|matters?|must|have|need)\b"
)
_OTHER_WORK = re.compile(
    r"^(?:(?:and|so|also|hey|,) )*(?:can|could|would|will) you (?:(?:also|please) )*(?!show|find|get|give|make|"
    r"look|search|suggest|recommend|do\b|offer|check|filter|include|exclude|only|limit|keep|have|bring|list|narrow|sort|"
    r"drop|leave|swap|change|add|remove)[a-z]+"
)
"""Asks for something else than picks: "can you also fix the printer?"."""
_WORD = re.compile(r"[a-z0-9][\w.+'/&-]*")


def at_least(text: str, act: DialogueAct, reading: Reading, state: DialogueState, lexicon: Lexicon) -> DialogueAct:
    """Return the act as it is; for an unclear message what it names: at first a thing, later the thing's features.

    A talk that is about something is not changed by a message in another language.
    """
    if reading.rest and _is_a_gamble(text, act, state, lexicon):
        return DialogueAct("unclear")
    if act.kind != "unclear" or reading.reset or _OTHER_WORK.match(reading.tagged):
        return act
    if not state.topic:
        named = max(_named(f"{reading.rest} | {reading.told}", lexicon), key=lambda one: one[1], default=("", 0))
        return DialogueAct("ask", topic=named[0]) if named[0] else act
    found = tuple(dict.fromkeys(_features(reading.rest, lexicon)))
    if not found:
        return act
    # "We agreed on HDMI here in the office": beside a word of the trade an everyday one tells where, not which.
    found = tuple(one for one in found if not is_ordinary(one.text)) or found
    return DialogueAct("critique", add=found, understood=", ".join(in_words(one) for one in found), unsure=found)


def _is_a_gamble(text: str, act: DialogueAct, state: DialogueState, lexicon: Lexicon) -> bool:
    """Return whether rules would change a talk by words that they do not speak and that name nothing for sale."""
    changes = act.kind == "unclear" or act.kind in CHANGES_THE_REQUEST
    if not (state.topic and changes) or is_english(text, lexicon):
        return False
    return act.kind != "reset" or not lexicon.names_something(act.topic or "")


def _named(text: str, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    """Yield phrases that items are called by, each with how many names hold the rarest of its words."""

    def count(word: str) -> int:
        return lexicon.names.count(word) if lexicon.names and word.isalpha() and len(word) >= LENGTH_MIN else 0

    for run in _runs(text):
        for is_name, group in groupby(run, key=lambda word: count(word) >= NAMED_MIN):
            if is_name:
                words = list(group)[-PHRASE_MAX:]
                yield " ".join(words), min(count(word) for word in words)


def _features(text: str, lexicon: Lexicon) -> Iterator[Feature]:
    for part in topic.parts_of(text):
        if _NEED_NOT.search(part):
            continue
        for run in _runs(part):
            known = features.core(" ".join(run[:PHRASE_MAX]), lexicon, certain=True)
            if known in lexicon.phrases and known not in HEADS:
                yield Feature(known, wanted=not topic.denies(part))


def _runs(text: str) -> Iterator[list[str]]:
    """Yield the words in a row that may name something, part by part."""
    for part in topic.parts_of(text):
        for says_little, run in groupby(_WORD.findall(part), key=_SAYS_LITTLE.__contains__):
            if not says_little:
                yield list(run)
