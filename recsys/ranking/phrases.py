"""Facts into one English sentence, in shapes that differ from pick to pick. Pure.

With a noun for the thing, the sentence is built around it ("Quiet over-ear headphones with noise cancelling."), without
one around a subject ("It has noise cancelling and weighs 250 g.").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from recsys.ranking.clauses import Clause, capitalised, participle, plural_verb
from recsys.ranking.nouns import Noun
from recsys.ranking.text import article, joined

FactKind = Literal["request", "price", "person", "attribute", "match", "stock"]
Slot = Literal["clause", "purpose", "tail", "quote"]
"""Where a fact stands: a purpose after "for", a tail after the last comma, the catalog's words after a semicolon."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something true of an item, as a clause: `verb` and `rest` follow `subject`.

    `adjective` says the same before a noun, `noun` after "with"; a `bare` fact can stand nowhere but before a noun.
    `about` is the attribute it speaks of, if one.
    `salience` orders the facts of a pick: what was asked for first, then how it compares, then what it is.
    """

    kind: FactKind
    verb: str
    rest: str
    salience: float
    adjective: str = ""
    noun: str = ""
    slot: Slot = "clause"
    bare: bool = False
    about: str = ""

    @property
    def key(self) -> str:
        """Tell facts apart within a slate."""
        return f"{self.verb} {self.rest}"

    @property
    def subject(self) -> str:
        """Return who says it or of what it is said."""
        return "The catalog" if self.slot == "quote" else "It"


def fact_of(clause: Clause, kind: FactKind, salience: float, about: str = "") -> Fact:
    """Return what an attribute says as a fact."""
    return Fact(kind, clause.verb, clause.rest, salience, clause.adjective, clause.noun, about=about)


_MASS = frozenset({"paper", "ink", "memory", "software", "storage", "furniture", "clothing", "tape"})


@dataclass(frozen=True, slots=True)
class Parts:
    """The facts of a sentence, sorted into the places they take beside a noun."""

    adjectives: tuple[str, ...]
    purposes: tuple[str, ...]
    features: tuple[Fact, ...]
    clauses: tuple[Fact, ...]
    tails: tuple[Fact, ...]
    quotes: tuple[str, ...]


def parts_of(facts: Sequence[Fact], noun: Noun | None) -> Parts:
    """Sort facts into their places; without a noun, adjectives and features are clauses."""
    plain = sorted((fact for fact in facts if fact.slot == "clause"), key=lambda fact: fact.bare)
    adjectival = [fact for fact in plain if noun and fact.adjective]
    featured = [fact for fact in plain if noun and fact.noun and not fact.adjective]
    return Parts(
        adjectives=tuple(fact.adjective for fact in adjectival if noun and fact.adjective not in noun.text),
        purposes=tuple(fact.rest for fact in facts if fact.slot == "purpose"),
        features=tuple(sorted(featured, key=lambda fact: fact.rest.startswith("the "))),
        clauses=tuple(fact for fact in plain if fact not in adjectival and fact not in featured),
        tails=tuple(fact for fact in facts if fact.slot == "tail"),
        quotes=tuple(fact.rest for fact in facts if fact.slot == "quote"),
    )


def sentence(facts: Sequence[Fact], noun: Noun | None, position: int, brand: str = "") -> str:
    """Return one sentence in the shape that belongs to a position (from 0); `brand` may name the item's maker."""
    parts = parts_of(facts, noun)
    quoted = f"the catalog says {parts.quotes[0]}" if parts.quotes else ""
    if noun is None or not _has_detail(parts, noun):
        told = _subject_sentence(parts, position, brand) if _has_any(parts) else ""
    else:
        told = _noun_sentence(parts, noun, position, brand)
    return f"{capitalised('; '.join(part for part in (told, quoted) if part)).rstrip('. ')}."


def _has_any(parts: Parts) -> bool:
    return bool(parts.adjectives or parts.purposes or parts.features or parts.clauses or parts.tails)


def _has_detail(parts: Parts, noun: Noun) -> bool:
    """Return whether there is enough to say of the noun: "A cord." says nothing, "A power cord, the cheapest" does."""
    if parts.adjectives or parts.purposes or parts.features or parts.clauses or parts.quotes:
        return True
    return " " in noun.text and any(tail.rest.startswith("the ") for tail in parts.tails)


def _noun_sentence(parts: Parts, noun: Noun, position: int, brand: str) -> str:
    shape = position % 3
    if shape == 1:
        first = parts.tails[:1]
        if first and first[0].rest.startswith("the "):
            rest = _phrase(parts, noun, tails=parts.tails[1:])
            return f"{first[0].rest}: {rest}"
        return f"{'These are' if noun.plural else 'This is'} {_phrase(parts, noun, tails=parts.tails)}"
    if any(clause.rest.startswith("made by ") for clause in parts.clauses):
        brand = ""  # once is enough
    if shape == 2 and brand and noun.text.split()[-1] not in brand.lower() and (parts.features or parts.clauses):
        owner = f"{brand}'" if brand.endswith("s") else f"{brand}'s"
        clauses = [*parts.features, *parts.clauses, *(tail for tail in parts.tails if tail.rest.startswith("the "))]
        said = f"{owner} {_named(parts, noun)} {_predicate(clauses, plural=noun.plural)}"
        return said + "".join(f", {tail.rest}" for tail in parts.tails if tail not in clauses)
    return _phrase(parts, noun, tails=parts.tails)


def _named(parts: Parts, noun: Noun) -> str:
    purposes = f" for {joined(parts.purposes)}" if parts.purposes else ""
    return f"{' '.join((*parts.adjectives, noun.text))}{purposes}"


def _phrase(parts: Parts, noun: Noun, tails: Sequence[Fact]) -> str:
    """Return "a quiet mouse for travel with two wheels, weighing 76 g, the lightest of the three"."""
    named = _named(parts, noun)
    said = named if noun.plural or noun.text.split()[-1] in _MASS else f"{article(named)} {named}"
    if parts.features:
        said += f" with {joined([feature.noun for feature in parts.features])}"
    if parts.clauses and (parts.features or parts.purposes):
        said += ", " + joined([f"{participle(clause.verb)} {clause.rest}".strip() for clause in parts.clauses])
    elif parts.clauses and all(clause.verb == "is" for clause in parts.clauses):
        said += f" {joined([clause.rest for clause in parts.clauses])}"
    elif parts.clauses:
        said += f" that {_predicate(parts.clauses, plural=noun.plural)}"
    return said + "".join(f", {tail.rest}" for tail in tails)


def _subject_sentence(parts: Parts, position: int, brand: str) -> str:
    named = brand and " " not in brand and not any(clause.rest.startswith("made by ") for clause in parts.clauses)
    subject = ("It", "This one", f"The {brand}" if named else "It")[position % 3]
    suited = [Fact("request", "suits", joined(parts.purposes), 0)] if parts.purposes else []
    return f"{subject} {_predicate([*suited, *parts.features, *parts.clauses, *parts.tails], plural=False)}"


def _predicate(facts: Sequence[Fact], *, plural: bool) -> str:
    """Join clauses; like ones share their verb ("is wireless and quiet"), but for superlatives and long ones."""
    groups: dict[tuple[str, str], list[str]] = {}
    for fact in facts:
        first = fact.rest.split(" ", maxsplit=1)[0]
        apart = first if fact.verb == "is" and first in {"the", "made", "from", "one"} else ""
        groups.setdefault((fact.verb, apart), []).append(fact.rest)
    return joined([f"{plural_verb(verb) if plural else verb} {joined(rests)}" for (verb, _), rests in groups.items()])
