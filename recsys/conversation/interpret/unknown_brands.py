"""Names of brands that no item of the catalog has: "only Acme, please". The right answer is that there are none."""

import re
from dataclasses import dataclass

from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.normalise import Message
from recsys.conversation.interpret.words import HEADS, LEADING, NOT_NAMES, OF_SENTENCES, TECHNOLOGIES, VAGUE
from recsys.model.dialogue import DialogueState
from recsys.retrieval.english import is_ordinary

_NAME = r"(?:[a-z0-9][\w.+'&-]*)"
_NAME_END = r"(?=\s*(?:$|[.,;!?|%]|(?:please|only|and|or|but|for|with|in|under|instead|that|if|thanks|too)\b))"
_NOT = r"(?:(?P<no>not|no|never|except|exclude|excluding|without|other than|but not)\s+)?"
_MADE_BY = re.compile(
    rf"\b{_NOT}(?:made by|manufactured by|produced by|(?:of )?(?:the )?(?<!any )(?<!every )(?<!whatever )brand(?: is|"
    rf" should be)?)\s+(?!not\b)(?P<name>{_NAME}(?:\s+{_NAME}){{0,3}}?)(?:\s+(?:please|thanks)|\s*[,.!?])*$"
)
_FROM = re.compile(
    rf"\b{_NOT}(?:(?:products?|items?|something|anything|ones?|it|any|be|is)\s+)*\b(?:from|made by|"
    rf"manufactured by|by)\s+(?P<name>{_NAME}(?:\s+{_NAME}){{0,2}}?(?:\s+(?:or|"
    rf"and)\s+{_NAME}(?:\s+{_NAME})?)?){_NAME_END}"
)
_FROM_ALONE = re.compile(
    r"^(?:(?:please|okay|well|and|but|so|only|just|it should be|it must be|it has to be|that is|which is|"
    r"i want|show me|"
    r"something|anything|products?|ones?|not|nothing|no|,)\s+)*(?:from|"
    rf"by)\s+{_NAME}(?:\s+{_NAME}){{0,2}}?(?:\s+(?:or|and)\s+{_NAME}(?:\s+{_NAME})?)?(?:\s+(?:please|"
    r"thanks|only)|\s*[.,!?])*$"
)
_ONLY = re.compile(
    r"^(?:(?:but|and|okay|so|then|now|rather|well|please|hmm+|,)\s+)*(?P<no>)(?:i |we )?(?:only|just|"
    r"prefer|want only|only want|must be|stick to|want|need|make it|give me|show me|"
    r"rather)\s+(?:the brand |products? (?:from|"
    rf"by) )?(?P<name>{_NAME}(?:\s+{_NAME}){{0,3}}?)(?:\s+(?:only|please|products?|or nothing)|\s*[.,!?])*$"
)
_NAME_ONLY = re.compile(
    r"^(?:(?:please|okay|well|and|but|so|hmm+|right|it has to be|it must be|it should be|"
    rf"i want(?: something)?|could (?:we|you) do|,)\s+)*(?P<no>)(?P<name>{_NAME}(?:\s+{_NAME})?)"
    r"(?:\s+(?:ones?|products?|items?|stuff|gear))?(?:\s*,\s*please\s*,)?\s+(?:only|exclusively|"
    r"(?:and )?nothing else|or nothing)"
    r"(?:\s+(?:please|thanks|for (?:me|us)|(?:we|i) (?:are|am) [a-z]+ing)|\s*[.,!?])*$"
)
_CARRIED = re.compile(
    rf"\bdo you (?:carry|have|stock|sell|do) (?:any )?(?P<no>)(?P<name>{_NAME}(?:\s+{_NAME})?)(?:\s+(?:ones?|"
    r"products?|stuff))?\s*[?,.;]"
    r"(?=.*\bonly\b)(?:\s*(?:(?:i|we) )?(?:only|just) (?:want|need|like|trust|buy|use) (?:that|those|them|this|"
    r"it)\b(?: (?:one|brand|make))?)?"
)
_HAS_ONE = re.compile(
    rf"^(?:and |so |but |okay )*(?:has|does|do) (?P<no>)(?P<name>{_NAME}(?:\s+{_NAME})?) (?:got|have|make|sell|"
    r"offer|do)"
    r"(?: (?:any|one|ones|some|something|anything|them|it|these|this|those|that))*\s*\?"
)
_TRUSTED = re.compile(
    r"\b(?P<no>)(?:(?:always|only ever) (?:bought|used|had|got|gone (?:with|for)|trusted)|recommends?|swears? by) "
    rf"(?P<name>{_NAME}(?:\s+{_NAME})?)(?=\s*[,.;]?\s*(?:so|and|let us|please)\b[^.;]*"
    r"\b(?:stick|stay|keep|go|continue|carry on|only|just)\b)"
)
_AND_ONLY = re.compile(rf"\b(?P<no>)(?P<name>{_NAME}) and (?:only|nothing but) (?P=name)\b")
_LIKES = re.compile(
    r"\b(?P<no>)(?:i|he|she|we|they|my [a-z]+) (?:will |would )?(?:only|just) (?:likes?|wants?|uses?|trusts?|"
    r"buys?|takes?|pays? for|accepts?|approves?) "
    rf"(?P<name>{_NAME})(?: [a-z]{{3,}}s)?(?=\s*[.!]*$)"
)
_GREETS = re.compile(r"^(?:greetings|hello|hi|hey|regards|best|cheers)\b")
_UNKNOWN = (_AND_ONLY, _MADE_BY, _FROM, _ONLY, _NAME_ONLY, _CARRIED, _HAS_ONE, _TRUSTED, _LIKES)
_ADJECTIVE = re.compile(
    r"(?:less|able|ible|ed|ing|ic|al|ous|ful|ive|proof|free|resistant|ant|ary|ular|ish|ier|est|er|size|sized)s?$|\d"
)


@dataclass(frozen=True, slots=True)
class Unknown:
    """The names found, whether these are not wanted, and the text without them."""

    rest: str
    names: tuple[str, ...] = ()
    excluded: bool = False


def read(text: str, message: Message, state: DialogueState, lexicon: Lexicon) -> Unknown:
    """Return the names in a text that speaks of no brand of the catalog."""
    for pattern in _UNKNOWN:
        match = pattern.search(text)
        if not match or (pattern is _FROM and _GREETS.match(text)):
            continue
        names = [name.strip() for name in re.split(r"\s+(?:or|and)\s+", match.group("name"))]
        explicit = pattern in {_MADE_BY, _AND_ONLY} or (pattern is _FROM and bool(_FROM_ALONE.match(text)))
        if not all(_could_be_name(name) for name in names):
            continue
        if explicit or all(_is_name(name, message, lexicon, state, after_from=pattern is _FROM) for name in names):
            rest = f"{text[: match.start()]} | {text[match.end() :]}"
            return Unknown(rest, tuple(_spelt(name) for name in names), bool(match.group("no")))
    return Unknown(text)


def _could_be_name(name: str) -> bool:
    words = name.split()
    return not (
        words[-1] in HEADS
        or words[0][0].isdigit()
        or any(word in OF_SENTENCES for word in words)
        or any(word in TECHNOLOGIES or word in VAGUE or (len(words) == 1 and word in NOT_NAMES) for word in words)
    )


def _is_name(name: str, message: Message, lexicon: Lexicon, state: DialogueState, *, after_from: bool) -> bool:
    """Tell a name that the catalog does not have from a feature: by its capital, else by being unheard of."""
    words = name.split()
    if any(word in lexicon.category_words for word in words):
        return False
    if all(word in message.proper for word in words):
        # "HDMI" and "DDR3" are features where the catalog knows them, "Apple" is a name all the same.
        return after_from or (bool(state.topic) and words[0] not in message.capitals) or not lexicon.knows(name)
    if any(word in NOT_NAMES or word in LEADING or lexicon.knows(word) or is_ordinary(word) for word in words):
        return False
    return after_from or (bool(state.topic) and not any(_ADJECTIVE.search(word) for word in words))


def _spelt(name: str) -> str:
    return " ".join(word.capitalize() for word in name.split())
