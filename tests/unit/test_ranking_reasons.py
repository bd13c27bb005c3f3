"""Reasons: sentences a person would send, each true, each its own."""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from recsys.model.answer import Candidate, Evidence
from recsys.model.catalog import AttributeValue, Item
from recsys.model.constraints import AttributeIs, Colour, Feature, PriceMax, PriceMin
from recsys.model.ids import ItemId
from recsys.model.person import Opinion, Profile
from recsys.ports import RankRequest
from recsys.ranking.attributes import clause_of
from recsys.ranking.builtin import BuiltinRanker
from recsys.ranking.claims import Ground, unsupported
from recsys.ranking.nouns import noun_of
from recsys.ranking.reasons import REASON_LENGTH, reasons_for
from recsys.ranking.text import article, content_words, item_text, joined, money, number
from recsys.ranking.verify import clean_sentence
from recsys.ranking.wish import read_wish
from tests.unit.test_ranking import item, shelf, wish

ICECAT = Path(__file__).parents[3] / "shared" / "data" / "icecat" / "products.jsonl.gz"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("battery_hours", 30.0, "has 30 hours of battery life"),
        ("total_battery_hours", 24.0, "has 24 hours of total battery life"),
        ("weight_g", 250.0, "weighs 250 g"),
        ("noise_cancelling", True, "has noise cancelling"),
        ("wireless", True, "is wireless"),
        ("microphone", True, "has a microphone"),
        ("b_bluetooth", True, "has Bluetooth"),
        ("usb_2_0_ports_quantity", 4.0, "has 4 USB 2.0 ports"),
        ("product_colour", "Black,Silver", "comes in black and silver"),
        ("t_product_colour", "Black", "comes in black"),
        ("printing_colours", "Cyan", "prints in cyan"),
        ("pages_per_minute", 21.0, "prints 21 pages per minute"),
        ("quantity_per_pack", 6.0, "comes in a pack of 6"),
        ("screen_inches", 27.0, "has a 27-inch screen"),
        ("screen_inches", 8.0, "has an 8-inch screen"),
        ("warranty_years", 2.0, "has a 2-year warranty"),
        ("display_resolution", "1920 x 1080", "has a display resolution of 1920 x 1080"),
        ("processor_cores", "4", "has 4 processor cores"),
        ("material", "Plastic, Steel", "is made of plastic and steel"),
        ("connection", "bluetooth, usb-c", "connects by Bluetooth and USB-C"),
        ("connectivity_technology", "Wired", "is wired"),
        ("form", "over-ear", "has an over-ear design"),
        ("compatibility", "LaserJet 4000", "works with LaserJet 4000"),
        ("operating_system_installed", "Windows 10 Pro", "runs Windows 10 Pro"),
        ("hdd_capacity", 250.0, "lists an HDD capacity of 250"),
        ("ram_gb", 16.0, "has 16 GB of RAM"),
        ("capacity_gb", 512.0, "has a capacity of 512 GB"),
        ("capacity_in_cups", 8.0, "has a capacity of 8 cups"),
        ("displayports_quantity", 2.0, "has 2 displayports"),
        ("maximum_number_of_players", 10.0, "supports up to 10 players"),
        ("automatic_voltage_regulation_avr", True, "has an automatic voltage regulation"),
        ("toy_figure_s_included", True, "includes toy figures"),
        ("compatible_operating_systems", "Windows, Linux", "works with Windows and Linux"),
        ("print_technology", "Laser printing", "uses laser printing"),
        ("print_technology", "Laser", "has laser print technology"),
        ("contrast_ratio_typical", "3000:1", "has a typical contrast ratio of 3000:1"),
        ("power_source", "AC", "is powered by mains"),
    ],
)
def test_attributes_become_clauses(name: str, value: AttributeValue, said: str) -> None:
    clause = clause_of(name, value)
    assert clause is not None
    assert clause.text == said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("wireless", False),
        ("package_weight_g", 100.0),
        ("colour", True),
        ("optical_drive", "Not available"),
        ("country_of_origin", "China"),
        ("release_year", 2021.0),
        ("hdmi_ports", 0.0),
        ("notes", "x" * 80),
        ("h_v_sync", True),
        ("2_5_bays", 6.0),
        ("generation", "9th Generation"),
        ("minimum_processor", "Pentium III"),
        ("", "x"),
        ("_", 3.0),
    ],
)
def test_what_tells_nothing_is_left_unsaid(name: str, value: AttributeValue) -> None:
    assert clause_of(name, value) is None


def test_numbers_money_and_grammar() -> None:
    assert [number(30.0), number(6.25), number(23000.0)] == ["30", "6.25", "23,000"]
    assert [money(79, "USD"), money(1299.5, "EUR"), money(5, "CHF")] == ["$79", "€1,299.50", "5 CHF"]
    assert [joined(["a"]), joined(["a", "b"]), joined(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
    spoken = ("HDD", "USB port", "hour", "ECC", "user", "apple", "SSD", "UPS")
    assert [article(noun) for noun in spoken] == ["an", "a", "an", "an", "a", "an", "an", "a"]


SLATE = shelf(
    item("WH-1", "Sony", 348.0, noise_cancelling=True, battery_hours=30.0, weight_g=250.0, wireless=True),
    item("QC", "Bose", 299.0, noise_cancelling=True, battery_hours=24.0, weight_g=235.0, description="Quiet and soft."),
    item("M50", "Audix", 149.0, noise_cancelling=False, weight_g=285.0, colour="Black", tags=("studio",)),
)


def reasons(request: RankRequest) -> tuple[str, ...]:
    return reasons_for(request.candidates, request)


def test_what_was_asked_for_comes_first() -> None:
    first, second, _ = reasons(wish(SLATE, "headphones", Feature("noise cancelling")))
    assert "noise cancelling" in first
    assert "noise cancelling" in second
    assert "black" in reasons(wish(SLATE[2:], "headphones", Colour("black")))[0].lower()
    assert "30 hours of battery" in reasons(wish(SLATE[:1], "x", AttributeIs("battery_hours", ">=", 20.0)))[0]
    assert "studio" in reasons(wish(SLATE, "studio headphones"))[2].lower()


def test_a_word_of_the_description_is_quoted_and_not_made_a_property() -> None:
    needs = shelf(item("HD", "Senn", 179.0, description="They leak sound, so they need a quiet room."))
    assert "quiet" not in reasons(wish(needs, "quiet headphones"))[0].lower()


def test_price_is_told_where_it_means_something_and_by_one_pick() -> None:
    told = reasons(wish(SLATE))
    assert [("$" in reason or "cheap" in reason or "price" in reason) for reason in told].count(True) <= 1
    assert "$151 below your limit of $300" in reasons(wish(SLATE[2:], "x", PriceMax(300)))[0]
    assert "$199 under the $348 mark" in reasons(wish(SLATE[2:], "x", PriceMax(348, inclusive=False)))[0]
    assert "$" not in reasons(wish(SLATE[1:2], "x", PriceMin(200), PriceMax(300)))[0]
    assert "within your usual budget of $200" in reasons(wish(SLATE[2:], profile=Profile(budget_max=200.0)))[0]
    assert "usual budget" not in reasons(wish(SLATE[:1], profile=Profile(budget_max=200.0)))[0]


def test_a_request_about_price_lets_every_pick_speak_of_it() -> None:
    told = reasons(replace(wish(SLATE, "headphones", PriceMax(400, inclusive=False)), said="cheaper"))
    assert all("mark" in reason or "cheapest" in reason for reason in told)


MOUSE = item(
    "Calm", "Ada", category="Mice", tags=("quiet", "travel", "large meetings"), weight_g=90.0, connection="bluetooth"
)


@pytest.mark.parametrize(
    ("topic", "said", "unsaid"),
    [
        ("quiet mouse", "quiet mouse", "tagged"),
        ("mouse for travel", "mouse for travel", " use"),
        ("travel mouse", "travel mouse", "for"),
        ("mouse for small meetings", "mouse", "meetings"),
        ("mouse for meetings", "for large meetings", "tagged"),
        ("bluetooth mouse", "connects by Bluetooth", "bluetooth"),
    ],
)
def test_a_tag_becomes_part_of_the_description(topic: str, said: str, unsaid: str) -> None:
    [reason] = reasons(replace(wish(shelf(MOUSE), topic), kind=frozenset({"mouse"})))
    assert said in reason
    assert unsaid not in reason


def test_a_word_of_the_request_stands_only_before_the_thing_it_was_said_of() -> None:
    bag = item("Pack", "Ada", category="Backpacks", tags=("travel",), capacity_l=40.0)
    assert "travel backpack" in reasons(replace(wish(shelf(bag), "travel backpack"), kind=frozenset({"backpack"})))[0]
    assert "travel" not in reasons(wish(shelf(bag), "travel mug"))[0]


@pytest.mark.parametrize(
    ("title", "called"),
    [
        ("Bix UTP networking cable 5 m Gray", "networking cable"),
        ("Bix flat panel desk mount Metallic", "flat panel desk mount"),
        ("Bix Wireless mouse RF Optical", "mouse"),
        ("Bix Cable Tray (100 cables)", ""),
    ],
)
def test_what_a_title_calls_a_thing_in_lower_case_is_its_name(title: str, called: str) -> None:
    alike = [Item(ItemId(f"{n}"), f"Ada {called} 9", "Ada") for n in range(3)]
    request = wish(shelf(Item(ItemId("x"), title, "Bix"), *alike), "mouse" if called == "mouse" else "thing")
    noun = noun_of(request.candidates[0].item, read_wish(request), request.candidates)
    assert (noun.text if noun else "") == called


def test_the_three_sentences_differ_in_shape() -> None:
    slate = shelf(
        item("a", "Ada", 9.0, wireless=True, battery_hours=9.0),
        item("b", "Bix", 9.0, wireless=True, microphone=True),
        item("c", "Cor", 9.0, wireless=True, noise_cancelling=True),
    )
    assert reasons(wish(slate, "wireless headphones")) == (
        "Wireless headphones with 9 hours of battery life.",
        "These are wireless headphones with a microphone.",
        "Cor's wireless headphones have noise cancelling.",
    )


def test_what_goes_with_an_asked_word_is_told_where_the_word_is_not() -> None:
    """Among these candidates noise cancelling goes with "quiet", so it answers a request for quiet ones."""
    quiet = [item(f"q{n}", "Ada", tags=("quiet",), noise_cancelling=True, wireless=True) for n in range(3)]
    loud = [item(f"l{n}", "Bix", tags=("loud",), noise_cancelling=False, wireless=True) for n in range(3)]
    only = item("silent", "Cor", noise_cancelling=True, wireless=True)
    request = wish(shelf(*quiet, *loud, only), "quiet headphones")
    assert "noise cancelling" in reasons_for(request.candidates[-1:], request)[0]


def test_a_worse_number_than_most_have_is_no_reason() -> None:
    many = shelf(*(item(f"n{hours}", "Ada", battery_hours=float(hours), wireless=True) for hours in (5, 40, 42, 45)))
    assert "5 hours" not in reasons_for(many[:1], wish(many))[0]
    assert "45 hours" in reasons_for(many[-1:], wish(many))[0]


def test_history_is_told_where_it_is_so() -> None:
    liked = item("Old", "Bose")
    bare = shelf(item("WH-1", "Sony"), item("QC", "Bose"))
    told = reasons(wish(bare, opinions=(Opinion(liked.id, 1.0, 0.0),), known=(liked,)))
    assert "from Bose like the Bose Old you liked" in told[1]
    assert "you liked" not in told[0]
    assert "you looked at recently" in reasons(wish(bare[:1], profile=Profile(recent_views=(ItemId("WH-1"),))))[0]


def test_items_of_which_the_catalog_says_the_same_are_told_apart() -> None:
    twins = shelf(item("a", "Ada", None), item("b", "Ada", None), item("c", "Ada", None))
    assert len(set(reasons(wish(twins)))) == 3


def test_no_superlative_without_all_the_numbers() -> None:
    unpriced = shelf(item("a", "Ada", None), item("b", "Bix", 10.0), item("c", "Cor", 20.0))
    assert not any("cheapest" in reason for reason in reasons(wish(unpriced)))
    level = shelf(item("a", "Ada", 10.0), item("b", "Bix", 10.0))
    assert not any("cheapest" in reason for reason in reasons(wish(level)))


def test_an_item_with_nothing_but_a_title_gets_a_sentence_too() -> None:
    bare = shelf(*(Item(ItemId(name), name) for name in ("Alpha", "Beta", "Gamma")))
    for reason in reasons(wish(bare, "")):
        assert re.fullmatch(r"[A-Z][^.]+\.", reason)


def sample() -> list[Item]:
    lines = files("recsys.catalog.sample").joinpath("products.jsonl").read_text(encoding="utf-8").splitlines()[1:]
    return [replace(Item(**json.loads(line)), tags=tuple(json.loads(line)["tags"])) for line in lines]


def icecat() -> list[Item]:
    if not ICECAT.exists():
        pytest.skip("the Icecat products are not beside the project")
    with gzip.open(ICECAT, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for number, line in enumerate(lines) if number < 4000]
    return [
        Item(
            ItemId(row["id"]), row["title"], row["supplier"], price=row.get("price"),
            description=row.get("short_description") or "",
            attributes={key.removeprefix("attr_"): value for key, value in row.items() if key.startswith("attr_")},
        )
        for row in rows
    ]  # fmt: skip


def requests(items: list[Item], count: int) -> Iterator[RankRequest]:
    """Ask for what the items themselves are called, with prices, budgets and opinions now and then."""
    texts = [(one, item_text(one)) for one in items]
    for place in range(count):
        seed = items[place * len(items) // count]
        words = [word for word in content_words(seed.title) if word.isalpha()][-2:]
        found = tuple(
            Candidate(one, 1.0 - rank / 100, Evidence(matched=tuple(words)))
            for rank, one in enumerate([one for one, text in texts if all(word in text for word in words)][:25])
        )
        limits = (PriceMax(round(seed.price * 1.3), inclusive=place % 4 == 0),) if seed.price and place % 2 else ()
        found = tuple(c for c in found if not limits or (c.item.price or 1e9) < limits[0].value)
        opinions = (Opinion(seed.id, 1.0, 0.0),) if place % 3 == 0 else ()
        profile = Profile(recent_views=(seed.id,), budget_max=200.0) if place % 5 == 0 else Profile()
        topic = " ".join(words)
        yield RankRequest(topic, topic, limits, profile, opinions, {seed.id: seed}, found, 3)


@pytest.mark.parametrize("catalog", [sample, icecat])
def test_built_reasons_are_clean_true_and_different(catalog: Callable[[], list[Item]]) -> None:
    slates = 0
    for request in requests(catalog(), 120):
        picks = BuiltinRanker().rank_now(request).picks
        items = {candidate.item.id: candidate.item for candidate in request.candidates}
        slate = [items[pick.item] for pick in picks]
        assert len({pick.reason for pick in picks}) == len(picks)
        for pick in picks:
            assert unsupported(pick.reason, Ground(items[pick.item], slate, request)) == (), pick.reason
            assert clean_sentence(pick.reason) == pick.reason
            assert len(pick.reason) <= REASON_LENGTH
        slates += len(picks) == 3
    assert slates > 20
