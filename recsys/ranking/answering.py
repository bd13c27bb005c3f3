"""The facts of an item that answer the words of a request: by attribute, tag, title, or the catalog's words. Pure."""

import re
from collections.abc import Iterator, Sequence

from recsys.model.answer import Candidate
from recsys.model.catalog import AttributeValue, Item
from recsys.ranking.attribute_names import SPELLED, read_name, spelled
from recsys.ranking.attributes import clause_of
from recsys.ranking.clauses import NEVER, UNCOUNTED, Clause, attributive, is_adjective, with_article
from recsys.ranking.directed import is_directed
from recsys.ranking.kind import stem
from recsys.ranking.phrases import Fact, fact_of
from recsys.ranking.text import content_words, count_word, quotable, word_set, words
from recsys.ranking.wish import Role, Wish

_ASKED, _WORD, _TITLE, _QUOTE = 95.0, 75.0, 32.0, 46.0
_TERMS_MAX = 8


def answering(candidate: Candidate, wish: Wish) -> Iterator[Fact]:
    """Yield the facts that answer a request, an attribute's before a tag's; the catalog's words only without these."""
    item = candidate.item
    taken = _own_words(item, wish)
    found = [*_stated(item, wish, taken)]
    matched = (word for said in candidate.evidence.matched for word in content_words(said))
    terms = [term for term in dict.fromkeys((*wish.terms, *matched)) if stem(term) not in taken][:_TERMS_MAX]
    answered: list[Fact] = []
    for term in _not_denied(item, terms):
        answered += _located(item, term, wish.roles.get(term), wish)
    yield from found
    yield from answered
    if not found and not answered and (quote := _quote(item, _heads(terms, wish))):
        yield quote


def _own_words(item: Item, wish: Wish) -> frozenset[str]:
    """Return stems that say nothing of this item: the kind of thing it is, and its brand."""
    return wish.kind | {stem(word) for word in (*words(item.category or item.title), *words(item.brand))}


def _heads(terms: Sequence[str], wish: Wish) -> list[str]:
    """Leave out words that say little without the next one: the "small" of "for small meetings"."""
    purposes = [term for term in terms if wish.roles.get(term) == "purpose"]
    modifiers = [term for term in terms if term not in purposes]
    return [*purposes[-1:], *(modifiers if wish.kind else modifiers[-1:])]


def _not_denied(item: Item, terms: Sequence[str]) -> list[str]:
    """Leave out words that an attribute denies: "no microphone" mentions a microphone."""
    denied = " ".join(read_name(name).plain for name, value in item.attributes.items() if value is False)
    return [term for term in terms if term.replace("-", " ") not in denied]


def _stated(item: Item, wish: Wish, taken: frozenset[str]) -> Iterator[Fact]:
    """Say what meets a stated colour, attribute, feature or quantity."""
    for colour in wish.colours:
        said = (clause for clause in _clauses_with(item, colour) if colour in clause.rest.lower())
        yield from (fact_of(clause, "request", 90) for clause in said)
    for name in wish.attributes:
        if name in item.attributes and (clause := _said(name, item.attributes[name])):
            yield fact_of(clause, "request", _ASKED)
    for feature in _not_denied(item, [feature for feature in wish.features if stem(feature) not in taken]):
        yield from _featured(item, feature, wish)
    for value, unit in wish.quantities:
        yield from _measuring(item, value, unit)


def _featured(item: Item, feature: str, wish: Wish) -> Iterator[Fact]:
    clauses = list(_clauses_with(item, feature))
    if clauses:
        yield fact_of(clauses[0], "request", _ASKED)
    elif any(feature == tag.lower() for tag in item.tags):
        named = next((clause for word in feature.split()[1:] if (clause := _named_so(item, word))), None)
        if named:  # "long battery": say how long
            yield fact_of(named, "request", _ASKED)
            return
        yield from _tagged(feature, _likely_role(feature), _ASKED - 5, wish)


def _measuring(item: Item, value: float, unit: str) -> Iterator[Fact]:
    for name, found in item.attributes.items():
        if found == value and read_name(name, units=True).unit == unit and (clause := _said(name, found)):
            yield fact_of(clause, "request", 88)


def _located(item: Item, term: str, role: Role | None, wish: Wish) -> Iterator[Fact]:
    """Say where the item answers a word: by an attribute best, else a tag, else its title."""
    for clause in _clauses_with(item, term):
        yield fact_of(clause, "request", _WORD + 5 * clause.telling)
        return
    for tag in item.tags:
        if _fits(tag, term, role, wish):
            several = words(tag) if " " in tag else ()
            if clause := next((found for word in several if (found := _named_so(item, word))), None):
                yield fact_of(clause, "request", _WORD)  # "long battery": say how long
                return
            if told := list(_tagged(tag, role or _likely_role(tag), _WORD - 5, wish)):
                yield from told
                return
            break
    if clause := _named_so(item, term):
        yield fact_of(clause, "request", _WORD - 10)
    elif (
        role == "modifier"
        and not _names_a_model(term)
        and re.search(rf"(?<![\w-]){re.escape(term)}(?![\w-])", item.title, re.IGNORECASE)
    ):
        yield Fact("request", "is", spelled(term), _TITLE, adjective=spelled(term), bare=not is_adjective(term))


def _names_a_model(term: str) -> bool:
    """Return whether a word is a model's name ("wh-1000xm5"), which says which thing it is and not what it is like."""
    return len(term) > 4 and any(char.isdigit() for char in term) and any(char.isalpha() for char in term)


def _fits(tag: str, term: str, role: Role | None, wish: Wish) -> bool:
    """Return whether a tag says a word that was asked for, and nothing against another one.

    It may say more of a purpose than was asked, "video calls" for "calls", and not else: "large meetings" are no answer
    to "small meetings".
    """
    stems = [stem(word) for word in words(tag)]
    if not stems or stem(term) not in stems or stems[0] in {"no", "not", "non"}:
        return False
    purposes = {
        count_word(int(word)) if word.isdecimal() else stem(word)
        for word, played in wish.roles.items()
        if played == "purpose"
    }
    return set(stems) <= wish.stems or (role == "purpose" and stems[-1] == stem(term) and purposes <= set(stems))


def _likely_role(tag: str) -> Role:
    """Return what a tag is by its form, where the request does not tell: "students" is what for, "USB-C" what with."""
    if is_adjective(tag) or (len(tag.split()) == 1 and spelled(tag) == tag and not names_a_use(tag)):
        return "modifier"
    return "purpose" if spelled(tag) == tag and not tag.endswith("cancelling") else "feature"


def _tagged(tag: str, role: Role, salience: float, wish: Wish) -> Iterator[Fact]:
    said = spelled(quotable(tag.lower()))
    if role == "purpose":
        yield Fact("request", "suits", _use(said, wish.text), salience, slot="purpose")
    elif is_adjective(said):
        yield Fact("request", "is", said, salience, adjective=attributive(said))
    elif role == "feature" or (" " in said and said.endswith("ing")):
        noun = with_article(said)
        yield Fact("request", "has", noun, salience, noun=noun)
    elif len(said.split()) == 1:
        yield Fact("request", "is", said, salience, adjective=said, bare=True)


_USES_WRITTEN = "travel music work school sport video photography business study people children"
_USES = frozenset(_USES_WRITTEN.split())


def names_a_use(word: str) -> bool:
    """Return whether a word, the last of a tag, says what things are for, as far as its form tells."""
    plural = word.endswith("s") and not word.endswith("ss") and word not in UNCOUNTED
    return plural or word.endswith("ing") or word in _USES


def _use(tag: str, text: str) -> str:
    """Return a tag as what something is for, as the person said it where they did: "the office", "office use"."""
    if said := re.search(rf"\bfor ((?:a|an|the|my|our) )?{re.escape(tag.lower())}(?![\w-])", text.lower()):
        owner = (said[1] or "").replace("my ", "your ").replace("our ", "your ")
        if owner or " " in tag:
            return f"{owner}{tag}"
    last = tag.rsplit(maxsplit=1)[-1]
    return tag if names_a_use(last) or last.lower() in SPELLED else f"{tag} use"


def _said(name: str, value: AttributeValue) -> Clause | None:
    """Return an attribute's clause where it reads well."""
    clause = clause_of(name, value)
    return clause if clause and clause.telling > NEVER else None


def _clauses_with(item: Item, term: str) -> Iterator[Clause]:
    """Yield the clauses of attributes that say a term: by value, or by name where the value is "yes"."""
    pattern = re.compile(rf"(?<!\w){re.escape(term.lower())}(?![a-z])")
    spaced = term.lower().replace("-", " ")
    for name, value in item.attributes.items():
        by_name = value is True and re.search(rf"\b{re.escape(spaced)}\b", read_name(name).plain)
        by_value = isinstance(value, str) and pattern.search(value.lower())
        if (by_name or by_value) and (clause := _said(name, value)):
            yield clause


def _named_so(item: Item, term: str) -> Clause | None:
    """Return the clause of an attribute whose name has the term: "battery" asks for `battery_hours`."""
    for name, value in item.attributes.items():
        if not isinstance(value, bool) and stem(term) in {stem(word) for word in read_name(name).plain.split()}:
            clause = clause_of(name, value)
            if clause and clause.telling >= 0:
                return clause
    return None


# --- the catalog's own words ------------------------------------------------------------------------------------------

_AGAINST = re.compile(
    r"\b(?:no|not|never|nor|without|cannot|can't|don't|doesn't|lacks?|missing|less|needs?|poor|stops?|but|only|too|"
    r"limits?|unless|instead|rather|avoid|except|harder?|else|you|your|ignore|best|most|least|perfect|ideal|top|buy|worst)\b|n't\b",
    re.I,
)
_FILLER = 12.0
_QUOTE_LENGTHS = range(20, 86)


def _quote(item: Item, terms: Sequence[str]) -> Fact | None:
    """Return a short piece of the description that says a word in a good sense, as far as its other words tell."""
    pieces = [piece for line in re.split(r"(?<=[.!?])\s+", item.description) for piece in _pieces(line, item.brand)]
    for term in terms:
        pattern = re.compile(rf"(?<![\w-]){re.escape(stem(term))}(?:e?s)?(?![\w-])", re.IGNORECASE)
        for piece in pieces:
            if pattern.search(piece):
                return Fact("request", "says", f"“{piece}”", _QUOTE, slot="quote")
    return None


def summary(item: Item) -> Iterator[Fact]:
    """Yield the first fitting piece of the description that says more than the title, for items with little else."""
    title = word_set(item.title)
    for line in re.split(r"(?<=[.!?])\s+", item.description):
        for piece in _pieces(line, item.brand):
            said = word_set(piece)
            if len(said & title) <= 0.5 * len(said):
                yield Fact("match", "says", f"“{piece}”", _FILLER, slot="quote")
                return


def _pieces(line: str, brand: str) -> Iterator[str]:
    """Yield a sentence if it is short enough, else its halves.

    Nothing that speaks against the thing or praises it, and nothing that speaks to its reader.
    """
    if _AGAINST.search(line) or is_directed(line, brand) or line.rstrip().endswith(("!", "?")):
        return
    parts = [line] if len(line) in _QUOTE_LENGTHS else re.split(r"[;:]\s+|,\s+(?:and|so|which)\s+", line)
    for part in parts:
        text = quotable(part).strip(" .,;:")
        if len(text) in _QUOTE_LENGTHS and text.count("(") == text.count(")"):
            yield text
