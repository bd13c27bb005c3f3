"""Colours: "in black", "not white", "a red one", "any colour but grey"."""

import re
from dataclasses import dataclass

from recsys.conversation.interpret import polarity
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.words import (
    AROUND_FEATURE,
    COLOUR_COMPOUND,
    COLOUR_SYNONYMS,
    COLOUR_WORDS,
    LEADING,
    OF_SENTENCES,
)
from recsys.model.constraints import Colour
from recsys.retrieval.english import is_ordinary

_WORD = re.compile(r"(?<![\w$@%^.-])([a-z][a-z-]*[a-z])(?![\w-])(?=(?:\s+([a-z]+))?)")
_NAME_MIN = 4
"""Letters of a word that a name begins with: "in black" is none."""
_MATERIAL = re.compile(r"(?:copper|gold|silver|bronze) in (?:it|them|there)\b")
_CONTEXT = re.compile(r"(?:\bin|\bcolou?r(?: is)?|\bbut|\bor|\bit be|\bexcept|\banything but)\s*$")
"""Before words that are a colour in this catalog and else anything: "mint", "carbon", "wood"."""
_PAIR = re.compile(r"\b[a-z]+ and [a-z]+\b")
"""Two colours may be one value, and then are no colour of the thing: a printer in "black and white"."""
_C = r"\^([a-z+]+)"
_LIST = rf"{_C}(?:\s*(?:,|or|and|nor)\s*(?:in\s+)?{_C})*"
_NOT = re.compile(
    r"\b(?:(?:any|every|all|other)\s+(?:other\s+)?(?:colours?|shades?|tones?|hues?)\s+)?(?:is\s+(?:fine|okay)\s+)?"
    r"(?:(?:an?y? |some |something )?(?:[a-z]+er|(?:more|less) [a-z]+)(?: (?:colour|shade|tone|hue|one))? than|"
    r"(?<!why )not|no|except(?:\s+for)?|without|exclud(?:e|ing)|but(?:\s+not)?(?=\s+\^)|other (?:colours? )?than|"
    r"anything but|"
    r"besides|apart from|"
    r"avoid|hate|dislike|skip|rather than|instead of|never|can not (?:have|do|use|take)|do not (?:want|like|need|"
    r"show)(?:\s+me)?)\s+"
    r"(?:(?:be|in|any|a|an|the|want|like|it|to be|colour(?:ed)?|anything|something|show|me|"
    rf"ones?)\s+)*{_LIST}(?:\s+(?:ones?|colour|coloured))?"
)
_WANTED = re.compile(
    r"(?:\b(?:only|just|either|preferably|ideally|must be|should be|has to be|have to be|make it|it|be|is|are|"
    r"comes?|available|colour(?:ed)?|of|the|want|need|prefer|like)\s+)*"
    r"(?:\bin\s+)?(?:\b(?:a|an|the|any|all|matte?|dark|light|plain|"
    rf"pure)\s+)*(?:\bcolour\s*:?\s*)?{_LIST}(?:\s+(?:colour(?:ed)?|only|finish|shade|tone|hue|look|version|variant|"
    rf"ones?|"
    r"if possible)\b)*"
)


_FINE = re.compile(
    rf"(?<!but )(?<!except )(?<!not )(?<!than )(?<!for )(?<!in )(?:\b(?:and|also|plain|just)\s+|(?<!anything "
    rf")(?<!everything )(?<!nothing )(?<!any )\bbut\s+)*{_LIST}\s+(?:is|are|would be|will be|works|will do)\s*"
    r"(?:(?:also|just|totally|perfectly|all)\s+)*(?:fine|okay|good enough|enough|alright|works?)\b"
    r"(?:\s+(?:too|as well|with me))*"
)
"""What is allowed is not asked for: "black and white is fine"."""


_ALL_BUT = re.compile(
    r"\b(?:any|every|all|whatever|each) (?:other )?(?:colours?|shades?|tones?|hues?)(?: at all)? (?:but|bar|save|"
    r"except(?:ing)?(?: for)?|"
    rf"other than|apart from|besides)\s+{_LIST}(?:\s+(?:is|are|would be|will be|will|would)\s+(?:okay|fine|good|"
    r"great|do|"
    r"welcome|acceptable|work)\b)?"
)
_HAD = re.compile(
    rf"\b(?:has|have|had|got|owns?|is|are) (?:(?:an?|the|all|already) )*{_C}(?: ones?)?\b[^|.;]*"
    r"\b(?:different|other|another) colours?\b(?! than)"
)
"""What there is too much of: "everyone has a black one, show me different colours"."""
_NOTHING_ELSE = re.compile(
    r"\b(?:nothing|none|no (?:other )?colours?) (?:but|except(?: for)?|other than|besides)(?= (?:in )?\^)"
)
_CLAUSE = re.compile(r"[|.,;!?]|\bbut\b")


@dataclass(frozen=True, slots=True)
class Colours:
    """What was said about colours, and the text without it; `allowed` says that some are allowed and not asked for."""

    rest: str
    found: tuple[Colour, ...]
    allowed: bool = False


def tag(text: str, lexicon: Lexicon) -> str:
    """Replace colour words by `^black`; "stainless steel" reads `^stainless+steel`."""

    def mark(match: re.Match[str]) -> str:
        word = COLOUR_SYNONYMS.get(match.group(1), match.group(1))
        before = text[: match.start()].split()[-1:]
        if _MATERIAL.match(text[match.start() :]) or _is_of_name(before, match.group(1), lexicon):
            return match.group()
        if word not in lexicon.colours or match.group(2) in COLOUR_COMPOUND or len(word) < 3 or word in LEADING:
            return match.group()
        if (
            word not in COLOUR_WORDS
            and not _CONTEXT.search(text[: match.start()])
            and match.group() != text.strip(" .!?")
        ):
            return match.group()
        return f"^{word}"

    for pair in set(_PAIR.findall(text)):
        if pair in lexicon.exact:
            text = text.replace(pair, pair.replace(" ", "-"))
    for name in lexicon.compound_colours:
        text = text.replace(name, f"^{name.replace(' ', '+')}")
    return _WORD.sub(mark, text)


def _is_of_name(before: list[str], word: str, lexicon: Lexicon) -> bool:
    """Return whether a colour word belongs to a name that is no English: "xeon silver"."""
    if not before or len(before[0]) < _NAME_MIN or not before[0].isalpha() or lexicon.brand(before[0]):
        return False
    is_word = is_ordinary(before[0]) or before[0] in LEADING | OF_SENTENCES | AROUND_FEATURE
    return not is_word and lexicon.knows(f"{before[0]} {word}")


def read(text: str) -> Colours:
    """Return the colours wanted and not wanted. "Black or grey" is one wish, either will do."""
    found: list[Colour] = []

    def take(match: re.Match[str], *, wanted: bool) -> str:
        names = dict.fromkeys(name.replace("+", " ") for name in re.findall(_C, match.group()))
        if wanted and re.search(r"\band\b", match.group()):
            found.extend(Colour(name) for name in names)
        else:
            first, *others = names
            found.append(Colour(first, wanted, tuple(others)))
        return " | "

    text = _ALL_BUT.sub(lambda match: take(match, wanted=False), text)
    allowed = bool(_FINE.search(text))
    text = _FINE.sub(" | ", text)
    text = _HAD.sub(lambda match: take(match, wanted=False), text)
    text = _NOTHING_ELSE.sub(" ", text)
    text = _NOT.sub(lambda match: take(match, wanted=False), text)
    while match := _WANTED.search(text):
        named_at = match.start() + match.group().index("^")  # "bored of black": "of" is of the refusal
        before = _CLAUSE.split(text[:named_at])[-1]
        refused = polarity.refusal(before, _CLAUSE.split(text[match.end() :])[0])
        take(match, wanted=refused is None)
        left, right = refused or (0, 0)
        text = f"{text[: min(match.start(), named_at - left)]} | {text[match.end() + right :]}"
    refused = {one.value for one in found if not one.wanted}
    told = tuple(one for one in dict.fromkeys(found) if not (one.wanted and one.value in refused))
    return Colours(text, told, allowed)  # "everybody has a black one, so please no black"
