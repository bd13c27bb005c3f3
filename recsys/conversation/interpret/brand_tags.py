"""Finds the catalog's brands in a message and marks them: "the HP one" reads "the %0 one"."""

import re
from dataclasses import dataclass

from recsys.conversation.interpret import strange_names
from recsys.conversation.interpret.languages import is_english as is_in_english
from recsys.conversation.interpret.lexicon import Lexicon, is_ordinary
from recsys.conversation.interpret.normalise import Message
from recsys.conversation.interpret.strange_names import Words
from recsys.conversation.interpret.words import BEFORE_BRAND, CHAT, LEADING, VAGUE
from recsys.ranking.attribute_names import UNITS
from recsys.retrieval.english import is_ordinary as is_english

_TOKEN = re.compile(r"[^\s]+")
_DETERMINERS = frozenset({"my", "our", "the", "a", "an", "his", "her", "their"})
_AUXILIARIES = frozenset(
    ["not", "to", "will", "would", "can", "could", "does", "do", "did", "must", "should", "shall", "may", "might"]
)
"""Before a verb."""
_ONES = frozenset({"one", "ones", "brand", "products", "models"})
_AFTER_BRAND = frozenset({"only", "is", "have", "has", "make", "makes"})
_DESCRIBING = frozenset(
    [
        "sharp",
        "jumbo",
        "integral",
        "equal",
        "total",
        "dual",
        "native",
        "epic",
        "eminent",
        "arctic",
        "orange",
        "peach",
        "cross",
        "first",
    ]
)
"""Brands that describe a thing too: "a jumbo one"."""
_SOUGHT = frozenset(
    [
        "go",
        "going",
        "opt",
        "wish",
        "wishing",
        "care",
        "settle",
        "look",
        "looking",
        "search",
        "searching",
        "shopping",
        "hunting",
        "ask",
        "asking",
        "spot",
        "weakness",
        "preference",
        "passion",
        "fondness",
        "goes",
        "applies",
        "holds",
        "ditto",
        "likewise",
    ]
)
"""Before "for": what is looked for or spoken of, and not what it is to go with."""
_AGES = frozenset({"old", "new", "existing", "current", "ancient", "trusty", "beloved", "vintage"})
_FOR = frozenset({"for", "fits", "fit"})
_HAVING = frozenset({"with", "having", "featuring"})
_NAME_MIN = 4
_MAKERS = frozenset({"by", "from", "brand"})
"""Before a brand, whatever it is called."""
_BOUNDS = frozenset({"most", "least", "than", "under", "over", "above", "below", "about", "around", "roughly"})
_EXTENTS = frozenset({"long", "wide", "high", "tall", "deep", "thick"})
"""What stands before and behind a length: "at least 3m", "3m long"."""
_MEASURED = re.compile(rf"\d+(?:{'|'.join(map(re.escape, UNITS))})")
_WHERE = frozenset({"in", "at", "near", "to"})
"""Before a place that is a brand as well: "snow in Denver"."""
_LIMITS = frozenset(
    {
        "limit",
        "limited",
        "restrict",
        "restricted",
        "stick",
        "sticking",
        "narrow",
        "keep",
        "keeping",
        "confine",
        "switch",
    }
)
"""With "to", before what alone is wanted: "limit it to Equip"."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text in which brands read `%0`, `%1`; their spellings in that order."""

    text: str
    brands: tuple[str, ...]


def tag(
    message: Message, text: str, lexicon: Lexicon, *, asked: bool = False, in_force: frozenset[str] = frozenset()
) -> Tagged:
    """Find the catalog's brands, the longest name first; a misspelt one only where a brand is spoken of.

    Once something was `asked` for, names that the catalog does not have are found too. Of brands that are `in_force` as
    constraints (lower case) an everyday word is the name.
    """
    words = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    brands: list[str] = []
    pieces: list[str] = []
    index = position = 0
    while index < len(words):
        follows = index > 1 and words[index - 1][0] in ",/" and position == words[index - 2][2]
        before = "or" if follows else _before(words, index)
        count, spelling = _brand_at(words, index, before, message, lexicon, in_force=in_force)
        if asked and not spelling and (strange := strange_names.name_at(words, index, text, message, lexicon)):
            count = strange
            spelling = strange_names.spelt(" ".join(word for word, _, _ in words[index : index + count]))
        if spelling:
            pieces += [text[position : words[index][1]], f"%{len(brands)}"]
            brands.append(spelling)
            position = words[index + count - 1][2]
        index += count
    return Tagged("".join((*pieces, text[position:])), tuple(brands))


def _brand_at(
    words: Words, index: int, before: str, message: Message, lexicon: Lexicon, *, in_force: frozenset[str]
) -> tuple[int, str]:
    for count in range(min(lexicon.brand_words, len(words) - index), 0, -1):
        run = [word for word, _, _ in words[index : index + count]]
        if run[0][0] in "$@%^|,.;!?":
            break
        name = " ".join(run)
        spelling = lexicon.brand(name) or _possessed(name, lexicon)
        if count > 1 and spelling and spelling.isalpha() and run[0] in _DETERMINERS:
            continue  # "a PC" is no APC
        after = words[index + count][0] if index + count < len(words) else ""
        if spelling and _is_measure(run, before, after):
            break
        if spelling and before in _AUXILIARIES and run[0] == "be":
            break  # "it must be quiet"
        if spelling and before in _HAVING and _goes_on(name, after, lexicon):
            break  # "with an Intel Xeon"
        if spelling and (
            (name in in_force and before not in _FOR and not _is_ones_own(name, message))
            or (after in _AFTER_BRAND and not _is_ones_own(name, message))
            or _is_listed(words, index + count, lexicon)
            or (after in _ONES and name not in _DESCRIBING)
            or _is_meant(name, before, message)
        ):
            return count, spelling
        if count == 1 and not spelling and (near := _misspelt(name, before, message, lexicon)):
            return 1, near
    return 1, ""


def _is_measure(run: list[str], before: str, after: str) -> bool:
    """Return whether a name is a number with its unit, said as one: "3 m" and "3m long", but not "3M", "by 3 M"."""
    if len(run) > 1:
        return run[0].isdigit() and run[1] in UNITS and not (before in _MAKERS or after in _ONES)
    return bool(_MEASURED.fullmatch(run[0])) and (before in _BOUNDS or after in _EXTENTS)


def _goes_on(name: str, after: str, lexicon: Lexicon) -> bool:
    """Return whether a brand and the word behind it are the name of a part: "Intel Xeon"."""
    is_name = len(after) >= _NAME_MIN and after.isalpha() and not is_english(after)
    return is_name and lexicon.knows(f"{name} {after}")


def _is_listed(words: Words, index: int, lexicon: Lexicon) -> bool:
    """Return whether a list goes on with a name that is surely a brand: "sharp or Epson"."""
    if len(words) < index + 2 or words[index][0] not in {"or", "and", ",", "/"}:
        return False
    following = words[index + 1][0]
    return bool(lexicon.brand(following)) and not is_ordinary(following)


def _possessed(name: str, lexicon: Lexicon) -> str | None:
    """Return the brand that a possessive or a plural is of: "LG's", "the HPs"."""
    if name.endswith("'s"):
        return lexicon.brand(name[:-2])
    is_plural = name.endswith("s") and not (name in lexicon.phrases or is_ordinary(name[:-1]))
    return lexicon.brand(name[:-1]) if is_plural else None


def _before(words: Words, index: int) -> str:
    """Return the word before a name, looking through "my" and "the": "for my HP printer" reads "for"."""
    previous = [word for word, _, _ in words[max(0, index - 4) : index]]
    if previous and previous[-1] in _AGES:
        previous.pop()
    if previous and previous[-1] in _DETERMINERS:
        previous.pop()
    if not previous:
        return ""
    if previous[-1] == "for" and previous[-2:-1] and (previous[-2] == "except" or previous[-2] in _SOUGHT):
        return previous[-2]
    if previous[-1] == "to" and not _LIMITS.isdisjoint(previous):
        return "only"
    return previous[-1]


def _is_meant(name: str, before: str, message: Message) -> bool:
    """Return whether a name is said as a brand: not as an everyday word, not as what the thing is to go with."""
    bare = name.removesuffix("'s")
    if before in _FOR or (before in _WHERE and is_ordinary(bare)):
        return False
    if not is_ordinary(bare) and len(name) > 1:
        return True
    if bare in message.proper:
        return True
    return not _is_ones_own(bare, message) and (before in BEFORE_BRAND or message.text.split(" ")[:1] == [name])


def _is_ones_own(name: str, message: Message) -> bool:
    """Return whether an everyday word is said of somebody: "my chief is watching"."""
    of_somebody = re.search(rf"\b(?:my|our|his|her|their|your) {re.escape(name)}\b", message.text)
    return is_ordinary(name) and name not in message.proper and bool(of_somebody)


def _misspelt(name: str, before: str, message: Message, lexicon: Lexicon) -> str | None:
    if (
        name in LEADING
        or name in CHAT
        or name in lexicon.phrases
        or name in lexicon.colours
        or name in VAGUE
        or before in _FOR
    ):
        return None
    if (before in _AUXILIARIES and is_english(name)) or (
        name not in message.proper and is_english(name.removesuffix("s"))
    ):
        return None  # "does not speak to me", "ferrite cores"
    near = lexicon.brand_like(name)
    if near and is_ordinary(near.lower()) and not (name in message.proper or before in BEFORE_BRAND):
        return None
    return near if near and is_in_english(message.text, lexicon) else None
