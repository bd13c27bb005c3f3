"""Learning from thumbs: how well later thumbs are ranked after k of them, by the bot's own learning.

    python -m benchmarks.feedback --ratings R.csv --items I.csv --test-users U.txt [--groups N] [--cost EVENTS] [--json]
    python -m benchmarks.feedback --simulate PEOPLE --catalog P.jsonl[.gz] [--cache DIR] [--json]
    python -m benchmarks.feedback --turns EVENTS --catalog P.jsonl[.gz] [--cache DIR] [--json]

Ratings are `userId,movieId,rating,timestamp`, items `movieId,title,genres`. Of each test user the first k thumbs are
told; ranked are the same for every k: those after the first 20, at most 100. All other users are the community. `auc`
is the mean over test users, `auc_pooled` takes all their thumbs together. With `--groups` as many other users are drawn
as test users, so often, to see what holds for them; with `--cost` the time that learning takes from so many events,
with `--turns` what it adds to whole turns in a team with so many.
"""

import argparse
import asyncio
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.feedback_figures import Grades, Scores, auc_by_user, disliked_at_3, interval, mean, pooled_auc
from benchmarks.feedback_simulation import simulate
from benchmarks.learning_cost import learning_cost
from benchmarks.learning_turns import learning_turns
from benchmarks.movie_thumbs import Thumbs, read_films, read_thumbs, read_users
from benchmarks.report import finish, progress
from recsys.model.catalog import Item
from recsys.model.ids import ItemId, UserId
from recsys.model.person import TeamOpinion
from recsys.profile.personal import personal_taste
from recsys.profile.team import TeamTaste
from recsys.profile.team_opinions import TeamOpinions

TOLD = (0, 1, 3, 5, 10, 20)
RANKED = 100
THUMBS_MIN, DISLIKES_MIN = 40, 5
"""What a user needs to be drawn for a group: as many as the fewest among the usual test users."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print progress on stderr and with `--json` the result as the last line of stdout."""
    options = _parser().parse_args(arguments)
    if options.simulate:
        finish(asyncio.run(simulate(options.catalog, options.cache, options.simulate)), as_json=options.json)
        return 0
    if options.turns:
        finish(asyncio.run(learning_turns(options.catalog, options.cache, options.turns)), as_json=options.json)
        return 0
    thumbs, films = read_thumbs(options.ratings), read_films(options.items)
    users = [user for user in read_users(options.test_users) if len(thumbs.get(user, ())) > max(TOLD)]
    if not users:
        sys.exit(f"No test user has more than {max(TOLD)} thumbs in {options.ratings}; name others in --test-users.")
    result = measure(thumbs, films, users)
    if options.groups:
        result["groups"] = [measure(thumbs, films, group) for group in _groups(thumbs, users, options.groups)]
    if options.cost:
        result["cost"] = learning_cost(options.cost)
    finish(result, as_json=options.json)
    return 0


def measure(thumbs: Thumbs, films: Mapping[ItemId, Item], users: Sequence[UserId]) -> dict[str, Any]:
    """Return the figures for some test users; `gain_95` is the interval of what the thumbs add to the prior's AUC."""
    team = _community(thumbs, films, frozenset(users))
    later = {user: thumbs[user][max(TOLD) : max(TOLD) + RANKED] for user in users}
    likes: Grades = {user: {thumb.item: int(thumb.weight > 0) for thumb in given} for user, given in later.items()}
    result: dict[str, Any] = {"users": len(users)}
    names = ("auc", "auc_95", "gain_95", "auc_pooled", "disliked@3")
    rows: dict[str, dict[str, Any]] = {name: {} for name in names}
    prior: Mapping[str, float] = {}
    for told in TOLD:
        scores: Scores = {user: _scores(team, thumbs, films, user, told) for user in users}
        by_user = auc_by_user(likes, scores)
        prior = prior or by_user
        gain = interval([by_user[user] - prior[user] for user in prior])
        figures = (mean(by_user), interval(list(by_user.values())), gain, round(pooled_auc(likes, scores), 4))
        for name, value in zip(names, (*figures, mean(disliked_at_3(likes, scores))), strict=True):
            rows[name][str(told)] = value
    progress(f"{len(users)} test users: AUC by thumbs told {rows['auc']}")
    return result | rows | {"prior_auc": rows["auc"]["0"]}


def _community(thumbs: Thumbs, films: Mapping[ItemId, Item], tested: frozenset[UserId]) -> TeamTaste:
    opinions = TeamOpinions()
    for user, given in thumbs.items():
        if user not in tested:
            opinions.add([TeamOpinion(user, thumb.item, thumb.weight, thumb.at) for thumb in given])
    return opinions.taste(films, {})


def _scores(team: TeamTaste, thumbs: Thumbs, films: Mapping[ItemId, Item], user: UserId, told: int) -> dict[str, float]:
    given = thumbs[user]
    taste = personal_taste(team, given[:told], films, now=given[max(TOLD)].at)
    later = [films[thumb.item] for thumb in given[max(TOLD) : max(TOLD) + RANKED]]
    return dict(zip((str(film.id) for film in later), taste.lifts(later).tolist(), strict=True))


def _groups(thumbs: Thumbs, tested: Sequence[UserId], count: int) -> list[list[UserId]]:
    others = [
        user
        for user, given in thumbs.items()
        if user not in tested and len(given) >= THUMBS_MIN and sum(thumb.weight < 0 for thumb in given) >= DISLIKES_MIN
    ]
    random = np.random.default_rng(1)
    return [[others[place] for place in random.permutation(len(others))[: len(tested)].tolist()] for _ in range(count)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.feedback", description="Learning from thumbs.")
    parser.add_argument("--ratings", type=Path, help="CSV: userId,movieId,rating,timestamp")
    parser.add_argument("--items", type=Path, help="CSV: movieId,title,genres")
    parser.add_argument("--test-users", type=Path, help="user ids, one a line")
    parser.add_argument("--simulate", type=int, default=0, help="hold turns with this many simulated people instead")
    parser.add_argument("--catalog", type=Path, help="products for them, one JSON object a line (.gz is fine)")
    parser.add_argument("--cache", type=Path, help="a directory with the products' vectors; else search is by words")
    parser.add_argument("--groups", type=int, default=0, help="measure this many groups of other users, too")
    parser.add_argument("--cost", type=int, default=0, help="measure the time that learning from so many events takes")
    parser.add_argument("--turns", type=int, default=0, help="measure whole turns in a team with so many opinions")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line of stdout")
    return parser


if __name__ == "__main__":
    sys.exit(main())
