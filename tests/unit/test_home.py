"""The Home tab and the forms: Slack takes them whatever they hold, and they say what is known."""

import json
import re
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.budgets import amount_words, complaint, read_budget
from bot.costs import Prices, cost_of
from bot.home.blocks import home_view
from bot.home.learned import Words, learned
from bot.home.page import HomePage, Kept, ModelCost, PositionCount, Shelf, Shelved, TeamFigures, ThreadLink
from bot.home.prompts import suggested_prompts
from bot.home.shelves import SHELVES
from bot.home.team import team_blocks
from bot.modals.choices import matching
from bot.modals.find import find_view, in_words
from bot.modals.forget import forget_view
from bot.modals.form import option
from bot.modals.preferences import NAMES, changed, complaints, preferences_view
from bot.modals.shelf import PAGE_ITEMS, pages_of, shelf_view
from recsys.model.catalog import Item
from recsys.model.delivery import DailyUsage, ModelState
from recsys.model.ids import ItemId, UserId
from recsys.model.person import Opinion, Profile
from recsys.model.taste import Facet, FacetKind
from recsys.ports import CatalogVocabulary
from sandbox.block_kit import check_view
from tests.unit.block_kit_models import built
from tests.unit.test_blocks import calls_nobody, items, strings, texts

NOW = 1_700_000_000.0
DAY = 86_400
DATE = re.compile(r"<!date\^\d+\^\{\w+\}\|[\w ,-]+>")
amounts = st.none() | st.integers(1, 10**6).map(lambda cents: cents / 100)
many = tuple(f"Brand {n}" for n in range(130))
names = st.one_of(st.lists(texts, max_size=2).map(tuple), st.just(many))
profiles = st.builds(
    Profile,
    preferred_categories=names,
    preferred_brands=names,
    avoided_brands=names,
    avoided_categories=names,
    budget_hint=texts,
    budget_min=amounts,
    budget_max=amounts,
    learning=st.booleans(),
    surprises=st.booleans(),
)
shop_items = items.map(lambda item: replace(item, url=f"https://shop.example/{item.url}" if item.url else ""))
shelved = shop_items.flatmap(lambda item: st.sampled_from((Shelved(item.id, item), Shelved(item.id, None))))
shelves = st.builds(Shelf, st.lists(shelved, max_size=1).map(tuple).map(lambda few: few * 5), st.integers(0, 10**6))
counts = st.builds(PositionCount, *[st.integers(0, 10**9)] * 3)
costs = st.builds(ModelCost, texts, *[st.integers(0, 10**12)] * 3, st.floats(0, 1e9))
figures = st.builds(
    TeamFigures,
    items=st.integers(0, 10**7),
    changed_at=st.none() | st.floats(0, 4e9),
    waiting=st.integers(0, 10**7),
    model=texts,
    at=st.just(NOW),
    dollars=st.none() | st.floats(0, 1e9),
    costs=st.lists(costs, max_size=1).map(tuple).map(lambda few: few * 8),
    model_state=st.builds(ModelState, st.integers(1, 10**9), st.integers(0, 10**9), st.none() | st.floats(0, 4e9)),
    feedback=st.dictionaries(st.integers(1, 10), counts, max_size=3),
)
pages = st.builds(
    HomePage,
    profile=profiles,
    currency=st.sampled_from(("USD", "JPY", "XTS")),
    kept=st.builds(Kept, *[st.integers(0, 4_000)] * 3),
    learned=st.lists(texts, max_size=2).map(tuple),
    **dict.fromkeys(SHELVES, shelves),
    threads=st.lists(
        st.builds(ThreadLink, texts, texts.map("https://shop.example/".__add__), st.floats(0, 4e9)), max_size=2
    ).map(tuple),
    team=st.none() | figures,
)
vocabularies = names.map(
    lambda given: CatalogVocabulary(
        1, "USD", {name.lower(): (name, 1) for name in given}, {name.lower(): (name, 2) for name in given}, {}, {},
        frozenset(),
    )
)  # fmt: skip
sounds = [Item(ItemId(f"s{n}"), f"Sound {n}", brand="Sony", category="Headphones") for n in range(4)]


def assert_taken(view: dict[str, Any], kind: Any) -> None:
    check_view(view, kind=kind)
    built(view)
    for name, text in strings(view["blocks"]):
        assert calls_nobody(name, DATE.sub("", text)), text


@given(pages)
def test_every_home_is_taken_and_calls_nobody(page: HomePage) -> None:
    assert_taken(home_view(page), "home")


@given(profiles, vocabularies, texts)
def test_every_form_is_taken(profile: Profile, vocabulary: CatalogVocabulary, said: str) -> None:
    for view in (preferences_view(profile, vocabulary), find_view(said), forget_view()):
        assert_taken(view, "modal")


@given(st.sampled_from(sorted(SHELVES)), shelved, st.integers(0, 10**6), st.integers(0, 10**6))
def test_every_page_of_a_shelf_is_taken(name: str, one: Shelved, total: int, page: int) -> None:
    view = shelf_view(name, Shelf((one,) * PAGE_ITEMS, total), page % pages_of(total))
    assert_taken(view, "modal")


@given(profiles, vocabularies)
def test_a_form_that_is_sent_as_it_came_changes_no_names(profile: Profile, vocabulary: CatalogVocabulary) -> None:
    view = preferences_view(profile, vocabulary)
    after = changed(profile, {"state": {"values": sent(view)}})
    for name in NAMES:
        before = [known.lower() for known in getattr(profile, name)]
        assert sorted(set(before)) == sorted({known.lower() for known in getattr(after, name)})
    assert (after.learning, after.surprises) == (profile.learning, profile.surprises)


def sent(view: dict[str, Any]) -> dict[str, Any]:
    """Return the state of a form in which nothing was touched."""
    inputs = [(block["block_id"], block["element"]) for block in view["blocks"] if block["type"] == "input"]
    return {
        name: {
            element["action_id"]: {
                "type": element["type"],
                "value": element.get("initial_value"),
                "selected_options": element.get("initial_options", []),
            }
        }
        for name, element in inputs
    }


def test_a_menu_that_a_client_does_not_know_leaves_the_names_alone() -> None:
    profile = Profile(preferred_brands=("Bose",), budget_hint="mid-range")
    nothing: dict[str, Any] = {
        "state": {"values": {"switches": {"on": {"type": "checkboxes", "selected_options": []}}}}
    }
    after = changed(profile, nothing)
    assert (after.preferred_brands, after.budget_hint, after.learning) == (("Bose",), "mid-range", False)


@given(amounts, amounts, st.sampled_from(("USD", "EUR", "CHF")))
def test_a_budget_reads_back_as_it_is_written(low: float | None, high: float | None, currency: str) -> None:
    if low is not None and high is not None and low > high:
        low, high = high, low
    words = amount_words(low, high, currency)
    assert read_budget(words) == (low, high)
    assert not complaint(words)


@pytest.mark.parametrize("text", ["cheap", "as much as it takes", "27 inch"])
def test_words_without_an_amount_are_no_budget(text: str) -> None:
    assert read_budget(text) is None
    assert complaint(text).startswith("I see no amount in that.")


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("1.000", "“1.000” could be 1 or 1,000."),
        ("about $2.500", "“2.500” could be 2.5 or 2,500."),
        ("0", "Nothing costs less than that."),
        ("under 0.001", "Nothing costs less than that."),
        ("99999999999999999999", "That is more than anything costs."),
        ("under 300 over 100", "I can read only part of that."),
        ("100-300, or 400 at most", "I can read only part of that."),
    ],
)
def test_a_budget_that_would_be_guessed_is_asked_for_again(text: str, trouble: str) -> None:
    assert complaint(text).startswith(trouble)


@pytest.mark.parametrize("text", ["", "300", "€1.000", "1,000", "299.99", "1-2k", "over 50 but under 100", "0-50"])
def test_a_budget_that_says_what_it_means_is_taken(text: str) -> None:
    assert not complaint(text)


def test_nothing_is_both_liked_and_avoided() -> None:
    chosen = {"preferred_brands": ["Sony", "Bose"], "avoided_brands": ["HP", "Sony"], "preferred_categories": ["HP"]}
    values = {name: {"x": {"selected_options": [option(one, one) for one in names]}} for name, names in chosen.items()}
    assert complaints({"state": {"values": values}}) == {"avoided_brands": "You cannot both like and avoid Sony."}


@pytest.mark.parametrize(
    ("what", "category", "budget", "said"),
    [
        ("something quiet", "Headphones", "under $300", "Headphones something quiet, under $300"),
        ("quiet headphones", "Headphones", "", "quiet headphones"),
        ("standing desk", "Desks", "", "standing desk"),
        ("a bag for my laptop", "Laptop Bags", "", "a bag for my laptop"),
        ("mice", "Mouse Pads", "", "Mouse Pads mice"),
        ("", "Headphones", "over $100", "Headphones, over $100"),
        ("", "", "", ""),
    ],
)
def test_a_form_becomes_a_request(what: str, category: str, budget: str, said: str) -> None:
    assert in_words(what, category, budget) == said


def test_what_was_learned_is_told_with_its_evidence() -> None:
    items = {item.id: item for item in sounds}
    opinions = [Opinion(item.id, 1.0 if n else -1.0, NOW) for n, item in enumerate(sounds)]
    against = [Opinion(item.id, -1.0, NOW) for item in sounds[:2]]
    assert "You avoid Sony: you disliked 2." in learned(against, items, Profile(), now=NOW)
    assert "You lean towards Sony: you liked 3 and disliked 1." in learned(opinions, items, Profile(), now=NOW)
    assert learned(opinions[1:2], items, Profile(), now=NOW) == (), "one opinion may be an accident"
    assert learned(opinions, items, Profile(learning=False), now=NOW) == ()
    stated = Profile(preferred_brands=("Sony",))
    assert not any("Sony" in sentence for sentence in learned(opinions, items, stated, now=NOW))


@pytest.mark.parametrize(
    ("kind", "name", "thing"),
    [
        ("brand", "sony", "Sony"),
        ("category", "headphones", "Headphones"),
        ("price", "low", "cheaper models"),
        ("detail", "connection: bluetooth", "models that connect by Bluetooth"),
        ("detail", "form: in-ear", "in-ear models"),
        ("detail", "type: espresso", "models with the type “espresso”"),
        ("detail", "noise cancelling", "models with noise cancelling"),
        ("detail", "quiet", "quiet models"),
        ("detail", "left-handed", "left-handed models"),
        ("detail", "usb-c", "models tagged “USB-C”"),
        ("detail", "travel", "models tagged “travel”"),
    ],
)
def test_a_leaning_is_told_in_good_english(kind: FacetKind, name: str, thing: str) -> None:
    item = replace(sounds[0], tags=("travel", "left-handed"), attributes={"noise_cancelling": True})
    assert Words.of([item]).thing(Facet(kind, name)) == thing


def test_only_what_somebody_makes_comes_in_models() -> None:
    film = Item(ItemId("f"), "A film", category="Films", tags=("comedy",))
    assert Words.of([film]).thing(Facet("detail", "comedy")) == "items tagged “comedy”"


@given(st.sampled_from(get_args(FacetKind)), texts, st.lists(items, max_size=2))
def test_a_leaning_has_words_whatever_a_catalog_holds(kind: FacetKind, name: str, known: list[Item]) -> None:
    level = "high" if kind == "price" else name
    assert Words.of(known).thing(Facet(kind, level)) or not name.strip()


@pytest.mark.parametrize(
    ("changed_at", "dollars", "said"),
    [
        (NOW - 2 * DAY - 60, 3.184, ("19,406 items, changed <!date", "|2 days ago>", "this month*  $3.18")),
        (NOW - DAY + 1, 12.0, ("|23 hours ago>", "this month*  $12")),
        (NOW - 90, 0.0004, ("|1 minute ago>", "this month*  under $0.01")),
        (NOW + 5, 0.0, ("|just now>", "this month*  $0")),
        (None, None, ("19,406 items\\n", "this month*\\n")),
    ],
)
def test_admins_read_the_catalogs_age_and_the_months_cost(
    changed_at: float | None, dollars: float | None, said: tuple[str, ...]
) -> None:
    team = TeamFigures(items=19_406, changed_at=changed_at, waiting=0, model="", at=NOW, dollars=dollars)
    text = json.dumps(list(team_blocks(team)))
    assert all(part in text for part in said), text


@pytest.mark.parametrize(
    ("model", "state", "said"),
    [
        ("gpt", ModelState(), "*Model*  gpt\\n"),
        ("gpt", ModelState(1_200), "gpt, answered all 1,200 requests this month\\n"),
        (
            "gpt",
            ModelState(10, 7, NOW - 90),
            "answered 7 of 10 requests this month (70%) in its place, most recently <!date",
        ),
        ("", ModelState(10, 7, NOW - 90), "none: the built-in ranker answers\\n"),
    ],
)
def test_admins_read_whether_the_model_answers(model: str, state: ModelState, said: str) -> None:
    team = TeamFigures(items=1, changed_at=None, waiting=0, model=model, at=NOW, model_state=state)
    assert said in json.dumps(list(team_blocks(team)))


@given(st.lists(st.tuples(*[st.integers(0, 10**9)] * 3), max_size=4))
def test_every_token_costs_its_price_once(counts: list[tuple[int, int, int]]) -> None:
    usage = [
        DailyUsage("2026-11-23", UserId("U1"), "m", 1, cached + new, cached, out, 0.0) for cached, new, out in counts
    ]
    cached, new, out = (sum(row[place] for row in counts) for place in range(3))
    spent = cost_of(usage, Prices(input=2.0, cached=0.5, output=8.0))
    assert spent == pytest.approx((new * 2.0 + cached * 0.5 + out * 8.0) / 1e6)


@given(profiles, vocabularies)
def test_prompts_are_one_to_four_and_never_empty(profile: Profile, vocabulary: CatalogVocabulary) -> None:
    prompts = suggested_prompts(profile, vocabulary.categories, "USD")
    assert 1 <= len(prompts) <= 4
    assert all(prompt["title"].strip() and prompt["message"].strip() for prompt in prompts)
    json.dumps(prompts)


def test_prompts_go_by_the_person_before_the_catalog() -> None:
    categories = {"mice": ("Mice", 20), "desks": ("Desks", 9), "webcams": ("Webcams", 30)}
    profile = Profile(preferred_categories=("Desks",), avoided_categories=("Webcams",), budget_max=300.0)
    titles = [prompt["title"] for prompt in suggested_prompts(profile, categories, "USD")]
    assert titles == ["Desks under $300", "Mice under $300", "What would suit me?"]


def test_names_that_begin_with_what_was_typed_come_first() -> None:
    names = {"office chairs": ("Office Chairs", 3), "chairs": ("Chairs", 1), "desks": ("Desks", 9)}
    assert matching(names, "Chair") == ["Chairs", "Office Chairs"]
    assert matching(names, "")[0] == "Desks"
