"""Brands: "from HP", "not Sony", "only Xerox or Brother", "HP is fine after all", "another brand"."""

import re
from dataclasses import dataclass, field

from recsys.conversation.interpret import brand_patterns as said
from recsys.conversation.interpret import polarity, references, unknown_brands
from recsys.conversation.interpret.brand_tags import Tagged
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.normalise import Message
from recsys.model.constraints import BrandIn, BrandNotIn, Constraint
from recsys.model.dialogue import DialogueState

_ONLY = re.compile(r"^(?:only|just)\b")
_ONLY_THESE = re.compile(r"\b(?:only|just|exclusively|solely)\b")
_ONLY_ONE = re.compile(r"\s*(?:is|are) (?:the|my|our) (?:only|one)\b")
"""Takes back a refusal: "no Philips, wait, I mean only Philips"."""
_CLAUSE_BEFORE = re.compile(r"[|.,;!?:]|\bbut\b|^okay\b")
_BARE = re.compile(said.TAG)
_NAMED = re.compile(r"(?:\bthe )?(%\d+) (?:name|label|badge|logo|branding|sign)\b")
"""What a brand is called by: "does not carry the HP name"."""
_ARTICLE = re.compile(r"^(?:an?|the) ")
_CLAUSE_AFTER = re.compile(r"[|;%]|\bbut\b")


@dataclass(frozen=True, slots=True)
class Brands:
    """What was said about brands, and the text without it. `lifted` may be chosen again."""

    rest: str
    add: tuple[Constraint, ...] = ()
    lifted: tuple[str, ...] = ()


@dataclass(slots=True)
class _Sides:
    """The brands that were spoken for and against while a text is read."""

    named: tuple[str, ...]
    wanted: list[str] = field(default_factory=list[str])
    unwanted: list[str] = field(default_factory=list[str])
    lifted: list[str] = field(default_factory=list[str])
    last: dict[tuple[str, bool], int] = field(default_factory=dict[tuple[str, bool], int])
    """Where a brand was spoken for (True) or against (False) last, in the order of what is named."""

    def take(self, pattern: re.Pattern[str], text: str, side: list[str]) -> str:
        """Put the brands of all matches on a side; return the text without the matches."""

        def taken(match: re.Match[str]) -> str:
            side.extend(self.in_(match))
            self.note(match, wanted=side is not self.unwanted)
            return " | "

        return pattern.sub(taken, text)

    def note(self, match: re.Match[str], *, wanted: bool) -> None:
        """Remember where the brands of a match were spoken for or against."""
        for number in map(int, re.findall(said.TAG, match.group())):
            self.last[self.named[number], wanted] = number

    def was_taken_back(self, brand: str) -> bool:
        """Return whether a brand was refused after it was asked for: "Brother or Canon, no wait, not Canon"."""
        return self.last.get((brand, False), -1) > self.last.get((brand, True), len(self.named))

    def in_(self, match: re.Match[str]) -> list[str]:
        """Return the brands in a match."""
        return [self.named[int(number)] for number in re.findall(said.TAG, match.group())]


def read(tagged: Tagged, message: Message, state: DialogueState, lexicon: Lexicon) -> Brands:
    """Return the constraints on brands."""
    text = _NAMED.sub(r"\1", tagged.text)
    opened = said.NOT_ONLY.sub(" | ", text)
    if only := _only(state):
        opened = said.OTHERS_WELCOME.sub(" | ", opened)
        if opened != text:
            return Brands(opened, lifted=tuple(only))
    text = said.NO_OTHERS.sub(" | ", opened)  # "not only HP" wants and refuses none
    sides = _Sides(tagged.brands)
    text = sides.take(said.NOTHING_BUT, said.PARTED.sub(" | ", text), sides.wanted)
    text = sides.take(said.EXCEPTED, text, sides.unwanted)
    if not _ONLY.match(text):
        text = sides.take(said.LIFT, text, sides.lifted)
    text = sides.take(said.LIKEWISE, text, sides.unwanted if _refused_last(state) else sides.wanted)
    for denial in (said.GIVEN_UP, said.OUT, said.NEGATIVE, said.NEGATIVE_THING, said.NON):
        text = sides.take(denial, text, sides.unwanted)
    if not sides.unwanted and said.ANOTHER.search(text):
        sides.unwanted += _present_brands(state, text)
        text = said.ANOTHER.sub(" | ", text)
    text = _by_clause(text, sides, state)
    if not (sides.wanted or sides.unwanted or sides.lifted):
        unknown = unknown_brands.read(text, message, state, lexicon)
        text = unknown.rest
        (sides.unwanted if unknown.excluded else sides.wanted).extend(unknown.names)
    return _decided(text, sides, state)


def _by_clause(text: str, sides: _Sides, state: DialogueState) -> str:
    """Take the brands that no pattern took, for or against by the words around them; return the text without."""
    excluded = _excluded(state)
    while match := said.POSITIVE.search(text):
        before = _CLAUSE_BEFORE.split(text[: match.start()])[-1]
        after = _CLAUSE_AFTER.split(text[match.end() :])[0]
        refused = polarity.refusal(before, after)
        never_again = said.NEVER_AGAIN.match(text[match.end() :])
        named = sides.in_(match)
        start, end = match.span()
        is_only = _ONLY_ONE.match(text[match.end() :])
        if (
            not is_only
            and said.APPROVED.search(f"{before} {after}")
            and all(name.lower() in excluded for name in named)
        ):
            sides.lifted += named
            start, end = start - len(before), end + len(after)
        elif refused or never_again:
            sides.unwanted += named
            sides.note(match, wanted=False)
            left, right = refused or (0, 0)
            start, end = start - left, end + max(right, never_again.end() if never_again else 0)
        elif _ONLY_THESE.search(match.group()) or is_only or not all(name in sides.unwanted for name in named):
            sides.note(match, wanted=True)
            sides.wanted += named  # a mere mention asks for nothing that was refused: "Canon is loud, so not Canon"
        text = f"{text[:start]} | {text[end:]}"
    return text


def _decided(text: str, sides: _Sides, state: DialogueState) -> Brands:
    """Return the constraints that follow: what was never excluded and is fine after all is wanted too."""
    excluded = _excluded(state)
    lifted = [brand for brand in sides.lifted if brand.lower() in excluded]
    asked = [brand for brand in sides.wanted if not sides.was_taken_back(brand)]
    wanted = [*asked, *(brand for brand in sides.lifted if brand.lower() not in excluded)]
    if sides.lifted and not lifted:
        wanted = [*_only(state), *wanted]
    unwanted = dict.fromkeys(brand for brand in sides.unwanted if brand not in wanted)
    add: list[Constraint] = []
    if wanted:
        add.append(BrandIn(tuple(dict.fromkeys(wanted))))
    elif unwanted:
        add.append(BrandNotIn(tuple(unwanted)))
    return Brands(text, tuple(add), tuple(dict.fromkeys(lifted)))


def _present_brands(state: DialogueState, text: str) -> list[str]:
    """Return what "another brand" excludes: the brand asked for, else those of the items spoken of, or of all shown."""
    asked = _only(state)
    if asked or not state.slates:
        return asked
    spoken = references.positions(text, state)
    items = state.slates[-1].items
    return [item.brand for at, item in enumerate(items, 1) if item.brand and (at in spoken or not spoken)]


def _refused_last(state: DialogueState) -> bool:
    """Return whether the brand spoken of last was refused."""
    about = [one.constraint for one in state.constraints if isinstance(one.constraint, BrandIn | BrandNotIn)]
    return bool(about) and isinstance(about[-1], BrandNotIn)


def _only(state: DialogueState) -> list[str]:
    return [
        brand
        for stated in state.constraints
        if isinstance(stated.constraint, BrandIn)
        for brand in stated.constraint.brands
    ]


def _excluded(state: DialogueState) -> set[str]:
    return {
        brand.lower()
        for stated in state.constraints
        if isinstance(stated.constraint, BrandNotIn)
        for brand in stated.constraint.brands
    }
