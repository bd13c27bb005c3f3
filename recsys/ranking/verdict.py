"""Several items side by side in one sentence: which is the cheapest, the lightest, lasts longest. Pure."""

from collections.abc import Iterator, Sequence

from recsys.model.answer import Difference
from recsys.model.catalog import Item
from recsys.ranking.attributes import clause_of
from recsys.ranking.comparing import cheapest_of, extremes, of_two, superlative, wins_clearly
from recsys.ranking.text import joined

_NAMED_MAX = 4
_NOUNS = {"In stock": "availability"}
"""Rows whose names are no nouns."""


def verdict(items: Sequence[Item], names: Sequence[str], rows: Sequence[Difference]) -> str:
    """Return what each item is best at, the winner of most first; or else in what they differ.

    `names` say which item is which ("the second"); `rows` are the differences of the same items, at least one.
    """
    wins = [list(_wins(item, items)) for item in items]
    clauses = [_clauses(won) or list(_alone(item, items))[:1] for item, won in zip(items, wins, strict=True)]
    order = sorted(range(len(items)), key=lambda place: -len(wins[place]))
    told = [f"{names[place]} {joined(clauses[place])}" for place in order if clauses[place]]
    if told:
        text = "; ".join(told)
    else:
        text = f"they differ in {joined([_in_a_sentence(row.name) for row in rows[:_NAMED_MAX]])}"
    return f"{text[:1].upper()}{text[1:]}."


def _in_a_sentence(name: str) -> str:
    """Return a row's name as a noun among others; what has capitals of its own ("USB ports") keeps them."""
    noun = _NOUNS.get(name, name)
    return noun if any(letter.isupper() for letter in noun[1:]) else noun.lower()


def _wins(item: Item, items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """Yield (verb, superlative) for all in which an item alone is clearly the best, each once."""
    best = [("is", "the cheapest")] if cheapest_of(item, items) else []
    for name, dimension in extremes(item, items):
        if wins_clearly(name, item, items):
            best.append(("is" if dimension.less else "has", superlative(name, dimension)))
    for verb, words in dict.fromkeys(best):
        yield verb, of_two(words).replace("the most ", "more ") if len(items) == 2 else words


def _alone(item: Item, items: Sequence[Item]) -> Iterator[str]:
    """Yield what the catalog says an item has or is and denies of all others."""
    for name, value in item.attributes.items():
        denied = all(other.attributes.get(name) is False for other in items if other.id != item.id)
        if value is True and denied and (clause := clause_of(name, value)):
            yield f"alone {clause.text}"


def _clauses(best: Sequence[tuple[str, str]]) -> list[str]:
    """Return one clause for each verb: "is the cheapest and lightest", "has the longest cable"."""
    clauses: list[str] = []
    for verb in ("is", "has"):
        if said := [words for of_verb, words in best if of_verb == verb]:
            rest = [words.removeprefix("the ") if verb == "is" else words for words in said[1:]]
            clauses.append(f"{verb} {joined([said[0], *rest])}")
    return clauses
