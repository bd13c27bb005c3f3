"""A request, read once for all of its picks: which words were asked for, and what part each plays. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

from recsys.model.answer import Candidate
from recsys.model.constraints import AttributeIs, Colour, Feature
from recsys.ports import RankRequest
from recsys.ranking.attribute_names import UNITS
from recsys.ranking.clauses import is_adjective
from recsys.ranking.comparing import dimension_of
from recsys.ranking.kind import stem
from recsys.ranking.text import STOP_WORDS, content_words, quotable, words

Role = Literal["modifier", "purpose", "feature"]
"""What a word is in a request: "a quiet keyboard for the office with a backlight" has one of each, in this order."""

_ROLES: dict[str, Role] = {"for": "purpose", "with": "feature", "having": "feature"}
_OTHER_ENDS = frozenset({"in", "to", "that", "which", "from", "by", "on", "without", "under", "over"})
_ABOUT_PRICE = re.compile(
    r"\b(?:cheap\w*|inexpensive|less expensive|pric\w+|afford\w*|budget|cost\w*|bucks|save|saving)\b", re.I
)
_QUANTITY = re.compile(r"(\d+(?:\.\d+)?)[\s-]?([a-z]+|%)", re.I)
# A feature goes with a word where so many candidates bear the word, so many of them have the feature, and so much more
# often than those without the word.
_SUPPORT, _MOSTLY, _LIFT = 3, 0.7, 0.45


@dataclass(frozen=True, slots=True)
class Wish:
    """The words a person used, in order, with their roles, and what else was asked for.

    `quantities` are numbers with a unit ("27 inch"). `related` are names of boolean attributes that are true, among
    these candidates, where an asked word is and rarely elsewhere: what makes headphones quiet in this catalog.
    `middles` are medians, over the candidates, of attributes in which more or less is better.
    """

    terms: tuple[str, ...]
    topic: str
    text: str = ""
    roles: dict[str, Role] = field(default_factory=dict[str, Role])
    kind: frozenset[str] = frozenset()
    features: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    quantities: tuple[tuple[float, str], ...] = ()
    related: frozenset[str] = frozenset()
    about_price: bool = False
    middles: dict[str, float] = field(default_factory=dict[str, float])

    @property
    def named(self) -> frozenset[str]:
        """Return the stems that may name the thing: its kind, or else the last word before any "for" or "with"."""
        return self.kind or _last_modifier(self.roles)

    @property
    def stems(self) -> frozenset[str]:
        """Return the stems of all words asked for."""
        return frozenset(stem(term) for term in self.terms)


def read_wish(request: RankRequest) -> Wish:
    """Read a request once for all of its picks."""
    wanted = request.constraints
    text = request.topic or request.said
    terms = content_words(text)
    return Wish(
        terms=terms,
        topic=quotable(request.topic),
        text=text,
        roles=_roles(text),
        kind=request.kind,
        features=tuple(c.text for c in wanted if isinstance(c, Feature) and c.wanted),
        colours=tuple(colour for c in wanted if isinstance(c, Colour) and c.wanted for colour in (c.value, *c.others)),
        attributes=tuple(c.name for c in wanted if isinstance(c, AttributeIs)),
        quantities=tuple(
            _quantities(" ".join((text, *(c.text for c in wanted if isinstance(c, Feature) and c.wanted))))
        ),
        related=_related(terms, request.candidates),
        about_price=bool(_ABOUT_PRICE.search(request.said)),
        middles=_middles(request.candidates),
    )


def named_thing(topic: str) -> frozenset[str]:
    """Return the stem of the word that names the thing in a topic, as far as its place tells; empty for none."""
    return _last_modifier(_roles(topic))


def _last_modifier(roles: Mapping[str, Role]) -> frozenset[str]:
    before = [word for word, role in roles.items() if role == "modifier" and word.isalpha() and not is_adjective(word)]
    return frozenset(stem(word) for word in before[-1:])


def _roles(text: str) -> dict[str, Role]:
    role: Role | None = "modifier"
    roles: dict[str, Role] = {}
    before = ""
    for word in words(text):
        counted, before = bool(roles) and before.isdigit(), word
        if counted:
            continue  # "switch 24 port": how much, and not what
        if word in _ROLES:
            role = _ROLES[word]
        elif word in _OTHER_ENDS and roles:
            role = None
        elif role and word not in STOP_WORDS:
            roles.setdefault(word, role)
    return roles


def _quantities(text: str) -> Iterator[tuple[float, str]]:
    for match in _QUANTITY.finditer(text):
        if unit := UNITS.get(match[2].lower()):
            yield float(match[1]), unit


def _middles(candidates: Sequence[Candidate]) -> dict[str, float]:
    values: dict[str, list[float]] = {}
    for candidate in candidates:
        for name, value in candidate.item.attributes.items():
            if not isinstance(value, bool | str) and dimension_of(name):
                values.setdefault(name, []).append(value)
    return {name: median(found) for name, found in values.items() if len(found) >= _SUPPORT}


def _related(terms: Sequence[str], candidates: Sequence[Candidate]) -> frozenset[str]:
    """Return, for each word that some candidates bear, the one feature that goes with it most."""
    return frozenset(name for term in terms if (name := _goes_with(term, candidates)))


def _goes_with(term: str, candidates: Sequence[Candidate]) -> str:
    bearing, others = list[set[str]](), list[set[str]]()
    for candidate in candidates:
        item = candidate.item
        bears = item.attributes.get(term) is True or any(term == tag.lower() for tag in item.tags)
        (bearing if bears else others).append({name for name, value in item.attributes.items() if value is True})
    if len(bearing) < _SUPPORT or len(others) < _SUPPORT:
        return ""
    lifts = {name: _share(name, bearing) - _share(name, others) for name in set[str]().union(*bearing) - {term}}
    best = max(sorted(lifts), key=lambda name: lifts[name], default="")
    return best if best and lifts[best] >= _LIFT and _share(best, bearing) >= _MOSTLY else ""


def _share(name: str, among: Sequence[set[str]]) -> float:
    return sum(name in names for names in among) / len(among)
