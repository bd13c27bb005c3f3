"""The catalog's vocabulary, arranged for reading messages: once a catalog version, 0.2 s for 20,000 items."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from recsys.conversation.interpret.measures import Attribute, attributes
from recsys.conversation.interpret.words import COLOUR_WORDS, COMPANY_WORDS, KNOWN_AS, LEADING, ORDINARY_NAMES
from recsys.ports import CatalogVocabulary, WordCounts
from recsys.ranking.kind import stem

PHRASE_WORDS = 4
"""The longest phrase of attribute values that is known, in words."""
_WORD = re.compile(r"[a-z0-9à-ÿ][a-z0-9à-ÿ.+#/'&-]*[a-z0-9à-ÿ+#]|[a-z0-9]")
_JOINED = re.compile(r"[a-z]{2,}(?:-[a-z]+){1,2}")
_SPELT_OFTEN = 5
_NO_PREFIX = frozenset(
    {"no", "non", "not", "with", "without", "and", "or", "to", "from", "is", "it", "up", "all", "any"}
)
_JOINERS = re.compile(r"(?:[\s'&!/-]|(?<!\d)\.|\.(?!\d))+")


def squash(text: str) -> str:
    """Return the letters and digits only: "Micro-ATX" and "micro atx" become the same."""
    return _JOINERS.sub("", text.lower())


def one_edit(word: str) -> Iterator[str]:
    """Yield the word and all that remain when one letter is left out: two words share one iff about one edit apart."""
    yield word
    for index in range(len(word)):
        yield word[:index] + word[index + 1 :]


def is_one_edit(left: str, right: str) -> bool:
    """Return whether one letter inserted, left out, replaced, or one pair swapped turns one word into the other."""
    if abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    rest_left, rest_right = left[start:], right[start:]
    return (
        rest_left[1:] == rest_right[1:]
        or rest_left[1:] == rest_right
        or rest_left == rest_right[1:]
        or (rest_left[:2] == rest_right[:2][::-1] and rest_left[2:] == rest_right[2:])
    )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What `Lexicon.of` derives.

    `brands` go from every way to write a name (squashed) to the catalog's spelling; `misspelt` from a brand with a
    letter left out to the squashed brands it may be. `phrases` count the items whose attribute values contain 1 to 4
    words in a row, `spellings` go from a squashed phrase to its most frequent spelling, `exact` are whole values.
    `category_words` are the words of categories, singular and plural; `category_forms` lead to them from misspellings,
    `category_heads` are the stems of the words that name one: the last of each ("Office Chairs"). `joined` go from the
    words of a hyphenated value to it: "over ear". `measures` are the numeric attributes, `names` tells the words of
    items' names.
    """

    currency: str
    brands: Mapping[str, str]
    brand_words: int
    misspelt: Mapping[str, tuple[str, ...]]
    categories: Mapping[str, str]
    colours: Mapping[str, int]
    compound_colours: tuple[str, ...]
    phrases: Mapping[str, int]
    spellings: Mapping[str, str]
    exact: Mapping[str, int]
    category_words: frozenset[str]
    category_forms: Mapping[str, tuple[str, ...]]
    category_heads: frozenset[str]
    category_stems: Mapping[str, str]
    joined: Mapping[str, str]
    measures: tuple[Attribute, ...]
    names: WordCounts | None

    @classmethod
    def of(cls, vocabulary: CatalogVocabulary) -> "Lexicon":
        """Arrange a vocabulary."""
        phrases = _phrases(vocabulary.values)
        brands = _brand_names(vocabulary, phrases)
        return cls(
            currency=vocabulary.currency,
            brands=brands,
            brand_words=max((len(name.split()) for name in vocabulary.brands), default=1) + 1,
            misspelt=_misspelt(brands),
            categories={name: spelling for name, (spelling, _) in vocabulary.categories.items()},
            colours=dict.fromkeys(COLOUR_WORDS, 0) | dict(vocabulary.colours),
            compound_colours=tuple(name for name in vocabulary.colours if " " in name),
            phrases=phrases,
            spellings=_spellings(phrases),
            exact=vocabulary.values,
            category_words=frozenset(form for name in vocabulary.categories for form in _forms(name)),
            category_forms=_misspelt({form for name in vocabulary.categories for form in _forms(name)}),
            category_heads=frozenset(stem(name.split()[-1]) for name in vocabulary.categories if name.split()),
            category_stems={
                " ".join(stem(word) for word in name.split()): spelling
                for name, (spelling, _) in vocabulary.categories.items()
            },
            joined={value.replace("-", " "): value for value in vocabulary.values if _is_joined(value)},
            measures=attributes(vocabulary.numeric),
            names=vocabulary.names,
        )

    def knows(self, phrase: str) -> bool:
        """Return whether some attribute value contains the phrase, in whatever spelling."""
        return phrase in self.phrases or squash(phrase) in self.spellings

    def names_something(self, phrase: str) -> bool:
        """Return whether each word of a phrase occurs in the names of items; False where these are not known."""
        words = _WORD.findall(phrase)
        return self.names is not None and bool(words) and all(self.names.count(word) for word in words)

    def names_nothing(self, phrase: str) -> bool:
        """Return whether some word of a phrase occurs in no name of an item; False where these are not known."""
        return self.names is not None and not self.names_something(phrase)

    def spelling(self, phrase: str) -> str:
        """Return the phrase as the catalog's attribute values spell it most often.

        Unchanged if they do not have it, or as it stands too, in names of items or often enough beside the most
        frequent spelling: what is said is looked for to the letter.
        """
        often = self.spellings.get(squash(phrase), phrase)
        # Names count words only: of a phrase with signs inside they tell something where values hardly do.
        is_word = phrase.isalnum() or (" " not in phrase and self.phrases.get(often, 0) < _SPELT_OFTEN)
        said = max(self.phrases.get(phrase, 0), self.names.count(phrase) if self.names and is_word else 0)
        return phrase if said >= min(_SPELT_OFTEN, max(1, self.phrases.get(often, 0) / _SPELT_OFTEN)) else often

    def count(self, phrase: str) -> int:
        """Return how many items have an attribute value that contains the phrase."""
        return self.phrases.get(self.spelling(phrase), 0)

    def join(self, text: str) -> str:
        """Write hyphenated values as the catalog does: "bean to cup" reads "bean-to-cup"."""
        words, index = text.split(" "), 0
        while index < len(words):
            for count in (3, 2):
                said = " ".join(words[index : index + count])
                joined = self.joined.get(said)
                if joined and self.spelling(said) != said and not LEADING.issuperset(words[index : index + count]):
                    words[index : index + count] = [joined]
                    break
            index += 1
        return " ".join(words)

    def category_named(self, name: str) -> str | None:
        """Return the catalog's spelling of a category of this name, in the singular or the plural."""
        return self.category_stems.get(" ".join(stem(word) for word in name.split()))

    def brand(self, name: str) -> str | None:
        """Return the catalog's spelling of a brand that is written like this, give or take spaces and points."""
        return self.brands.get(squash(name))

    def brand_like(self, name: str) -> str | None:
        """Return the brand that is one typing error away, if there is exactly one; short names must be exact."""
        key = squash(name)
        if len(key) < 5:
            return None
        near = {known for form in one_edit(key) for known in self.misspelt.get(form, ())}
        found = {self.brands[known] for known in near if known[0] == key[0] and is_one_edit(known, key)}
        return found.pop() if len(found) == 1 else None


def is_ordinary(name: str) -> bool:
    """Return whether a brand's name is an everyday word too, so that only its context or a capital tells."""
    return name in ORDINARY_NAMES


def _brand_names(vocabulary: CatalogVocabulary, phrases: Mapping[str, int]) -> dict[str, str]:
    names = {squash(name): spelling for name, (spelling, _) in vocabulary.brands.items()}
    by_count = sorted(vocabulary.brands.items(), key=lambda entry: -entry[1][1])
    for name, (spelling, count) in by_count:
        for short in _short_names(name):
            if phrases.get(short, 0) <= count:  # else a feature more than a brand: "rackmount" of "Rackmount.IT"
                names.setdefault(squash(short), spelling)
    for other, name in KNOWN_AS.items():
        if squash(name) in names:
            names.setdefault(squash(other), names[squash(name)])
    names.pop("", None)
    return names


def _short_names(name: str) -> Iterator[str]:
    """Yield what people leave off: the domain ("StarTech.com"), what sort of company it is ("Kingston Technology")."""
    bare = re.sub(r"\.(?:com|net|org|it|de|co)$", "", name)
    if bare != name:
        yield bare
    words = bare.split()
    while len(words) > 1 and words[-1].strip(".,") in COMPANY_WORDS:
        words = words[:-1]
        if len(words[0]) > 2:
            yield " ".join(words)


def _is_joined(value: str) -> bool:
    return bool(_JOINED.fullmatch(value)) and value.partition("-")[0] not in _NO_PREFIX


def _forms(category: str) -> Iterator[str]:
    """Yield the words of a category's name as they stand and in the singular."""
    for word in category.split():
        if word.isalpha():
            yield word
            yield stem(word)


def _misspelt(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for key in names:
        if len(key) >= 5:
            for form in one_edit(key):
                found.setdefault(form, set()).add(key)
    return {form: tuple(sorted(keys)) for form, keys in found.items()}


def _phrases(values: Mapping[str, int]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value, count in values.items():
        words = _WORD.findall(value)
        for start in range(len(words)):
            phrase = ""
            for word in words[start : start + PHRASE_WORDS]:
                phrase = f"{phrase} {word}" if phrase else word
                counts[phrase] = counts.get(phrase, 0) + count
        for part in {part for word in words if "/" in word for part in word.split("/") if part}:
            counts[part] = counts.get(part, 0) + count
    return {phrase: count for phrase, count in counts.items() if not phrase.replace(" ", "").isdigit()}


def _spellings(phrases: Mapping[str, int]) -> dict[str, str]:
    best: dict[str, str] = {}
    for phrase, count in phrases.items():
        key = squash(phrase)
        if key not in best or count > phrases[best[key]]:
            best[key] = phrase
    return best
