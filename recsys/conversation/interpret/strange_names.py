"""Names of brands that no item has, told from words: unheard of, and said where a brand is said.

"Belkin" is no English word and none of the catalog's; "only Belkin", "no Belkin" and "Belkin or nothing" name it as a
brand. Written small, a word must also be no misspelt one.
"""

import re

from recsys.conversation.interpret import polarity, spelling
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.normalise import Message
from recsys.conversation.interpret.words import AROUND_FEATURE, CHAT, FAMOUS, HEADS, LEADING, PARTS, TECHNOLOGIES, VAGUE
from recsys.retrieval.english import is_ordinary

Words = list[tuple[str, int, int]]
"""The words of a text, each with where it starts and ends."""

_NAME = re.compile(r"[a-z][a-z.+&'-]*[a-z]")
_KNOWN_WORDS = AROUND_FEATURE | CHAT | HEADS | LEADING | PARTS | TECHNOLOGIES | VAGUE
_DERIVED = re.compile(r"(?:less|able|ible|ed|ing|proof|resistant|free|ly|ness|ish|iers?|iest|ers?|est|s)$")
_ADJECTIVAL = re.compile(r"(?:ed|ing|ly|ness|ish|ful|ous|[^aeiou]y)$")
"""Endings of words that describe, whatever they are made of: "flimsy", "reconsidered"."""
_WORDS_MAX = 3
_LONG, _ABBREVIATION = 4, 3

_ARTICLES = r"(?:(?:the|an?|any|more|some|those|these|my|our|your) )*"
_ONLY = re.compile(
    r"(?:\b(?:only|(?<!budget )(?<!limit )(?<!ha[sd] )(?<!have )just|exclusively|solely|by|brand|brands|"
    r"nothing but|no one but|nobody but|no brand but|none but|"
    r"other than|apart from|stick(?:ing)? (?:to|with)|(?<!would )(?<!will )(?<!it )(?:go|going|went) (?:with|for)|"
    r"loyal to|trust(?:ed)?|swear by|"
    r"(?:limit|restrict|confine|narrow)[a-z]* (?:it |this |that |them |the (?:search|selection|choice|list) "
    r")?(?:down )?"
    rf"to)|(?<!away )from) {_ARTICLES}$"
)
"""Before what nothing but a name, or a feature that the catalog would know, can stand."""
_ONLY_AFTER = re.compile(
    r"^(?:'s)?(?: (?:ones?|stuff|gear|kit|brand|[a-z]+s))?(?: please)?"
    r"(?: (?:only|exclusively|specifically|in particular|or nothing|or bust|all the way|through and through|alone|"
    r"fan|fans|fanboy|fangirl|family|"
    r"famil(?:y|ies)|loyalist|household|house|shop|guy|person|people|would be my|is the only|are the only|"
    r"is my|is our|is all)\b| ?[,.;!-]+ (?:and )?(?:nothing else|no (?:others?|one else|other brands?)|nobody else|"
    r"only "
    r"(?:that|them|those|theirs))| is (?:just |exactly )?what (?:i|we)\b|"
    r"[^.;]{0,60}\b(?:so|and) (?:[a-z]+ ){0,4}only (?:that|them|those|theirs)\b)"
)
_SAID_OF = re.compile(
    r"\b(?:be|see|prefer|make (?:it|that)|got any|what about|how about|like|love|want|take|include|allow|consider|"
    r"add|back|not|no|non|never|neither|nor|except|"
    rf"excepting|but|save|out|of|on|with|trust|buy|do|me|have|than|{polarity.AGAINST}) {_ARTICLES}$"
)
"""Before a capital, these name a brand."""
_SAID_AFTER = re.compile(
    r"^(?:'s)?(?: (?:products?|stuff|gear|kit|models?|brand))?(?: (?:please|ones?|is|are|was|can|will|may|should|must|"
    rf"needs?|has|have|out|off|back|again|too|then)\b|{polarity.AFTER.pattern.removeprefix('^')})"
)
_HAS = re.compile(r"\b(?:have|has|having|with|be) an? $")
_OF_SORT = re.compile(
    rf"^ (?:{'|'.join(sorted(HEADS - {'model', 'models', 'product', 'products', 'item', 'items'}))})\b"
)
"""A name that says of what sort a part is: "it must have an Audio L socket"."""
_ASKED_FOR = re.compile(r"\b(?:be(?: an?)?|prefer|make it|anything but|everything but) $")
_ASKED_AFTER = re.compile(r"^(?:'s)?(?: (?:ones?|products?|stuff|gear|models?|brand|please)\b)")
"""What is denied of an unheard-of word written small is as well denied as a feature: "no dongle"."""
_REFUSES = re.compile(polarity.AGAINST)
_COUNT_OF_NAMES = 2
"""So many capitals in a row are a name, whatever the words are."""


def name_at(words: Words, index: int, text: str, message: Message, lexicon: Lexicon) -> int:
    """Return how many words from `index` on are the name of a brand that the catalog does not have; 0 for none."""
    first = words[index][0].removesuffix("'s")
    count = _capitalised(words, index, message)
    if count < 2:
        count = _unheard_of(words, index, message, lexicon)
    if not count:
        return 0
    named = [word for word, _, _ in words[index : index + count]]
    technical = message.capitals.intersection(named) or TECHNOLOGIES.intersection(named)
    if count > 1 and technical and lexicon.knows(" ".join(named)):
        return 0  # "Micro ATX", "Windows Vista"
    before, after = text[: words[index][1]], text[words[index + count - 1][2] :]
    if _HAS.search(before) and _OF_SORT.match(after):
        return 0
    if words[index + count - 1][0].endswith("'s"):
        after = f"'s{after}"
    if _ONLY.search(before) or _ONLY_AFTER.match(after):
        return count
    if first in message.proper or first in FAMOUS:
        return count if _SAID_OF.search(before) or _SAID_AFTER.match(after) else 0
    asked = _ASKED_FOR.search(before) or _ASKED_AFTER.match(after)
    return count if asked and (count > 1 or not _is_made_of_words(first)) else 0


def spelt(name: str) -> str:
    """Return a name in the spelling of names."""
    return " ".join(word.capitalize() for word in name.removesuffix("'s").split())


def _capitalised(words: Words, index: int, message: Message) -> int:
    """Return how many words in a row are capitalised inside a sentence: "One For All"."""
    count = 0
    while index + count < len(words) and count <= _WORDS_MAX and words[index + count][0] in message.proper:
        count += 1
    return count if count <= _WORDS_MAX else 0


def _unheard_of(words: Words, index: int, message: Message, lexicon: Lexicon) -> int:
    count = 0
    for word, _, _ in words[index : index + _WORDS_MAX]:
        if not is_unheard_of(word.removesuffix("'s"), message, lexicon) or (
            _ADJECTIVAL.search(word) and word not in message.proper
        ):
            break
        count += 1
        if word.endswith("'s"):
            break
    return count


def is_unheard_of(word: str, message: Message, lexicon: Lexicon) -> bool:
    """Return whether a word is none of the catalog's, none of everyday talk and no misspelt one."""
    if word in FAMOUS:
        return True
    if (
        (len(word) < _LONG and (word not in message.capitals or len(word) < _ABBREVIATION))
        or not _NAME.fullmatch(word)
        or word in _KNOWN_WORDS
        or (word.rpartition("-")[2] in _KNOWN_WORDS and "-" in word)
        or word in lexicon.category_words
        or word in lexicon.colours
        or lexicon.knows(word)
        or ("-" in word and any(word in value for value in lexicon.exact))  # "base-fx" of "100base-fx"
        or lexicon.brand(word)
        or _REFUSES.fullmatch(word)
        or spelling.of_catalog(word, lexicon) != word
        or any(near in _KNOWN_WORDS for near in spelling.near(word))
    ):
        return False
    if word in message.proper:
        return word not in message.capitals or not is_ordinary(word)
    return not (is_ordinary(word) or _is_derived(word))


def _is_derived(word: str) -> bool:
    """Return whether a word is made from an ordinary one: "foldable", "frameless", "quieter"."""
    ending = _DERIVED.search(word)
    root = word[: ending.start()] if ending else ""
    return bool(ending) and any(is_ordinary(one) for one in (root, f"{root}e", f"{root}y", root[:-1]))


def _is_made_of_words(word: str) -> bool:
    """Return whether a word is two in one, or one letter away from one: likely a thing, or a typing error."""
    if any(is_ordinary(word[:cut]) and is_ordinary(word[cut:]) for cut in range(_LONG, len(word) - _LONG + 1)):
        return True
    return any(is_ordinary(near) for near in spelling.near(word))
