"""What is said for good, and not for this request alone: "stop suggesting Canon", "don't learn from me". Pure."""

import re
from collections.abc import Iterable, Mapping

from recsys.model.constraints import BrandNotIn, CategoryNotIn, Constraint, Slot
from recsys.model.dialogue import DialogueAct, Standing, StandingKind
from recsys.ports import CatalogVocabulary

_SUGGEST = r"(?:suggest|recommend|show|offer|propos|giv|push|bring up|list)(?:e|ing|ting)?"
_THING = r"(?:(?:me|us|any|anything|things?|stuff|items?|products?|by|from|of|the|brand|more|to) )*"
_FROM_NOW_ON = r"(?:ever again|from now on|in (?:the )?future)"
_END = rf"(?: (?:any ?more|again|ever|{_FROM_NOW_ON}|(?:to )?me|please|at all|products?|stuff))*"
_NAME = rf"{_THING}(?P<name>[^,.;:!?]{{2,80}}?)"
_NOT = r"(?:do not|don't)"
_NEVER = rf"(?:never(?: ever)?|{_NOT} ever)"
_REMEMBER = r"(?:remember|note|keep in mind)(?: that)? i"
_YOU_MAY = r"(?:you (?:can|may) )?(?:start )?"

_NAMED: tuple[tuple[StandingKind, str], ...] = (
    ("allow", rf"{_YOU_MAY}{_SUGGEST} {_NAME} again"),
    ("allow", rf"{_NAME} (?:is|are) (?:fine|okay|ok|allowed|welcome) (?:again|from now on)"),
    ("avoid", rf"(?:stop|quit|no more|{_NEVER}) {_SUGGEST} {_NAME}{_END}"),
    ("avoid", rf"(?:i )?{_NEVER} (?:want|buy|need|wish|like)(?: to (?:see|buy|get|have))? {_NAME}{_END}"),
    ("avoid", rf"(?:i )?(?:{_NOT} want|no) {_NAME} {_FROM_NOW_ON}"),
    ("avoid", rf"{_REMEMBER} (?:hate|dislike|avoid|{_NOT} (?:like|want)) {_NAME}{_END}"),
    ("prefer", rf"{_REMEMBER} (?:like|love|prefer|want) {_NAME}{_END}"),
    ("prefer", rf"i always (?:prefer|want|buy|like) {_NAME}{_END}"),
)

_TASTE = r"(?:my (?:taste|preferences|likes|history)|what i (?:like|do))"
_KNOWN = r"(?:all |everything |what )*(?:that )?you(?:'ve| have)? (?:know|learn(?:ed|t)?|think|remember) (?:of|about) "
_LEARNING = r"(?:learning|personali[sz]ation)"
_LEARN = r"(?:learn|track|profil|personali[sz])(?:e|ing)?"
_SURPRISES = r"(?:the surprises|surpris(?:e|ing) me)"

_BARE: tuple[tuple[StandingKind, str], ...] = (
    ("forget", rf"(?:forget|delete|erase|clear|reset|wipe) (?:{_KNOWN}(?:me|us|{_TASTE})|(?:all )?{_TASTE})"),
    ("do_not_learn", rf"(?:{_NOT}|stop|never|quit) {_LEARN}(?: (?:from |of |about )?(?:me|us|{_TASTE}))?"),
    ("do_not_learn", rf"(?:turn|switch) (?:off (?:the |my )?{_LEARNING}|(?:the |my )?{_LEARNING} off)"),
    ("learn", rf"{_YOU_MAY}{_LEARN}(?: from (?:me|what i do))? again|{_YOU_MAY}learn from me"),
    ("learn", rf"(?:turn|switch) (?:on (?:the |my )?{_LEARNING}|(?:the |my )?{_LEARNING} on)"),
    ("do_not_surprise", rf"no (?:more )?surprises|(?:stop|{_NOT}) {_SURPRISES}(?: any ?more| again)?"),
    ("surprise", rf"{_YOU_MAY}surprise me again|surprises (?:are )?(?:fine|ok|okay|welcome|on)(?: again)?"),
)
_POLITE = r"(?:(?:please|and|ok(?:ay)?|hey|so|well|from now on|in future|can you|could you)[, ]+)*"
_PLEASE = r"(?:[, ]+(?:please|thanks|thank you))*[.! ]*"


def _compiled(pairs: Iterable[tuple[StandingKind, str]]) -> tuple[tuple[StandingKind, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(f"{_POLITE}(?:{pattern}){_PLEASE}")) for kind, pattern in pairs)


_NAMED_READ, _BARE_READ = _compiled(_NAMED), _compiled(_BARE)
_LONGEST = 160
"""Characters: who says more has more in mind, and is read as a request."""


def read(said: str, vocabulary: CatalogVocabulary) -> DialogueAct | None:
    """Return the act of a message that says nothing but what is to hold for good, or None.

    Brands and categories are those of the catalog; a sentence about anything else is left to the other rules.
    """
    text = " ".join(said.lower().replace("’", "'").split())
    if len(text) > _LONGEST:
        return None
    for kind, pattern in _BARE_READ:
        if pattern.fullmatch(text):
            return DialogueAct("small_talk", standing=Standing(kind))
    for kind, pattern in _NAMED_READ:
        if (match := pattern.fullmatch(text)) and (standing := _about(kind, match["name"], vocabulary)):
            return _act(standing)
    return None


def _about(kind: StandingKind, name: str, vocabulary: CatalogVocabulary) -> Standing | None:
    """Return what is said of the brands and categories named; None where one of them is unknown."""
    brands, categories = list[str](), list[str]()
    for part in re.split(r"\s*(?:,|&|\band\b|\bor\b|\bnor\b)\s*", name.strip()):
        if brand := _found(part, vocabulary.brands):
            brands.append(brand)
        elif category := _found(part, vocabulary.categories):
            categories.append(category)
        else:
            return None
    return Standing(kind, tuple(brands), tuple(categories))


def _found(name: str, names: Mapping[str, tuple[str, int]]) -> str | None:
    """Return a name as the catalog spells it, also for "canons" and "a canon"."""
    name = re.sub(r"^(?:an?|the|any) ", "", name.strip(" '\""))
    found = next((names[form] for form in (name, name.removesuffix("s"), f"{name}s") if form in names), None)
    return found[0] if found else None


def _act(standing: Standing) -> DialogueAct:
    """Return the act: what is avoided holds in this conversation at once, what is allowed is no longer barred in it."""
    add = list[Constraint]()
    if standing.kind == "avoid":
        add += [BrandNotIn(standing.brands)] if standing.brands else []
        add += [CategoryNotIn(standing.categories)] if standing.categories else []
    slots: tuple[tuple[Slot, str], ...] = (
        *(("brand", name) for name in standing.brands),
        *(("category", name) for name in standing.categories),
    )
    return DialogueAct("critique", add=tuple(add), drop=() if standing.kind == "prefer" else slots, standing=standing)
