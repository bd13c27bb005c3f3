"""Brands: "from HP", "not Sony", "only Xerox or Brother", "HP is fine after all", "another brand"."""

import re
from dataclasses import dataclass

from recsys.conversation.interpret import unknown_brands
from recsys.conversation.interpret.brand_tags import Tagged
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.normalise import Message
from recsys.model.constraints import BrandIn, BrandNotIn, Constraint
from recsys.model.dialogue import DialogueState

_B = r"%(\d+)"
_LIST = (
    rf"{_B}(?:\s*(?:,\s*)?(?:,|or|and|nor|/|and / or|or maybe|plus|not|no|neither)?\s*(?:from\s+|by\s+|the\s+)?{_B})*"
)
_FILL = (
    r"(?:(?:from|by|made by|made|manufactured by|produced by|products?|items?|stuff|things?|anything|"
    r"something|any|brands?|like|likes|"
    r"want|wants|need|please|to see|see|show|me|of|more|another|with|a|an|the|ones?|be|is|are|for|in|all|"
    r"include|including|consider|suggest|recommend|give|have|from the|that is|that are|which is|it|to be|again|really|"
    r"keen on|interested in|a fan of|fan of|into|fond of|fans of|buy|buying|anymore|those|these|your|"
    r"it to be|other)\s+)*"
)
_NEG = (
    r"(?:not|no|never|without|except(?:ing)?(?: for)?|exclud(?:e|es|ing)|but (?:not|no|never|without)|"
    r"(?:any(?:thing| brand| make)|all|every(?:thing| brand)) but|avoid(?:ing)?|skip(?:ping)?|drop|remove|"
    r"hate|dislike|"
    r"sick of|tired of|other than|anything but|everything but|besides|apart from|aside from|rather than|"
    r"instead of|minus|ditch|leave out|leaving out|"
    r"omit|ignore|stay away from|keep away from|get rid of|fed up with|enough of|"
    r"had bad experiences? with|anything besides|nothing|filter out|ban|block|rule out|"
    r"different from|can not stand|non|lose|take out|no more|neither|outside of|done with|over with)"
)
_OKAY = (
    r"(?:okay|fine|good|great|acceptable|allowed|all right|welcome|possible|not a problem|no problem|"
    r"not (?:so |that )?bad|back in|back|in again|alright|works?|(?:would |will )?do|cool|permitted|"
    r"not an issue|a possibility)"
)
_LIFT = re.compile(
    r"(?<!\w)(?:(?:actually|on second thoughts?|i changed my mind|changed my mind|you (?:may|can|could)|"
    r"we can|i guess|maybe|well)\s*,?\s*)*"
    r"(?:(?:include|allow|bring back|add back|add|put back|consider|readmit|accept|permit|show|"
    r"do not mind|no need to exclude|do not exclude|stop excluding|no longer exclude|"
    r"i have nothing against|nothing against|let (?:us )?(?:include|allow)|"
    rf"give)\s+(?:products? )?(?:from |by )?{_LIST}\s*(?:(?:back|again|too|as well|after all|a chance|"
    r"another chance|products?|in|now)\b\s*)+"
    rf"|(?:put|bring|add|take|let) {_LIST} back(?: in)?"
    rf"|changed my mind (?:about|on) {_LIST}(?:\s*,?\s*(?:it|they|that) (?:is|are) (?:okay|fine|good))?"
    rf"|{_LIST} (?:can|may|could|should) (?:come|be put|be added) back(?: in)?"
    r"|(?:allow|bring back|add back|put back|readmit|do not mind|no need to exclude|do not exclude|"
    r"stop excluding|no longer exclude|un-?exclude|nothing against|okay with|fine with|good with|open to|"
    rf"can live with)\s+(?:products? )?(?:from |by )?{_LIST}"
    rf"|{_LIST}\s+(?:products? |ones? )?(?:is|are|would be|will be|can be|may be|could be|might be|was|"
    r"were|does|do)?\s*(?:actually |also |perfectly |just |totally |really |probably |"
    rf"included )*(?:{_OKAY}|included|back)\b(?:\s+(?:after all|again|too|as well|now|with me|by me|for me|"
    r"then|here|also|in))*)"
)
_ANOTHER = re.compile(
    r"\b(?:(?:some|any|an|a)?\s*(?:other|another|different|alternative)\s+(?:brands?|makes?|"
    r"manufacturers?|makers?|compan(?:y|ies)|suppliers?|vendors?|labels?)"
    r"|(?:brands?|makes?|manufacturers?)\s+(?:other|different)\b(?:\s+(?:than|from)\s+(?:this|that|these|"
    r"those|the same))?"
    r"|(?:from|by|of)\s+(?:someone|somebody|anyone|anybody)\s+else"
    r"|(?:change|switch|vary)\s+(?:the\s+)?(?:brands?|manufacturer|makers?)"
    r"|(?:not|no)\s+(?:from\s+|more\s+(?:of\s+|from\s+)?)?(?:this|that|these|those|the same)\s+(?:brands?|"
    r"manufacturers?|makers?|makes?))\b(?:\s+instead)?"
)
_NEGATIVE = re.compile(
    r"\b(?:(?:from |by )?any(?:thing|one|body| brand| make)?\s+|all(?: brands)?\s+|every(?:thing|"
    rf" brand)?\s+|brands?\s+)?(?:is (?:fine|okay)\s+)?{_NEG}\s+{_FILL}{_LIST}"
)
_NEGATIVE_THING = re.compile(
    rf"\b{_NEG}\s+(?:(?:an?|any|the|want|need|like|be)\s+)*(?:[a-z][\w-]*\s+){{1,2}}(?:from|by|made by)\s+{_LIST}"
)
"""Denies the brand and not the thing: "not a backpack from Targus"."""
_NON = re.compile(rf"\bnon[- ]{_LIST}")
_OUT = re.compile(
    rf"{_LIST}\s+(?:is|are|would be|can be)\s+(?:a\s+)?(?:not|no|out|excluded|off the table|off|a no-go|"
    r"no-go|not okay|too)\b(?:\s+(?:okay|good|go|option|an option|a go|what i want|wanted|for me|"
    r"acceptable|allowed|fine|needed))?"
    rf"|{_LIST}\s+(?:has|have) let me down"
    rf"|{_LIST}\s+(?:sucks?|is (?:bad|terrible|awful|crap|rubbish))"
)
_POSITIVE = re.compile(
    r"(?:\b(?:only|just|exclusively|solely|must be|should be|has to be|have to be|needs to be|made|"
    r"manufactured|produced|built|"
    r"from|by|of|brand|brands|is|be|the|prefer|preferably|ideally|want|need|like|take|stick to|stick with|"
    r"go with|show|products?|items?|something|anything|it|limited? to|limit it to|restrict to|a|an|any|"
    r"one|ones|"
    rf"either|make it|switch to|rather)\s+)*{_LIST}(?:\s+(?:only|brand|products?|ones?|please|or nothing|"
    r"exclusively)\b)*"
)


@dataclass(frozen=True, slots=True)
class Brands:
    """What was said about brands, and the text without it. `lifted` may be chosen again."""

    rest: str
    add: tuple[Constraint, ...] = ()
    lifted: tuple[str, ...] = ()


def read(tagged: Tagged, message: Message, state: DialogueState, lexicon: Lexicon) -> Brands:
    """Return the constraints on brands."""
    wanted: list[str] = []
    unwanted: list[str] = []
    lifted: list[str] = []

    def take(match: re.Match[str], into: list[str]) -> str:
        into += [tagged.brands[int(number)] for number in re.findall(_B, match.group())]
        return " | "

    text = tagged.text
    if not re.match(r"^(?:only|just)\b", text):
        text = _LIFT.sub(lambda match: take(match, lifted), text)
    text = _OUT.sub(lambda match: take(match, unwanted), text)
    text = _NEGATIVE.sub(lambda match: take(match, unwanted), text)
    text = _NEGATIVE_THING.sub(lambda match: take(match, unwanted), text)
    text = _NON.sub(lambda match: take(match, unwanted), text)
    another = _ANOTHER.search(text)
    if another and not unwanted:
        unwanted += _present_brands(state)
        text = _ANOTHER.sub(" | ", text)
    text = _POSITIVE.sub(lambda match: take(match, wanted), text)
    if not (wanted or unwanted or lifted):
        unknown = unknown_brands.read(text, message, state, lexicon)
        text = unknown.rest
        (unwanted if unknown.excluded else wanted).extend(unknown.names)
    excluded = _excluded(state)
    truly_lifted = [brand for brand in lifted if brand.lower() in excluded]
    wanted += [brand for brand in lifted if brand.lower() not in excluded]
    if lifted and not truly_lifted:
        wanted = [*_only(state), *wanted]
    add: list[Constraint] = []
    if wanted:
        add.append(BrandIn(tuple(dict.fromkeys(wanted))))
    kept = tuple(dict.fromkeys(brand for brand in unwanted if brand not in wanted))
    if kept:
        add.append(BrandNotIn(kept))
    return Brands(text, tuple(add), tuple(dict.fromkeys(truly_lifted)))


def _present_brands(state: DialogueState) -> list[str]:
    """Return what "another brand" excludes: the brand asked for, else those just shown."""
    asked = _only(state)
    if asked:
        return asked
    return [item.brand for item in state.slates[-1].items if item.brand] if state.slates else []


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
