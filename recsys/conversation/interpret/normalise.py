"""What Slack and keyboards do to text, undone: one canonical form in which the rules can be short.

The result is lower-case ASCII-like text with punctuation as words of its own. Amounts of money read `$150`. The signs
`$ @ % ^ |` occur only where this package writes them: money, reference, brand, colour, "something was taken out here".
"""

import html
import re
from dataclasses import dataclass

from recsys.conversation.interpret.numbers import figures
from recsys.conversation.interpret.phrases import written_out
from recsys.conversation.interpret.roundabout import STRAIGHT
from recsys.conversation.interpret.shorthand import REPLACEMENTS

_MARKUP = re.compile(r"<(?:[@#!][^>]*|[^>|\s]+\|([^>]*)|((?:https?|mailto|tel):[^>]*))>")
_EMOJI_WORDS = {
    "one": "number 1", "two": "number 2", "three": "number 3", "+1": "thumbs up", "thumbsup": "thumbs up",
    "ok_hand": "okay", "clap": "great", "raised_hands": "great", "heart": "great", "-1": "thumbs down",
    "thumbsdown": "thumbs down",
}  # fmt: skip
_PICTURES = str.maketrans(
    {"👍": " thumbs up ", "👎": " thumbs down ", "👌": " okay ", "👏": " great ", "🙌": " great "}
)
_ALONE = {"+1": "👍", "-1": "👎"}
"""Emoji as they are typed where no picture comes of it."""
_PICTURE = "\u2665"
"""Stands for every picture that says nothing until it is known what stands before it."""
_PICTURED = re.compile(
    r"(?P<within>\b(?:an?|the|my|our|your|some|any|for|of|with|new|and|or|in|to))?[\s,]*"
    "[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]+\\s*"
)
"""A picture ends a sentence, but for one between a determiner and its noun."""
_EMOJI = re.compile(r":([a-z0-9_+'-]+):(?!\d)", re.IGNORECASE)
_FACES = re.compile(r"(?<!\w)[:;]['-]?[()DP/](?!\w)")
_IN_BRACKETS = re.compile(r"(?<=[a-z] )\(([A-Za-z][\w-]*)\) (?=[a-z])")
"""A word in brackets that tells which: "disposable (single-use) batteries"."""
_BACKTICK = re.compile(r"`(?!\w)|(?<!\w)`")
_SIGNS = str.maketrans(
    {
        "`": "'",
        "‘": "'",
        "’": "'",
        "‛": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": " , ",
        "−": "-",
        "‑": "-",
        "…": " . ",
        "\u00a0": " ",
        "\u200b": "",
        "≤": " at most ",
        "≥": " at least ",
        "≈": "~",
        "@": " ",
        "%": " percent ",
        "^": " ",
        "|": " , ",
        "*": " ",
        "_": " ",
        "•": " , ",
        "(": " , ",
        ")": " , ",
        "[": " ",
        "]": " ",
        "{": " ",
        "}": " ",
        "\\": " ",
        "=": " ",
    }
)

_CURRENCY = r"(?:us\s?\$|usd|eur|gbp|chf|\$|€|£)"
_UNIT = r"(?:us dollars?|dol+[aeo]rs?|bu(?:ck|k)s?|usd|eur|euros?|gbp|quid|chf|francs?|\$|€|£)"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_MONEY = re.compile(
    rf"(?<![\w.]){_CURRENCY}\s?(?P<a>{_NUMBER})\s?(?P<ak>k\b|grand\b)?(?:\s?{_UNIT}(?!\w))?"
    rf"|(?<![\w.,])(?P<b>{_NUMBER})\s?(?P<bk>k|grand)?\s?-?{_UNIT}(?!\w)"
    rf"|(?<![\w.,])(?P<c>{_NUMBER})\s?(?P<ck>grand)\b"
)
_MONEY_RANGE = re.compile(
    rf"(?<![\w.,-])(?:{_CURRENCY}\s?)?(?P<low>{_NUMBER})\s?(?P<lk>k)?\s?-\s?(?P<cur>{_CURRENCY}\s?)?(?P<high>{_NUMBER})\s?(?P<hk>k)?"
    rf"(?:\s?(?P<unit>{_UNIT})(?!\w))?"
)
_THOUSANDS = re.compile(r"(?<![\w.,$])(\d{1,3}(?:,\d{3})+)(?![\w])")
_POUNDS = re.compile(r"\b(\d{2,}) pounds\b(?: sterling)?")
"""Few pounds are a weight."""
_K_ENDS = r"(?=\s*(?:$|[.,;!?]|and\b|or\b|to\b|max))"
_FEW_THOUSAND = re.compile(
    r"\b((?:under|below|over|above|about|around|than|most|least|maximum|minimum|up to|between|spend|budget|budget is) )"
    rf"(\d+(?:\.\d+)?)k{_K_ENDS}|\b((?:is|of|have|to|and|at|from|for|pay|afford|costs?|price|limit|only) |^)"
    rf"(\d{{2,}}|\d+\.\d+)k{_K_ENDS}|(?<![\w.])()(\d+(?:\.\d+)?)k(?= (?:max|maximum|tops|budget|or (?:less|more|"
    r"so)|at most))"
)
"""A figure with a "k" is as often a resolution or a speed ("4k", "15k"), but not after "under"."""
_CHAINED = re.compile(r"\b(\d[\d.]*)\s?([<>])\s?=?\s?[a-z]+\s?\2\s?=?\s?(?=\d)")
"""How engineers write a range: "50 < price < 90"."""
_LESS = re.compile(r"<\s?=?(?=\s?[$€£\d])")
_MORE = re.compile(r">\s?=?(?=\s?[$€£\d])")
_PLUS = re.compile(r"(\$\d+(?:\.\d+)?)\s?\+|(?<![\w.])(\d+)\s?\+(?=\s*(?:$|[.,!?]))")
_ISH = re.compile(r"(\$?\d+(?:\.\d+)?)\s?-?\s?ish\b")
_ISH_MONEY = re.compile(rf"(?<![\w.])(\d+(?:\.\d+)?)\s?-?\s?ish\s({_UNIT})(?!\w)")
_SAID_LOOSELY = re.compile(
    r"\b(than|under|over|below|above|up to|most|least|maximum|minimum|about|around|between)"
    r"\s+(?:like|say|maybe|around|about|roughly|perhaps|exactly)\s+(?=\$?\d)"
)
"""A limit holds however loosely its number is said: "less than like 75"."""
_PUNCTUATION = re.compile(r"\s*([,;!?]|\.(?!\w)|:(?!\d)|(?<!\w)/|/(?!\w)|\"|(?<!\w)-(?!\w))\s*")
_INCHES = re.compile(r"""(?<![\w".])(\d{1,3}(?:\.\d+)?)\s?(?:"|'')""")
_SPACES = re.compile(r"\s+")
_NO_WORD = re.compile(r"[^\W_]{50,}")
"""Too long to be said: a key, a hash, a cat on the keyboard."""
_AGAIN = re.compile(r"(\b\w+\b\W{0,3})\1{3,}")
"""The same word over and over says no more than thrice."""
_DASH = re.compile(r"(?<=[a-z]) - (?=[a-z])")
_WORD = re.compile(r"[^\W_][\w'.+-]*")


@dataclass(frozen=True, slots=True)
class Message:
    """A message in canonical form.

    `proper` are the lower-case words that were capitalised though no sentence began there: likely names. `capitals` are
    those that were written in capitals or with figures throughout: as often abbreviations.
    """

    text: str
    proper: frozenset[str]
    capitals: frozenset[str]


def normalise(text: str) -> Message:
    """Return the canonical form. Pure; never fails; an empty text for one without letters or digits."""
    text = _ALONE.get(text.strip(), text)
    plain = _FACES.sub(" . ", _EMOJI.sub(_emoji, html.unescape(_MARKUP.sub(_markup, text))))
    plain = _NO_WORD.sub(" ", _BACKTICK.sub(" ", _IN_BRACKETS.sub(r"\1 ", plain)))
    plain = _PICTURED.sub(_pictured, plain.translate(_SIGNS).translate(_PICTURES))
    proper, capitals = _proper(plain)
    lower = _CHAINED.sub(r" between \1 and ", _AGAIN.sub(r"\1\1\1", plain.lower()))
    lower = _LESS.sub(" under ", _MORE.sub(" over ", lower))
    lower = lower.replace("<", " ").replace(">", " ")
    lower = _INCHES.sub(r"\1 inch ", lower)
    lower = written_out(written_out(lower, REPLACEMENTS), STRAIGHT)
    lower = _POUNDS.sub(r"\1 gbp", figures(_SPACES.sub(" ", lower)))
    lower = _ISH_MONEY.sub(r"around \1 \2", lower)
    lower = _MONEY_RANGE.sub(_money_range, lower)
    lower = _MONEY.sub(_money, lower)
    lower = _FEW_THOUSAND.sub(_few_thousand, _THOUSANDS.sub(lambda match: match.group(1).replace(",", ""), lower))
    lower = _PLUS.sub(lambda match: f" at least {match.group(1) or match.group(2)}", lower)
    lower = _SAID_LOOSELY.sub(r"\1 ", _ISH.sub(r"around \1", _SPACES.sub(" ", lower)))
    lower = re.sub(r"\$(?!\d)|[€£~#](?!\d)", " ", lower)
    lower = _PUNCTUATION.sub(r" \1 ", f" {lower} ")
    lower = _DASH.sub(" , ", _SPACES.sub(" ", lower))
    return Message(lower.strip(), proper, capitals)


def _markup(match: re.Match[str]) -> str:
    return match.group(1) or " "


def _emoji(match: re.Match[str]) -> str:
    return f" {_EMOJI_WORDS.get(match.group(1).lower(), _PICTURE)} "


def _pictured(match: re.Match[str]) -> str:
    if match["within"] or not match.string[: match.start()].strip():
        return f"{match['within'] or ''} "
    return " . "


def _proper(text: str) -> tuple[frozenset[str], frozenset[str]]:
    words = set[str]()
    capitals = set[str]()
    begins = True
    letters = [char for char in text if char.isalpha()]
    if letters and all(char.isupper() for char in letters) and len(letters) > 12:  # shouting names nothing
        return frozenset(), frozenset()
    position = 0
    for match in _WORD.finditer(text):
        between = text[position : match.start()]
        begins = begins or any(char in between for char in ".!?\n:")
        word = match.group().rstrip(".'")
        if not begins and word[0].isupper() and word != "I":
            words.add(word.lower())
            if not any(char.islower() for char in word[1:]):
                capitals.add(word.lower())
        position, begins = match.start() + len(word), False
    return frozenset(words), frozenset(capitals)


def _value(number: str, thousand: str | None) -> str:
    if re.fullmatch(r"\d+,\d{1,2}", number):
        number = number.replace(",", ".")
    value = float(number.replace(",", "")) * (1000 if thousand else 1)
    return f"${value:g}" if value < 100_000 else f"${value:.0f}"


def _money(match: re.Match[str]) -> str:
    for name in ("a", "b", "c"):
        if match.group(name) is not None:
            return f" {_value(match.group(name), match.group(name + 'k'))} "
    return match.group()


def _money_range(match: re.Match[str]) -> str:
    said_money = match.group("unit") or match.group("cur") or re.match(r"\D", match.group())
    if not said_money:
        low, high = match.group("low"), match.group("high")
        return f"{low} - {high} " if not match.group("hk") else f"{match.group()} "
    thousand = match.group("hk")
    return f" {_value(match.group('low'), match.group('lk') or thousand)} to {_value(match.group('high'), thousand)} "


def _few_thousand(match: re.Match[str]) -> str:
    before, number = next((one, two) for one, two in zip(match.groups()[::2], match.groups()[1::2], strict=True) if two)
    return f"{before}{_value(number, 'k')}"
