"""A clause about an item and the English around it: articles, adjectives, plurals, participles. Pure."""

import re
from dataclasses import dataclass

from recsys.ranking.attribute_names import SPELLED
from recsys.ranking.text import article


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb and the rest, to follow a subject: ("has", "30 hours of battery life").

    `telling` is 0..1, below 0 where it should be said only when it was asked for, and `NEVER` where a built reason does
    not say it at all. `adjective` says the same
    before a noun ("wireless"), where that can be done.
    """

    verb: str
    rest: str
    telling: float
    adjective: str = ""

    @property
    def text(self) -> str:
        """Return both as one string."""
        return f"{self.verb} {self.rest}"

    @property
    def noun(self) -> str:
        """Return what follows "with", or ""."""
        return self.rest if self.verb in {"has", "includes"} else ""


NEVER = -1.0
"""How telling is what a built reason never says, because it reads badly: a size without its unit."""

_ENDS_IN_S = """
bus access process loss thickness gas axis focus class mass lens address chassis press status wireless gloss brightness
series
"""
UNCOUNTED = frozenset(_ENDS_IN_S.split())
"""Words that end in "s" and are no plurals."""

_MASS_NOUNS = re.compile(
    r"\b(?:Bluetooth|Wi-Fi|NFC|GPS|HDMI|ECC|LAN|Ethernet|lighting|backlighting|storage|memory|charging|support|life|"
    r"sound|audio|protection|management|adjustment|swap|scroll|upscaling|DVI|WAN|[Ax]?DSL|ISDN|stabili[sz]ation|multipoint|technology|delivery|(?!ring\b|string\b|spring\b)\w+ing|transparency|control|cancellation|recognition|"
    r"printing|encryption|armrests?|scrolling|feedback|PoE|RGB|LTE|autofocus|resistance|ink|ruling|power|USB(?:-[AC])?|"
    r"Thunderbolt(?: \d)?|DisplayPort|HDCP|MMS|CUDA|PhysX|GLONASS|Galileo|BeiDou|Miracast|LightScribe|PictBridge|"
    r"FreeSync|DLNA|WPS|QoS|AirPlay|AirPrint|NVMe|MIMO|sRGB|UHD|HD|SATA|[\dA-Z]*\d[DGK]|detection|reduction|"
    r"illumination|communication|aggregation|translation|negotiation|isolation|insulation|ventilation|navigation|"
    r"compensation|focus|scan|hold|divert|waiting|energy|charge|mute|off|playback|e-mail|speech|hardware|equipment|steam|distribution|VGA|"
    r"\w+ity|\w+ness|MagSafe|USB \d\.\d|RAM|paper|finish|teeth|feet|media|people)$"
)
_ENDINGS = re.compile(
    r"\b(?:\w+(?:less|able|ible|proof|ed|ic|[cn]al|ous)|isolating|portable|ready|free|silent|resistant|powered|backlit|"
    r"closed-back|open-back|quiet|automatic|plug[ -]and[ -]play|height[ -]adjustable|double-sided|self-adhesive|"
    r"compatible|duplex|lightweight|handed|profile)$",
    re.I,
)
_ABBREVIATED = re.compile(r"[A-Z]{2,}$")
_ALONE_WRITTEN = """
light compact slim tactile adhesive vegan small large full-size vertical split clicky secure manual colour color sturdy
widescreen outdoor indoor
"""
_ALONE = frozenset(_ALONE_WRITTEN.split())
_NOUNS_THOUGH = frozenset(
    {
        "music",
        "fabric",
        "speed",
        "feed",
        "bed",
        "logic",
        "table",
        "cable",
        "need",
        "plastic",
        "mic",
        "terminal",
        "journal",
        "signal",
        "shed",
    }
)


def is_adjective(text: str) -> bool:
    """Return whether a word or a few can follow "it is", as far as their ending tells ("foldable", "hot swappable")."""
    lowered = text.lower()
    return lowered in _ALONE or bool(
        _ENDINGS.search(lowered) and lowered.split()[-1] not in _NOUNS_THOUGH and not _ABBREVIATED.search(text)
    )


def attributive(text: str) -> str:
    """Return an adjective as it stands before a noun: "water resistant" is "water-resistant"."""
    if len(text.split()) > 3:
        return ""
    return text if any(char.isupper() for char in text) else re.sub(r"\s+", "-", text)


def with_article(noun: str) -> str:
    """Return "a microphone", and "Bluetooth" or "speakers" as they are."""
    last = noun.rsplit(maxsplit=1)[-1]
    plural = noun.endswith("s") and last not in UNCOUNTED and not last.endswith("ss")
    return noun if plural or _MASS_NOUNS.search(noun) else f"{article(noun)} {noun}"


def singular(noun: str) -> str:
    """Return a unit or a counted thing in the singular."""
    irregular = {"inches": "inch", "pages a minute": "page a minute", "people": "person"}
    return irregular.get(noun, noun.removesuffix("s"))


def softened(text: str) -> str:
    """Return "Plastic" as "plastic"; names with other capitals or digits ("USB-C", "Bluetooth 5") stay."""
    proper = any(char.isupper() or char.isdigit() for char in text[1:]) or text.lower() in SPELLED
    return text if proper else text[:1].lower() + text[1:]


def capitalised(text: str) -> str:
    """Return the text with a capital at its start, as a sentence begins; "macOS" keeps its own."""
    return text if any(char.isupper() for char in text.partition(" ")[0]) else text[:1].upper() + text[1:]


def plural_verb(verb: str) -> str:
    """Return a verb of the third person as it follows "they": "has" is "have", "weighs" is "weigh"."""
    first, _, rest = verb.partition(" ")
    bare = {"is": "are", "has": "have"}.get(first, first.removesuffix("s"))
    return f"{bare} {rest}".strip()


def participle(verb: str) -> str:
    """Return "weighing" of "weighs"; "" of "is"."""
    first, _, rest = verb.partition(" ")
    bare = first.removesuffix("s")
    irregular = {"run": "running", "fit": "fitting", "i": "", "ha": "having"}
    return f"{irregular.get(bare, bare.removesuffix('e') + 'ing')} {rest}".strip()
