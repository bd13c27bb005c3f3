"""Features: "it must be frameless", "without the Micro ATX format", "with USB-C", "only optical ones"."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from recsys.conversation.interpret.lexicon import PHRASE_WORDS, Lexicon
from recsys.conversation.interpret.words import AROUND_FEATURE, CHAT, HEADS, LEADING, PARTS, PRONOUNS, TALK, VAGUE
from recsys.model.constraints import Feature

_P = r"((?:[a-z0-9][\w.+'/&-]*)(?:\s+[a-z0-9][\w.+'/&-]*){0,5}?)"
_SUBJECT = (
    r"(?:(?:but|and|also|then|so|it|they|that|which|this|these|those|the one|one|ones|product|products|"
    r"item|items|she|he|i want it|i need it|i want something that|something that|anything that|those that|"
    r"ones that)\s+)*"
)
_MODAL = (
    r"(?:must|should|shall|has to|have to|needs to|need to|ought to|would have to|better|gotta|got to|"
    r"is supposed to|needs|want it to|it to|want them to)"
)
_END = (
    r"(?=\s*(?:$|[.,;!?|@%^]|(?:and|or|but|please|for under|for my|for the|for a|that|which|because|since|"
    r"if|instead|though|too|as well|then|so|with|without|not|no|preferably|thanks|at all|either|only|also|"
    r"when|where|would|must|should)\b))"
)
_ART = r"(?:(?:a|an|the|any|some|at least|of|its|their|such|this|that|built[- ]in|own|is|are|has|have|been)\s+)*"
_UNWANTED: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:^|(?<=[.,;|] )){_ART}{_P}\s+(?:is|are)\s+(?:not (?:wanted|desired|okay|acceptable|allowed|"
        r"an option|what i (?:want|need)|for me|good|my thing)|unwanted|undesired|a no(?:-go|-no)?|no good|no use|out|"
        r"off the table|a deal ?-?breaker)\b",
        rf"\b{_SUBJECT}{_MODAL}\s+not\s+(?:(?:be|have|come|include|contain|use|support|feature|with|need|"
        rf"require|get)\s+)*{_ART}{_P}{_END}",
        rf"\b{_SUBJECT}(?:does|do|did|can|could|will)\s+not\s+(?:be|have|include|contain|use|support|come with|need|"
        rf"require|"
        rf"feature)\s+{_ART}{_P}{_END}",
        rf"\b{_SUBJECT}(?:is|are)\s+not\s+{_ART}{_P}{_END}",
        r"\b(?:i|we)\s+(?:really\s+)?(?:do not|don't|never|would not)\s+(?:really\s+)?(?:want|need|like|use|"
        r"care for)\s+(?:it to (?:be|have)\s+|them to (?:be|have)\s+|to have\s+|something\s+(?:with\s+)?|"
        rf"anything\s+(?:with\s+)?|ones?\s+with\s+|one that (?:is|has)\s+)?{_ART}{_P}{_END}",
        r"\b(?:avoid|exclude|skip|no|not|drop|remove|leave out|hide|ditch|filter out|lose|get rid of|throw out|"
        r"take out|none|"
        r"do not (?:want|need|like|show(?: me)?)) (?:any|all|every|the|those)? ?"
        r"(?:thing|of those|ones?|products?|models?|items?|those|stuff|anything|everything)s? "
        rf"(?:with|having|that (?:is|are|has|have|comes? with))\s+{_ART}{_P}{_END}",
        r"\b(?:without|lacking|free of|minus|excluding|except(?: for)?|avoid(?:ing)?|exclude|skip|"
        r"nothing (?:with|that is|that has)?|anything but|anything without|other than|none of|leave out|"
        r"rather than|instead of|hate|dislike|never|rather not|none (?:that (?:is|are|has|have)|with)|"
        r"nothing)\s+(?:the ones with\s+|those with\s+|ones with\s+|products with\s+|it being\s+|"
        rf"having\s+)?{_ART}{_P}{_END}",
        r"\b(?<!can )(?<!do )(?<!does )(?<!did )(?<!could )(?<!will )(?<!would )(?:not|no|non)(?:\s+(?:with|in|"
        r"having|be|too|one with|ones with|something with|products with|"
        rf"anything|as|those|the ones?))*\s+{_ART}{_P}{_END}",
    )
)
_NON = re.compile(r"\bnon-([a-z][\w-]+)")
_FREE = re.compile(r"\b([a-z]{3,})-free\b(?<!hands-free)(?<!toll-free)")
_WANTED: tuple[tuple[re.Pattern[str], bool], ...] = tuple(
    (re.compile(pattern), certain)
    for pattern, certain in (
        (rf"\b(?:something|anything|one|ones)\s+{_ART}{_P}\s+would\s+(?:be|do|suit)\b.*$", True),
        (
            rf"(?:^|(?<=[.,;|] )){_ART}{_P}\s+(?:(?:is|are)\s+(?:a must|required|needed|essential|important|"
            r"necessary|mandatory|crucial|key)|required|needed|mandatory)\b",
            True,
        ),
        (
            r"\b(?:filter (?:for|by|on|to)|(?:narrow|limit|restrict)(?: it| them| this| that)?(?: down)? to)\s+"
            rf"{_ART}{_P}{_END}",
            True,
        ),
        (
            rf"\b{_SUBJECT}{_MODAL}\s+(?:(?:also|definitely|absolutely|really|at least)\s+)?(?:be|have|come with|"
            r"work (?:with|on|under)|run (?:on|under)?|connect (?:to|via|by|with)|go (?:with|on)|handle|take|"
            r"come in|include|contain|use|support|offer|feature|fit|possess|be able to|be of|be made of|"
            rf"be made from|with)\s+(?:with\s+)?{_ART}{_P}{_END}",
            True,
        ),
        (
            r"\b(?:with|featuring|including|includes|having|has|(?<!i )(?<!we )(?<!you )have|that have|supporting|"
            r"supports|equipped with|comes with|made of|made from|made out of|offering|offers|contains?|"
            rf"containing)\s+(?:support for\s+|built[- ]in\s+)?{_ART}{_P}{_END}",
            False,
        ),
        (rf"\b(?:that|which)\s+(?:is|are|can be)\s+(?:also\s+)?{_ART}{_P}{_END}", False),
        (rf"\b(?:that|which)\s+(?:does|do|can do|offers?|prints?)\s+(?:also\s+)?{_ART}{_P}{_END}", False),
        (
            r"\b(?:only|just|i (?:only )?(?:need|want)|we need|prefer|show me|give me|make it|make them|"
            r"preferably|ideally|any|some|are there(?: any)?|do you have|got any|what about|how about|rather|"
            r"something|anything|looking for|ones that are|those that are|the|"
            rf"more)\s+{_ART}((?:[a-z0-9][\w.+'/&-]*\s+){{1,3}}?)(?:ones?|version|versions|variant|variants|"
            r"models?|types?|products|items)\b",
            True,
        ),
        (r"\b((?:[a-z0-9][\w.+'/&-]*\s+){1,3}?)(?:ones?|versions?|variants?)\s+(?:only|please)\b", True),
        (
            r"\b(?:make|want|need|like|prefer) (?:it|them)\s+(?!(?:for|to|in|by|with|from|because|now|please|too|as|"
            r"so|at)\b)"
            rf"{_ART}{_P}{_END}",
            True,
        ),
    )
)
_SPLIT = re.compile(r"\s*(?:,|\band\b|\bor\b|\bplus\b|\bas well as\b)\s*")
_GLUED = re.compile(r"^(\d+(?:\.\d+)?)(gb|tb|mb|ghz|mhz|hz|mm|cm|kg|mah|inch|mp)$")
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
        parts = [core(part, lexicon, certain=certain) for part in _SPLIT.split(phrase)]
        features = [Feature(part, wanted) for part in parts if part]
        found.extend(features)
        return bool(features)

    for pattern in (_NON, _FREE):
        for match in pattern.finditer(text):
            if take(match.group(1), wanted=False, certain=True):
                text = text.replace(match.group(), " | ")
    for pattern in _UNWANTED:
        text = _consume(pattern, text, lambda phrase: take(phrase, wanted=False, certain=True))
    for pattern, certain in _WANTED:
        text = _consume(pattern, text, lambda phrase, sure=certain: take(phrase, wanted=True, certain=sure))
    return Features(text, tuple(dict.fromkeys(found)))


def _consume(pattern: re.Pattern[str], text: str, take: Callable[[str], bool]) -> str:
    position = 0
    while match := pattern.search(text, position):
        if take(match.group(1)):
            text, position = f"{text[: match.start()]} | {text[match.end() :]}", match.start() + 3
        else:
            position = match.start() + 1
    return text


def core(phrase: str, lexicon: Lexicon, *, certain: bool) -> str:
    """Return the words that a product's text must contain, as the catalog spells them, or "".

    "an LSZH jacket" is "lszh", "the Micro ATX format" is "micro atx", "a clothes set" stays whole. Unless `certain`,
    words unknown to the catalog's attributes are no hard constraint.
    """
    words = phrase.split()
    while words and words[0] in AROUND_FEATURE:
        words = words[1:]
    while words and words[-1] in AROUND_FEATURE:
        words = words[:-1]
    if (
        not words
        or words[0] == "than"
        or all(word in VAGUE or word in PRONOUNS or word in TALK or word in LEADING for word in words)
    ):
        return ""
    if all(word in CHAT or word in AROUND_FEATURE or word in LEADING for word in words):
        return ""
    if words[0] in VAGUE | TALK and not lexicon.knows(" ".join(words)):
        return ""
    whole = " ".join(words)
    short = _without_head(words, lexicon)
    chosen = " ".join(short)
    if len(short) > 1 and not lexicon.knows(chosen):
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
    chosen = _GLUED.sub(r"\1 \2", chosen) if not lexicon.knows(chosen) else chosen
    return _singular(lexicon.spelling(chosen), lexicon)


def is_certain(text: str, lexicon: Lexicon) -> bool:
    """Return whether a word said without any context is a feature: the catalog has it, or its form tells."""
    return lexicon.knows(text) or _is_technical(text) or _adjective(text)


def _without_head(words: list[str], lexicon: Lexicon) -> list[str]:
    while len(words) > 1 and words[-1] in HEADS | PARTS:
        whole, rest = lexicon.count(" ".join(words)), lexicon.count(" ".join(words[:-1]))
        if whole and rest and whole >= _KEPT_SHARE * rest:
            break
        words = words[:-1]
    return words


def _longest_known(words: list[str], lexicon: Lexicon) -> str:
    for count in range(min(len(words) - 1, PHRASE_WORDS), 0, -1):
        runs = [" ".join(words[start : start + count]) for start in range(len(words) - count + 1)]
        known = [run for run in runs if lexicon.knows(run) and run not in LEADING and run not in VAGUE]
        if len(known) > 1 and known[-1] == words[-1]:
            known.pop()  # the noun itself; what stands before it tells which
        if known:
            return min(known, key=lexicon.count)
    return ""


def _singular(text: str, lexicon: Lexicon) -> str:
    """Leave off a plural "s" that the catalog does not have; the singular is contained in the plural anyway."""
    if len(text) > 4 and text.endswith("s") and not text.endswith(("ss", "us", "is")) and not lexicon.knows(text):
        return text[:-1]
    return text


def _is_technical(text: str) -> bool:
    return any(char.isdigit() for char in text) or "-" in text


def _adjective(text: str) -> bool:
    return bool(re.search(r"(?:less|able|ible|ed|proof|resistant|link)$", text))
