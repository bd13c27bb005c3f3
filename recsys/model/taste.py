"""What a person likes, in words that catalog and person share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

FacetKind = Literal["brand", "category", "detail", "price"]


class Facet(NamedTuple):
    """One thing that items have in common; of an attribute the name is "form: in-ear". Case makes no difference."""

    kind: FacetKind
    name: str


@dataclass(frozen=True, slots=True)
class FacetEvidence:
    """Why a facet speaks for or against an item: how many items that have it were liked, and how many disliked.

    `affinity` is in -1..1; `stated` is set where the person said so in so many words.
    """

    facet: Facet
    liked: int
    disliked: int
    affinity: float
    stated: bool


class Offered(Protocol):
    """Something at a price, such as an item; `price` is in `currency` (an ISO 4217 code), None where not known."""

    @property
    def brand(self) -> str:
        """Return the brand, "" for none."""
        ...

    @property
    def category(self) -> str:
        """Return the category, "" for none."""
        ...

    @property
    def price(self) -> float | None:
        """Return the price."""
        ...

    @property
    def currency(self) -> str:
        """Return the price's currency."""
        ...


class Offer(NamedTuple):
    """What search knows of an item that it has not fetched."""

    brand: str
    category: str
    price: float | None
    currency: str


class Leaning(Protocol):
    """A person's taste as far as search can go by it."""

    def lifts(self, offers: Sequence[Offered]) -> NDArray[np.floating[Any]]:
        """Return what to add to each relevance in 0..1; shape (len(offers),)."""
        ...
