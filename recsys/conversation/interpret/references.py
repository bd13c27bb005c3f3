"""References to what was shown: "the second one", "#2", "the cheapest", "the Logitech" become `@2`."""

import re

from recsys.model.answer import SLATE_SIZE
from recsys.model.dialogue import DialogueState, ShownItem
from recsys.ranking.kind import stem

_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "1": 1, "2": 2, "3": 3, "one": 1, "two": 2,
    "three": 3,
}  # fmt: skip
_ORDINAL = r"(first|1st|second|2nd|third|3rd)"
_NOUN = (
    r"(?:ones?|products?|items?|picks?|options?|suggestions?|results?|choices?|recommendations?|articles?|models?|"
    r"machines?|devices?|units?|gadgets?|entry|entries|candidates?|proposals?|listings?|offers?|pairs?)"
)
_END = (
    r"(?=\s*(?:$|[.,;:!?|@]|(?:and|or|but|please|instead|too|though|is|was|looks?|seems?|has|have|from|by|"
    r"in|with|for|than|"
    r"over|so|then|vs|versus|against|it (?:is|will|shall)|to|does|do|again|as|better|best|more|cheaper|if|because|"
    r"already|now|costs?|"
    r"would|should|could|can|that|without|under|(?:i|we) (?:do|did|would) not)\b))"
)
_NOT_AFTER = (
    r"(?!\s*(?:classroom|room|office|house|home|kid|child|son|daughter|site|shop|branch|location|user|computer|desk|car|"
    r"hand|aid|party|class|person|generation|gen|screen|monitor|time|place|thing|floor|half|level|step|language|"
    r"connectors?|ends?|plugs?|sides?|ports?|sockets?|jacks?|slots?|bays?|trays?|interfaces?|outputs?|inputs?|displays?)\b)"
)

_BOTH_ORDINALS = re.compile(
    rf"\b(?:the )?{_ORDINAL}\s*(?:,|and|or|vs|versus|against|to|with)\s*(?=(?:the )?(?:first|second|third|1st|2nd|"
    r"3rd|last)\b)"
)
_SECOND_OF_TWO = re.compile(
    rf"(@\d\s*(?:,|and|or|vs|versus|against|to|with|from|than)\s*)(?:the )?{_ORDINAL}\b(?! (?:hand|half|"
    rf"time))(?:\s+{_NOUN}\b)?"
)
_NUMBERED = re.compile(
    r"(?:#|\b(?:number|no\s*\.|nr\s*\.?|nr|num|option|item|pick|product|choice|result|suggestion|article|"
    r"position)\s*#?)\s*([123]|one|two|three)\b(?!\s*\w*(?:inch|gb))(?!\.\d)"
    r"|\b([123])(?=\s*(?:it is|it shall be|for me please)\b)|^for ([123])(?=\s*[?.!]*$)|^([123]) :"
    r"|(?<=\w )no ([123])(?!\.\d)(?=\s*(?:$|[.,;!?]|(?:is|please|and|or|but|then)\b))"
)
_THE_ORDINAL = re.compile(rf"\b(?:(?:the|that|your|this|my)\s+)(?:very\s+)?{_ORDINAL}\b{_NOT_AFTER}(?:\s+{_NOUN}\b)?")
_OF_TOPIC = re.compile(rf"(?<!as )(?<!be )(?<!for )\b(?:the|that|your|this) {_ORDINAL} ([a-z]{{3,}})\b")
"""What was looked for, counted: "the second monitor" of monitors, where it is no monitor beside the first."""
_ORDINAL_ONE = re.compile(rf"\b{_ORDINAL}\s+{_NOUN}\b")
_BARE_ORDINAL = re.compile(
    r"(?:^|(?<=[.,;!?|])\s*|(?<=like)\s+|(?<=not)\s+|(?<=about)\s+|(?<=why)\s+|(?<=buy)\s+|(?<=take)\s+|"
    r"(?<=than)\s+|(?<=order)\s+|(?<=and)\s+|(?<=or)\s+|(?<=with)\s+|(?<=compare)\s+|(?<=vs)\s+|"
    r"(?<=versus)\s+|(?<=own)\s+|(?<=for)\s+|(?<=of)\s+|(?<=on)\s+|(?<=is)\s+|(?<=to)\s+|(?<=explain)\s+|"
    rf"(?<=got)\s+){_ORDINAL}{_NOT_AFTER}{_END}"
)
_LAST = re.compile(
    rf"(?:\b(?:the|that|this)|(?<=\band)|(?<=\bor)|(?<=\bvs)|(?<=\bto))\s+"
    rf"(last|final|bottom|middle|(?<!over the )top|former|latter)(?:\s+{_NOUN})?\b(?!\s+(?:time|two|2|three|3|"
    r"year|week|month|of the\b(?! (?:three|3)\b)))"
)
_FIRST_TWO = re.compile(rf"\b(?:the\s+)?(first|top|last)\s+(?:two|2)(?:\s+{_NOUN})?\b")
_ALL = re.compile(
    r"(?<!first of )(?<!second of )(?<!third of )(?<!last of )(?<!one of )\b(?:all\s+(?:of\s+)?(?:the\s+|these\s+|"
    rf"those\s+)?(?:3|three)(?:\s+{_NOUN})?|all\s+of\s+(?:them|"
    rf"these|those)|the\s+(?:3|three)(?:\s+(?:of\s+them|{_NOUN}))?)\b(?![.-]?\d)(?!-)"
    r"(?!\s+(?:are|is|would be|will be) (?:also )?(?:welcome|allowed|acceptable|fine|okay)\b)"
)
_EXTREME = re.compile(
    r"\bthe\s+(cheap(?:er|est)|least expensive|lowest[- ]priced|most expensive|priciest|dearest|"
    rf"more expensive)(?:\s+{_NOUN}|\s+of (?:them|these|those|the (?:3|three|two|2)))?\b(?=\s*(?:$|[^\w\s]|(?:and|or|"
    rf"with|vs|versus) the\b))"
    rf"|\bthe\s+(cheap(?:er|est)|least expensive|most expensive|priciest|more expensive)\s+(?:{_NOUN}|of)\b"
)
_DESCRIBED = re.compile(r"\b(?:the|that|this)\s+((?:[\w.+'-]+\s+){1,2})(?:one|product|item|model|option)\b")
_NOT_ONE = (
    r"(?:exclusion|ban|block|filter|restriction|requirement|rule|condition|limit|thing|only|brand|ones|products|items|"
    r"models|stuff|machines|devices|units|laptops|printers|cables|monitors|options|offers|gear)\b"
)
_BRANDED = re.compile(rf"(?<!\bhold )\b(?:the|that)\s+([\w.+'-]++(?:\s+(?!{_NOT_ONE})[\w.+'-]++)?)(?!\s+{_NOT_ONE})")
_IT = re.compile(r"\b(?:it|that one|this one|that|this)\b")
_COMPARES = re.compile(
    r"\b(?:next to (?:each other|one another)|compare|comparison|differences?|differ|identical|"
    r"what is (?:so )?different|distinguish\w*|contrast|"
    r"versus|vs|better|between|stack up|"
    r"side by side|"
    r"pros and cons|choose between|torn between)\b"
)
_BARE_DIGIT = re.compile(
    r"(?<![\w.$@#-])([123])(?![\w.%-]|\s*(?:inch|gb|tb|mm|cm|m|ft|w|x|years?|ports?|pack|people|dollars|"
    r"pieces|pcs|monitors?|screens?)\b)"
)
_POINTED_DIGIT = re.compile(
    r"(^|\b(?:about|why|like|not|take|buy|than|order|own|have|explain|want|love|liked|hate|bought|got|on|choose|"
    r"chose|pick|"
    r"picked|info|details|specs|describe|justify|with|as|grab|get|recommend|suggest|think|prefer|skip|drop|"
    r"(?:details|specs|features|description|info|data|price|colour) (?:of|for|on))\s)"
    r"([123])(?!\.\d)(?=\s*(?:$|[.,;!?]|(?:please|for (?:me|us)|but|and|or|is|looks|too|then|already|costs?|seems|"
    r"instead)\b))"
)
_ASKED_DIGIT = re.compile(
    r"\b(?P<asks>(?:why|how come|reason(?:ing)?s?|rationale|grounds?|case|argument|justification)\b"
    r"(?: (?:is|did|do|does|was|for|of|about|behind|you|pick|picked|choose|chose|show|put|that|the|even))*) "
    r"(?:number )?(?P<digit>[123])(?![\w.%-]|\s*(?:inch|gb|of|more|different|things?|items?|options?)\b)"
)
"""A digit that a question is about: "why is 1 there", "rationale for 2"."""
_PLAIN_DIGIT = re.compile(
    r"(^|(?<=[.,;!?:])\s?|\b(?:oo+h|oh|ah|aha|hm+|well|okay|yes|no|so|but|like|why|(?<!\d )and|(?<!\d )or)\s)"
    r"([123])(?![.,]\d)(?=\s*(?:$|[.,;!?]|- |(?:is|was|seems?|looks?|feels?|does|did|has|had|would|could|can|"
    r"costs?|that|"
    r"which|but|"
    r"because|though|please|instead|again|in there|on (?:the|your) list|over|better|best)\b))"
)
"""A digit where nothing is counted or priced: "3 seems right", "ooh 2. more of that sort"."""
_SECOND_DIGIT = re.compile(
    r"(@[123]\s*(?:,|and|or|vs|versus|against|to|with)\s*)([123])(?![\w.%$])(?! (?:inch|gb|of)\b)"
)
_EITHER_DIGIT = re.compile(r"(^|\bpit )([123])( (?:or|against|vs|versus) )([123])(?![\w.%-])")
_LISTED = re.compile(
    r"\b(?:one|two|three)(?:\s*(?:,|and|or|vs|versus|against|to|with)\s*(?:one|two|three|[123](?!\.\d)|@\d))+"
)
_DIGIT_FIRST = re.compile(r"^([123])(?=\s*(?:,|\bit is\b|\bplease\b|\bis\b|\blooks\b|\bseems\b))")
_ONLY_DIGITS = re.compile(r"[123](?:\s*(?:,|and|or|please|!|\.|\?)\s*[123]?)*")

_LIKED_NUMBER = re.compile(
    r"\b(like|love|prefer|fancy|dislike|hate) (two|three)(?=\s*(?:$|[.,;!?]|(?:but|best|most|better)\b))"
)
_ORDINAL_NAMED = re.compile(
    rf"(?:^|(?<=[.,;!?] )){_ORDINAL} ([a-z]{{3,}})(?= ?[:,.!?]| (?:is|looks?|seems?|has|does)\b)"
)
_NAMED_REF = re.compile(r"(@\d) ([a-z]{3,})\b")
"""An item called by what it is: "the second phone"."""
_NUMBER_FIRST = re.compile(r"^(two|three)(?= (?:is|looks?|seems?|sounds?|feels?|appeals?|would|could)\b)")
_PRICED = re.compile(r"\$\d+.*\d (?:at|on|for|as)\s*$|\$\d+(?:\.\d+)? (?:at|on|for|as)\s*$")
"""Before an end of a range, and not of the list: "24 at the bottom, 50 at the top"."""
_COMPUTERS = frozenset({"pc", "desktop", "laptop", "notebook", "workstation", "server"})
_TWO_WORDS = {"the", "one", "price", "brand", "other", "others", "same", "right", "new", "next", "previous", "budget"}


def tag(text: str, state: DialogueState) -> str:
    """Replace references to the latest slate by `@1` to `@3`. Without a slate nothing is one."""
    if not state.slates:
        return text
    shown = state.slates[-1].items
    if _ONLY_DIGITS.fullmatch(text):
        return re.sub(r"[123]", lambda match: f"@{match.group()}", text)
    text = _EXTREME.sub(lambda match: _extreme(match, shown), text)
    text = _FIRST_TWO.sub(
        lambda match: " @2 and @3 " if match.group(1) == "last" and len(shown) > 2 else " @1 and @2 ", text
    )
    text = _ALL.sub(" and ".join(f"@{position}" for position in range(1, len(shown) + 1)), text)
    text = _NUMBERED.sub(_ordinal, text)
    if "$" not in text:
        text = _SECOND_DIGIT.sub(r"\1@\2", _PLAIN_DIGIT.sub(r"\1@\2", text))
    text = _EITHER_DIGIT.sub(r"\1@\2\3@\4", text)
    if _COMPARES.search(text) and "$" not in text:
        text = _LISTED.sub(lambda match: re.sub(r"(?<!@)\b(?:[a-z]{3,5}|[123])\b", _counted, match.group()), text)
        text = _BARE_DIGIT.sub(r"@\1", text)
    text = _BOTH_ORDINALS.sub(
        lambda match: match.group().replace(match.group(1), f"@{_ORDINALS[match.group(1)]}", 1).replace("the @", "@"),
        text,
    )
    text = _SECOND_OF_TWO.sub(_second_of_two, text)
    text = _OF_TOPIC.sub(lambda match: _named_ordinal(match, state), text)
    for pattern in (_THE_ORDINAL, _ORDINAL_ONE, _BARE_ORDINAL):
        text = pattern.sub(_ordinal, text)
    text = _ORDINAL_NAMED.sub(lambda match: _named_ordinal(match, state), text)
    text = _NUMBER_FIRST.sub(lambda match: f"@{_ORDINALS[match[1]]}", text)
    text = _LIKED_NUMBER.sub(lambda match: f"{match[1]} @{_ORDINALS[match[2]]}", text)
    text = _DIGIT_FIRST.sub(r"@\1", text)
    text = _POINTED_DIGIT.sub(r"\1@\2", text)
    text = _ASKED_DIGIT.sub(r"\g<asks> @\g<digit>", text)
    text = _LAST.sub(
        lambda match: match.group() if _PRICED.search(text[: match.start()]) else _end_of_list(match[1], len(shown)),
        text,
    )
    about = {stem(word) for word in state.topic.split()}
    text = _NAMED_REF.sub(lambda match: match[1] if _is_about(match[2], about) else match.group(), text)
    return re.sub(r"\s+", " ", _described(text, shown)).strip()


def _named_ordinal(match: re.Match[str], state: DialogueState) -> str:
    about = {stem(word) for word in state.topic.split()}
    return f"@{_ORDINALS[match[1]]}" if _is_about(match[2], about) else match.group()


def _is_about(word: str, about: set[str]) -> bool:
    """Return whether a word names the topic's thing, be it a part of its word: "phone" of "smartphone"."""
    return any(known.endswith(stem(word)) for known in about) or (
        word == "computer" and not _COMPUTERS.isdisjoint(about)
    )


def positions(text: str, state: DialogueState) -> tuple[int, ...]:
    """Return the positions tagged in a text, each once, in the order said; only those that the slate has."""
    length = len(state.slates[-1].items) if state.slates else 0
    found = dict.fromkeys(int(digit) for digit in re.findall(r"@(\d)", text))
    return tuple(position for position in found if position <= length)


def are_missing(text: str, state: DialogueState) -> bool:
    """Return whether a text names a position that the latest slate does not have: the third of two."""
    length = len(state.slates[-1].items) if state.slates else 0
    return any(int(digit) > length for digit in re.findall(r"@(\d)", text))


def pronoun(text: str, state: DialogueState) -> tuple[int, ...]:
    """Return what "it" or "that one" means: the only item shown, or the one that was liked or spoken of last."""
    if not state.slates or not _IT.search(text):
        return ()
    shown = state.slates[-1].items
    if len(shown) == 1:
        return (1,)
    for liked in reversed(state.liked):
        for position, item in enumerate(shown, start=1):
            if item.item == liked:
                return (position,)
    return ()


def _ordinal(match: re.Match[str]) -> str:
    return f" @{_ORDINALS[next(filter(None, match.groups()))]}"


def _counted(match: re.Match[str]) -> str:
    number = _ORDINALS.get(match.group())
    return f"@{number}" if number else match.group()


def _second_of_two(match: re.Match[str]) -> str:
    return f"{match.group(1)}@{_ORDINALS[match.group(2)]}"


def _end_of_list(word: str, length: int) -> str:
    first_words = {"top": 1, "former": 1, "middle": 2, "latter": min(2, length)}
    return f"@{first_words.get(word, min(length, SLATE_SIZE))}"


def _extreme(match: re.Match[str], shown: tuple[ShownItem, ...]) -> str:
    word = match.group(1) or match.group(2)
    priced = [(item.price, position) for position, item in enumerate(shown, start=1) if item.price is not None]
    if not priced:
        return match.group()
    lowest = word.startswith(("cheap", "least", "lowest"))
    return f"@{(min(priced) if lowest else max(priced))[1]}"


def _described(text: str, shown: tuple[ShownItem, ...]) -> str:
    """Tag "the wireless one" and "the Logitech" where exactly one of the items shown is meant."""
    text = _DESCRIBED.sub(lambda match: _only(match.group(1).split(), shown) or match.group(), text)

    def branded(match: re.Match[str]) -> str:
        words = match.group(1).split()
        for count in (2, 1):
            name = " ".join(words[:count])
            if len(words) >= count and not _TWO_WORDS.intersection(words[:count]):
                found = [position for position, item in enumerate(shown, start=1) if _is_name(name, item)]
                if len(found) == 1:
                    return " ".join((f"@{found[0]}", *words[count:]))
        return match.group()

    return _BRANDED.sub(branded, text)


def _is_name(name: str, item: ShownItem) -> bool:
    brand = item.brand.lower()
    begins = " " in name and item.title.lower().startswith(f"{name} ")
    return len(name) > 1 and (name in {brand, brand.split(".")[0]} or begins)


def _only(words: list[str], shown: tuple[ShownItem, ...]) -> str:
    wanted = [word for word in words if word not in {"same", "other", "new", "nice", "good", "right", "last"}]
    if not wanted:
        return ""
    found = [
        position
        for position, item in enumerate(shown, start=1)
        if all(re.search(rf"\b{re.escape(word)}", f"{item.brand} {item.title}".lower()) for word in wanted)
    ]
    return f"@{found[0]}" if len(found) == 1 else ""
