"""What a person likes, in words that catalog and person share."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

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
