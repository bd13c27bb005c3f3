"""Features: "it must be frameless", "without the Micro ATX format", "with USB-C", "only optical ones"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile

from recsys.conversation.interpret import feature_frames, spelling
from recsys.conversation.interpret import feature_patterns as said
from recsys.conversation.interpret.lexicon import PHRASE_WORDS, Lexicon, squash
from recsys.conversation.interpret.words import (
    AROUND_FEATURE,
    CHAT,
    HEADS,
    LEADING,
    OF_SENTENCES,
    PARTS,
    PRONOUNS,
    ROLES,
    SORTS,
    TALK,
    VAGUE,
)
from recsys.model.constraints import Feature
from recsys.ranking.kind import stem
from recsys.retrieval.english import is_ordinary

_SPLIT = re.compile(r"\s*(?:,|\band\b|\bor\b|\bbut\b|\bplus\b|\bas well as\b)\s*")
_GLUED = re.compile(r"^(\d+(?:\.\d+)?)(gb|tb|mb|ghz|mhz|hz|mm|cm|kg|mah|inch|mp)$")
_MEASURED = re.compile(r"\d+(?:\.\d+)?[a-z]{2,}")
_ADVERB = re.compile(r"[a-z]{3,}ly")
_NO_FEATURE = ROLES | {"my", "our", "his", "her", "their", "your"}
_SHORT = 3
"""A shorter word is one only where the catalog spells it just so."""
_SAYS_LITTLE = VAGUE | PRONOUNS | TALK | LEADING
_CHATTY = CHAT | AROUND_FEATURE | LEADING
_PRAISE = VAGUE | TALK
_AROUND_BARE = AROUND_FEATURE | CHAT | LEADING
_NAME_PARTS = HEADS | PARTS
_MADE_FOR = frozenset(["friendly", "based", "ready", "enabled", "equipped", "powered", "optimised", "optimized"])
"""What says that a thing goes with a feature: "Linux friendly"."""
_FOR_WHOM = re.compile(r"(?<=[a-z0-9]) for (?:my|our|his|her|their|the) .*$")
"""What a feature is for: "a side pocket for my bottle"."""
_FOR_WHAT = re.compile(r"(?<=[a-z0-9]) for [a-z ]+$")
"""What a feature is good for: "ethernet for networking"."""
_BARE_MAX = 4
"""Longer words on their own are half a sentence."""
_KEPT_SHARE = 0.3
"""Keep "clothes set" whole when so many of the items with "clothes" have it whole; else the core word is meant."""


@dataclass(frozen=True, slots=True)
class Features:
    """What was said about features, and the text without it."""

    rest: str
    found: tuple[Feature, ...]


def read(text: str, lexicon: Lexicon) -> Features:
    """Return the features wanted and not wanted."""
    found: list[Feature] = []

    def take(phrase: str, *, wanted: bool, certain: bool) -> bool:
        if wanted and phrase.startswith(("not ", "no ")):
            return False  # "that does not fit"
        parts = [core(part, lexicon, certain=certain, intact=certain and wanted) for part in _SPLIT.split(phrase)]
        if any(parts) and not all(parts):  # what is listed with a feature is one too: "8 GB and a webcam"
            parts = [part or _named(said, lexicon) for part, said in zip(parts, _SPLIT.split(phrase), strict=True)]
        features = [Feature(part, wanted) for part in parts if part]
        if wanted and len(parts) == 1 and parts[0]:
            features += [Feature(word) for word in _beside(parts[0], phrase, lexicon)]
        found.extend(features)
        return bool(features)

    text = said.NEUTRAL.sub(" | ", feature_frames.plain(text))
    for pattern in (said.NON, said.FREE):
        for match in pattern.finditer(text):
            if take(match.group(1), wanted=False, certain=True):
                text = text.replace(match.group(), " | ")
    text = _consume(said.NOTHING_BUT, text, lambda phrase: take(phrase, wanted=True, certain=True))
    text = _consume(
        said.NOT_TO_BE, text, lambda phrase: is_certain(phrase, lexicon) and take(phrase, wanted=False, certain=True)
    )
    text = _consume(
        said.REFUSED, text, lambda phrase: _is_refusable(phrase, lexicon) and take(phrase, wanted=False, certain=True)
    )
    for pattern in (said.LEFT_OUT, *said.UNWANTED):
        text = _consume(pattern, text, lambda phrase: take(phrase, wanted=False, certain=True))
    for pattern, certain in said.WANTED:
        text = _consume(pattern, text, lambda phrase, sure=certain: take(phrase, wanted=True, certain=sure))
    refused = {one.text for one in found if not one.wanted}  # beats a mention: "if it is A3, so no A3"
    return Features(text, tuple(one for one in dict.fromkeys(found) if not (one.wanted and one.text in refused)))


def spares(text: str) -> bool:
    """Return whether a text says that something need not be: "it doesn't have to be a desktop"."""
    return bool(said.NEUTRAL.search(text))


def _is_content(word: str) -> bool:
    return not (word in AROUND_FEATURE or word in OF_SENTENCES)


def _beside(chosen: str, phrase: str, lexicon: Lexicon) -> list[str]:
    """Return the words around a feature that are one as well, and no English: "vga" of "VGA video out"."""
    before, found, after = phrase.partition(chosen)
    if not found:
        return []
    # What a joint parts from it is about something else: "c14" of "c14 on the other end".
    words = (*takewhile(_is_content, reversed(before.split())), *takewhile(_is_content, after.split()))
    names = (word for word in words if len(word) >= _SHORT and not (word in _NAME_PARTS or is_ordinary(word)))
    return [word for word in names if word in lexicon.phrases]


def _is_refusable(phrase: str, lexicon: Lexicon) -> bool:
    """Return whether words said to be refused are a feature: known, alone or before the thing ("half-height card")."""
    before, _, thing = phrase.rpartition(" ")
    return lexicon.knows(phrase) or (lexicon.knows(before) and not lexicon.names_nothing(thing))


def _named(phrase: str, lexicon: Lexicon) -> str:
    """Return a feature in words of items' names, or ""."""
    text = core(phrase, lexicon, certain=True)
    return text if lexicon.names_something(text) else ""


def _consume(pattern: re.Pattern[str], text: str, take: Callable[[str], bool]) -> str:
    position = 0
    while match := pattern.search(text, position):
        if take(match.group(1)):
            text, position = f"{text[: match.start()]} | {text[match.end() :]}", match.start() + 3
        else:
            position = match.start() + 1
    return text


def core(phrase: str, lexicon: Lexicon, *, certain: bool, intact: bool = False) -> str:
    """Return the words that a product's text must contain, as the catalog spells them, or "".

    "an LSZH jacket" is "lszh", "the Micro ATX format" is "micro atx", "a clothes set" stays whole. Unless `certain`,
    words unknown to the catalog's attributes are no hard constraint. With `intact` a phrase in words of items' names
    stays as it is, where else the part that attributes know would do: "wall plate".
    """
    phrase = _FOR_WHOM.sub("", phrase)
    plain = _FOR_WHAT.sub("", phrase)
    said = (plain if lexicon.knows(plain) and plain.split()[-1] not in HEADS else phrase).split()
    words = [spelling.of_catalog(word, lexicon) for word in _inner(said, AROUND_FEATURE, lexicon)]
    if _says_nothing(words, lexicon):
        return ""
    whole = " ".join(words)
    short = _without_head(words, lexicon)
    chosen = " ".join(short)
    if len(short) > 1 and not (lexicon.knows(chosen) or (intact and lexicon.names_something(chosen))):
        chosen = _longest_known(short, lexicon) or chosen
    if (
        not certain
        and not lexicon.knows(chosen)
        and not _is_technical(chosen)
        and whole == chosen
        and not _adjective(chosen)
    ):
        return ""
    if chosen.isdigit() or len(chosen) < 2:
        return ""
    if not (lexicon.knows(chosen) or lexicon.names_something(chosen)):
        chosen = _GLUED.sub(r"\1 \2", chosen)
    return _singular(lexicon.spelling(chosen), lexicon)


def _inner(words: list[str], around: frozenset[str], lexicon: Lexicon) -> list[str]:
    """Return words without those at both ends that stand around a feature; "us english" keeps its "us"."""
    while words and words[0] in around and " ".join(words[:2]) not in lexicon.exact:
        words = words[1:]
    while words and words[-1] in around:
        words = words[:-1]
    return words


def _says_nothing(words: list[str], lexicon: Lexicon) -> bool:
    """Return whether words can be no feature: chat, praise, what is somebody's own."""
    if not words or words[0] in {"than", "whatever", "whichever"} or not _NO_FEATURE.isdisjoint(words):
        return True
    if all(word in _SAYS_LITTLE for word in words):
        return True
    if all(word in _CHATTY for word in words) or SORTS.issuperset(words):
        return True
    if len(words) == 1 and (len(words[0]) < _SHORT or _ADVERB.fullmatch(words[0])):
        return words[0] not in lexicon.phrases
    return words[0] in _PRAISE and not any(
        lexicon.knows(" ".join(one)) for one in (words, _without_head(words, lexicon))
    )


def listed(phrase: str) -> list[str]:
    """Return the parts of an enumeration: "over-ear and wired"."""
    return _SPLIT.split(phrase)


def bare(phrase: str, lexicon: Lexicon, *, of_sort: bool = False) -> str:
    """Return the feature that words said on their own name, or "": a noun phrase, and no half of a sentence.

    With `of_sort` they were said as what tells which ("crossover ones"): words of items' names will do then.
    """
    words = [spelling.of_catalog(word, lexicon) for word in _inner(phrase.split(), _AROUND_BARE, lexicon)]
    if any(word in OF_SENTENCES for word in words) or (len(words) == 1 and words[0] in PARTS):
        return ""
    text = core(" ".join(words), lexicon, certain=True)
    said = {stem(part) for part in re.findall(r"[a-z0-9]+", text)}
    beside = [word for word in words if stem(word) not in said and squash(word) not in squash(text)]
    whole = all(word in _NAME_PARTS or word in VAGUE or word in _MADE_FOR for word in beside)
    told = is_certain(text, lexicon) or (of_sort and lexicon.names_something(text))
    return text if whole and len(words) <= _BARE_MAX and told else ""


def is_certain(text: str, lexicon: Lexicon) -> bool:
    """Return whether a word said without any context is a feature: the catalog has it, or its form tells."""
    if is_ordinary(text) and text not in lexicon.exact and lexicon.count(text) == 1:
        return False  # some value says it by chance: "meets"
    named = not is_ordinary(text) and lexicon.names_something(text)
    return lexicon.knows(text) or named or _is_technical(text) or _adjective(text)


def _without_head(words: list[str], lexicon: Lexicon) -> list[str]:
    if words[0] in VAGUE and lexicon.knows(" ".join(words)):
        return words  # "small form factor"
    while len(words) > 1 and words[-1] in _NAME_PARTS:
        whole, rest = lexicon.count(" ".join(words)), lexicon.count(" ".join(words[:-1]))
        if (whole and rest and whole >= _KEPT_SHARE * rest) or all(word in VAGUE for word in words[:-1]):
            break
        words = words[:-1]
    return words[:-1] if len(words) > 1 and words[-1] == "of" else words  # "16 gb of memory"


def _longest_known(words: list[str], lexicon: Lexicon) -> str:
    if words[0][0].isdigit() and (words[0].isdigit() or not lexicon.names_something(words[0])):
        return words[0] if _MEASURED.fullmatch(words[0]) else ""  # of "10000 mah" the unit alone says nothing
    for count in range(min(len(words) - 1, PHRASE_WORDS), 0, -1):
        runs = [" ".join(words[start : start + count]) for start in range(len(words) - count + 1)]
        known = [run for run in runs if lexicon.knows(run) and run not in LEADING and run not in VAGUE]
        known = [run for run in known if any(map(_is_content, run.split()))]  # "on the" is in some value
        known = [run for run in known if run.split()[-1] not in AROUND_FEATURE]
        known = [run for run in known if run not in HEADS] or known
        if len(known) > 1 and known[-1] == words[-1]:
            known.pop()  # the noun itself; what stands before it tells which
        if known:
            return min(known, key=lexicon.count)
    return ""


def _singular(text: str, lexicon: Lexicon) -> str:
    """Leave off a plural "s" that the catalog does not have; the singular is contained in the plural anyway."""
    if len(text) > 4 and text.endswith("s") and not text.endswith(("ss", "us", "is")) and not lexicon.knows(text):
        return text[:-2] if text.endswith(("ches", "shes", "xes")) else text[:-1]
    return text


def _is_technical(text: str) -> bool:
    return any(char.isdigit() for char in text) or "-" in text


def _adjective(text: str) -> bool:
    """Return whether a word is an adjective by its ending; of those on "-ed" only what is no everyday word."""
    if not re.search(r"(?:less|able|ible|proof|resistant|link|ed)$", text):
        return False
    if text.endswith("ed") and is_ordinary(text):
        return False
    return is_ordinary(text) or not any(map(is_ordinary, spelling.near(text)))  # "posible" is a word misspelt
