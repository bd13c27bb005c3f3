"""Small inputs in the benchmarks' own formats, made from the sample catalog: enough to see that each command works."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any


def write_small_inputs(folder: Path) -> None:
    """Write corpus, queries, qrels, products, sessions and ratings into a folder."""
    products = _products()
    _lines(folder / "corpus.jsonl", [_document(product) for product in products])
    queries = {"1": "quiet wireless headphones", "2": "mechanical keyboard", "3": "ergonomic office chair"}
    grades = {
        qid: {product["id"]: 3 if product["category"] == category else 0 for product in products}
        for qid, category in {"1": "Headphones", "2": "Keyboards", "3": "Office Chairs"}.items()
    }
    (folder / "queries.json").write_text(json.dumps(queries), encoding="utf-8")
    (folder / "qrels.json").write_text(json.dumps(grades), encoding="utf-8")
    _lines(folder / "products.jsonl", [_icecat(product) for product in products])
    _lines(folder / "sessions.jsonl", [_session()])
    _write_ratings(folder)


def _products() -> list[dict[str, Any]]:
    text = (files("recsys.catalog.sample") / "products.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()[1:]]


def _document(product: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": product["id"],
        "title": product["title"],
        "cls": product["brand"],
        "body": product["description"],
    }


def _icecat(product: dict[str, Any]) -> dict[str, Any]:
    row = {
        "id": product["id"],
        "title": product["title"],
        "supplier": product["brand"],
        "short_description": product["description"],
    }
    if "price" in product:
        row["price"] = product["price"] + 0.5  # no price sits exactly on a bound
    attributes: dict[str, Any] = product["attributes"]
    kinds = {bool: "b", int: "n", float: "n", str: "t"}
    row |= {f"attr_{kinds[type(value)]}_{name}": value for name, value in attributes.items() if name != "colour"}
    if "colour" in attributes:
        row["attr_t_product_colour"] = attributes["colour"]
    return row


def _session() -> dict[str, Any]:
    below = {"field": "price", "op": "<", "value": 300}
    no_sony = {"field": "brand", "op": "not_in", "value": ["Sony"]}
    turn: dict[str, Any] = {"refers_to": [], "slate": True, "no_repeat": False, "feasible": True}
    return {
        "id": "small-1",
        "query_id": None,
        "turns": [
            turn | {"say": "Show me headphones under $300.", "active": [below], "kind": "ask"},
            turn | {"say": "Not Sony, please.", "active": [below, no_sony], "kind": "brand_not"},
            turn | {"say": "Any others?", "active": [below, no_sony], "kind": "more", "no_repeat": True},
            turn
            | {
                "say": "Why the second?",
                "active": [below, no_sony],
                "kind": "explain",
                "refers_to": [2],
                "slate": False,
            },
        ],
    }


def _write_ratings(folder: Path) -> None:
    """Write ratings of 60 films by 30 users: each likes one of two genres, and every eleventh film is liked by all."""
    films = [f'{film},"Film {film} (19{film + 20})",{("Comedy", "Drama")[film % 2]}' for film in range(60)]
    ratings = [
        f"{user},{film},{5.0 if film % 11 == 0 or (film + user) % 2 == 0 else 2.0},{1_000 * user + (film * 7) % 60}"
        for user in range(30)
        for film in range(user % 5, 60)
    ]
    (folder / "films.csv").write_text("\n".join(("movieId,title,genres", *films)), encoding="utf-8")
    (folder / "ratings.csv").write_text("\n".join(("userId,movieId,rating,timestamp", *ratings)), encoding="utf-8")
    (folder / "users.txt").write_text("0\n7\n14\n", encoding="utf-8")


def _lines(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
