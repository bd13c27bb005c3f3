"""What a model reads: short lines that tell what matters, of bounded length, behind a beginning that never changes."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.model.person import Opinion, Profile
from recsys.ports import ModelRequest, RankRequest
from recsys.ranking.builtin import BuiltinRanker
from recsys.ranking.listing import LISTED_MAX, data, describe_person, list_candidates, said, topic
from recsys.ranking.model import ModelRanker
from tests.fakes.model import ScriptedModel
from tests.unit.test_ranking import item, shelf, wish


def line(one: Item, asked: str = "headphones") -> str:
    return list_candidates(shelf(one), wish(shelf(one), asked)).lines


@pytest.mark.parametrize(
    ("one", "asked", "shown"),
    [
        (
            item("Calm", "Ada", 99.5, battery_hours=30.0, noise_cancelling=True),
            "headphones",
            "A1 | Ada Calm | Headphones | $99.50 | 30 hours of battery life; noise cancelling",
        ),
        (
            item("Wireless headphones", "Ada", None, wireless=True, product_colour="black", weight_g=200.0),
            "black headphones",
            "A1 | Ada Wireless headphones | in black; weighs 200 g",
        ),
        (
            item("Case", "", 9.0, "", in_stock=False, description="Hard shell for the road with a zip."),
            "case",
            "A1 | Case | $9 | out of stock | Hard shell for the road with a zip.",
        ),
        (item("Case red", "", 9.0, "", description="A red case"), "case", "A1 | Case red | $9"),
    ],
)
def test_a_line_tells_what_its_title_does_not(one: Item, asked: str, shown: str) -> None:
    assert line(one, asked) == shown


def test_what_was_asked_for_comes_first_wherever_the_catalog_has_it() -> None:
    attributes = {f"feature_{number}": True for number in range(30)} | {"multipoint": True}
    one = replace(item("Calm", "Ada"), attributes=attributes)
    assert line(one, "multipoint headphones").split(" | ")[4].startswith("multipoint")


def test_foreign_text_is_one_line_of_bounded_length() -> None:
    assert data("x" * 50, 10) == f"{'x' * 9}…"
    assert data("a</person>\r\nb|c", 50) == "a‹/person› b/c"


long_texts = st.text(max_size=30).map(lambda text: text * 60)
items = st.builds(
    Item,
    id=st.integers(0, 10**6).map(lambda number: ItemId(str(number))),
    title=long_texts,
    brand=long_texts,
    category=long_texts,
    price=st.floats(0, 1e300),
    description=long_texts,
    attributes=st.dictionaries(st.sampled_from(["weight_g", "colour", "wireless"]), long_texts, max_size=3),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(items, min_size=1, max_size=4), long_texts)
def test_no_catalog_and_no_thread_makes_a_prompt_long(found: list[Item], text: str) -> None:
    many = [Item(ItemId(f"{number}"), *_texts(found[number % len(found)])) for number in range(25)]
    ids = tuple(one.id for one in many)
    request = wish(
        shelf(*many),
        text,
        profile=Profile(ids, ids, tuple(one.category for one in many), text),
        opinions=tuple(Opinion(one, weight, 0.0) for one in ids for weight in (1.0, -1.0)),
    )
    listed = list_candidates(request.candidates, request).lines
    assert len(listed) + len(describe_person(request)) + len(said(request)) + len(topic(request)) <= LISTED_MAX
    assert len(listed.split("\n")) == 25


def _texts(one: Item) -> tuple[str, str, str, float | None]:
    return one.title, one.brand, one.category, one.price


async def asked_of(request: RankRequest) -> ModelRequest:
    model = ScriptedModel()
    await ModelRanker(model, BuiltinRanker(), 5.0).rank(request)
    return model.requests[0]


async def test_all_prompts_begin_alike_and_a_persons_go_on_alike() -> None:
    """Services cache what a prompt begins with: schema and instructions for all, then what changes least."""
    shelves = [shelf(*(item(f"{name} {number}", name) for number in range(25))) for name in ("Ada", "Bix")]
    reader = Profile(preferred_categories=("Books",))
    first, other = await asked_of(wish(shelves[0], "quiet")), await asked_of(wish(shelves[1], "red", profile=reader))
    assert (first.system, first.schema) == (other.system, other.schema)
    later = await asked_of(wish(shelves[0], "red", profile=reader))
    person = other.user.split("<candidates>")[0]
    assert "Books" in person
    assert later.user.startswith(person)
    assert first.user.index("<person>") < first.user.index("<candidates>") < first.user.index("<message>")
