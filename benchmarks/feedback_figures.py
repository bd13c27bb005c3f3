"""Figures of rankings of thumbs, all computed by `ir_measures`, and their intervals."""

from collections.abc import Mapping, Sequence
from typing import Any

import ir_measures
import numpy as np

Grades = dict[str, dict[str, int]]
"""User to item to 1 for a like and 0 for a dislike."""
Scores = dict[str, dict[str, float]]
DRAWS = 2_000

_measures: Any = ir_measures
"""Its measures carry no types."""


def auc_by_user(likes: Grades, scores: Scores) -> dict[str, float]:
    """Return how probably a liked item stands before a disliked one, by user; users with one kind only are left out.

    `likes` grade a like 1 and a dislike 0. This is the area under the ROC curve; `ir_measures` calls it accuracy.
    """
    both = {user: grades for user, grades in likes.items() if len(set(grades.values())) == 2}
    return _by_user(_measures.Accuracy(rel=1), both, {user: scores[user] for user in both})


def pooled_auc(likes: Grades, scores: Scores) -> float:
    """Return the same over the thumbs of all users as if one had given them."""
    grades = {f"{user} {item}": grade for user, given in likes.items() for item, grade in given.items()}
    told = {f"{user} {item}": score for user, given in scores.items() for item, score in given.items()}
    return auc_by_user({"all": grades}, {"all": told}).get("all", 0.0)


def disliked_at_3(likes: Grades, scores: Scores) -> dict[str, float]:
    """Return the share of dislikes among the first three, by user."""
    dislikes = {user: {item: 1 - grade for item, grade in grades.items()} for user, grades in likes.items()}
    return _by_user(_measures.P @ 3, dislikes, scores)


def mean(values: Mapping[str, float]) -> float:
    """Return the mean over users, rounded to four places."""
    return round(float(np.mean(list(values.values()))), 4) if values else 0.0


def interval(values: Sequence[float]) -> list[float]:
    """Return the 95 % interval of the mean, by bootstrap over users."""
    drawn = np.random.default_rng(1).integers(0, len(values), (DRAWS, len(values)))
    low, high = np.percentile(np.array(values)[drawn].mean(axis=1), (2.5, 97.5))
    return [round(float(low), 4), round(float(high), 4)]


def _by_user(measure: object, grades: Grades, scores: Scores) -> dict[str, float]:
    found = _measures.iter_calc([measure], {user: dict(of) for user, of in grades.items()}, scores)
    return {one.query_id: float(one.value) for one in found}
