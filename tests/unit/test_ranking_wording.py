"""What can be said well of an attribute is said, and what cannot is left out; an item is called what it is."""

import pytest

from recsys.model.catalog import AttributeValue, Item
from recsys.model.ids import ItemId
from recsys.ports import RankRequest
from recsys.ranking.attributes import clause_of
from recsys.ranking.clauses import NEVER, participle
from recsys.ranking.nouns import noun_of
from recsys.ranking.reasons import reasons_for
from recsys.ranking.text import article
from recsys.ranking.wish import read_wish
from tests.unit.test_ranking import item, shelf, wish


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("b_anti_reflective", True, "is anti-reflective"),
        ("non_slip_feet", True, "has non-slip feet"),
        ("easy_to_clean", True, "is easy to clean"),
        ("suitable_for_tap_water", True, "is suitable for tap water"),
        ("dishwasher_proof", True, "is dishwasher proof"),
        ("wake_on_lan_ready", True, "supports wake on LAN"),
        ("keyboard_backlit", True, "has a backlit keyboard"),
        ("storage_drives_installed", True, "includes storage drives"),
        ("espresso_making", True, "makes espresso"),
        ("smile_detection", True, "has smile detection"),
        ("dual_vga", True, "has dual VGA"),
        ("on_screen_display", True, "has an on-screen display"),
        ("usb_type_a_ports_quantity", 6.0, "has 6 USB Type-A ports"),
        ("sata_sata_ports_quantity", 2.0, "has 2 SATA ports"),
        ("hdmi_ports_quantity", 1.0, "has an HDMI port"),
        ("number_of_years", 3.0, "lasts 3 years"),
        ("total_sata_connectors_quantity", 2.0, "has 2 SATA connectors"),
        ("maximum_displays_per_videocard", 4.0, "supports up to 4 displays per videocard"),
        ("quantity_of_washing_programs", 9.0, "has 9 washing programs"),
        ("black_toner_page_yield", 47000.0, "has a black toner page yield of 47,000"),
        ("recommended_usage", "Gaming", "is meant for gaming"),
        ("recommended_usage", "Indoor", "is meant for indoor use"),
        ("microphone_type", "Boom microphone", "has a boom microphone"),
        ("keyboard_key_switch", "Mechanical key switch", "has a mechanical key switch"),
        ("usb_connector", "USB", "has a USB connector"),
        ("jacket_material", "PVC", "has a jacket made of PVC"),
        ("product_material", "Steel & Glass", "is made of steel and glass"),
        ("laser_pointer_colour", "Red", "has a red laser pointer"),
        ("supported_network_protocols", "IPv6", "supports IPv6"),
        ("operating_system", "AIX, SCO Unix, Solaris", "works with AIX, SCO Unix and Solaris"),
        ("rack_capacity", "25U", "has a rack capacity of 25U"),
        # Without a unit, with a norm for a value, or under a name that would need to be explained:
        ("weight", 345.26, None),
        ("maximum_desk_thickness", 85.0, None),
        ("acoustic_pressure_emissions", 58.0, None),
        ("water_consumption_per_cycle", 53.0, None),
        ("rolls_per_pack", 1.0, None),
        ("packages", 3.0, None),
        ("minimum_players", 4.0, None),
        ("maximum_number_of_players", 1.0, None),
        ("cabling_technology", "10/100/1000Base-T(X)", None),
        ("compatibility", "CE, EN 50091-1", None),
        ("platform", "PC", None),
        ("recommended_usage", "PC", None),
        ("networking_features", "WiFi", None),
        ("product_name", "Desktop Board", None),
        ("modem_type", "No modem", None),
        ("black_washing_program", True, None),
        ("distance_travelled", True, None),
        ("usb_standard", True, None),
        ("product_colour", "Multicolour", None),
        ("bcp_bubble_graphic_colour", "Magenta", None),
    ],
)
def test_a_reason_says_an_attribute_well_or_not_at_all(name: str, value: AttributeValue, said: str | None) -> None:
    clause = clause_of(name, value)
    assert (clause.text if clause and clause.telling > NEVER else None) == said


@pytest.mark.parametrize(
    ("title", "brand", "topic", "called"),
    [
        ("Ada iPhone 3G mobile phone case Black", "Ada", "phone case iphone", "mobile phone case"),
        ("Ada iPhone 3G Plum Cover", "Ada", "iphone", ""),
        ("Ada Rack Stand for phones", "Ada", "phone", ""),
        ("Ada Tower Case Black, USB 3.2 on board", "Ada", "board", ""),
        ("Ada computer holder - desk 313", "Ada", "desk", ""),
        ("Ada Memory Stick 16gb with adaptor", "Ada", "16gb", ""),
        ("Ada Freezer 64 LP", "Ada", "freezer", ""),
        ("Ada AC Adapter inc. mains cable", "Ada", "cable", ""),
        ("Ada 16:9 61 cm Black", "Ada", "cm black", ""),
        ("Ada Wireless Ergonomic Mouse", "Ada", "ergonomic mouse", "mouse"),
        ("Ada WF-21 Waffle iron", "Ada", "iron", "waffle iron"),
        ("Ada 4 x Vacuum cleaner bags", "Ada", "vacuum bags", "vacuum cleaner bags"),
    ],
)
def test_an_item_is_called_what_it_is(title: str, brand: str, topic: str, called: str) -> None:
    others = (
        "Bix mobile phone case",
        "Bix big waffle iron 9",
        "Bix cleaner bags",
        "Bix vacuum cleaner bags",
        "my mouse",
    )
    alike = [Item(ItemId(other), other, "Bix") for other in others]
    named = Item(ItemId("x"), title, brand, attributes={"colour": "Black"} if "Black" in title else {})
    request = wish(shelf(named, *alike), topic)
    noun = noun_of(named, read_wish(request), request.candidates)
    assert (noun.text if noun else "") == called


def test_a_fact_leaves_out_the_word_that_the_item_is_called_by() -> None:
    battery = item("Cell", "Ada", category="Batteries", battery_cells_quantity=6.0, battery_type="AA battery")
    assert reasons_for(request_of(battery).candidates, request_of(battery)) == ("A battery with 6 cells.",)
    cable = item("network cable", "Ada", None, category="Cables", cable_length_m=9.0)
    shorter = item("network cable 2", "Bix", None, category="Cables", cable_length_m=2.0)
    told, _ = reasons_for(shelf(cable, shorter), wish(shelf(cable, shorter), "network"))
    assert "the longer of the two" in told


def request_of(one: Item) -> RankRequest:
    return wish(shelf(one), "battery")


def test_of_an_item_with_only_a_title_the_reason_tells_what_it_is_listed_as() -> None:
    bare = shelf(
        *(Item(ItemId(name), f"HP {name} Access Point, 5 GHz", "HP") for name in ("ProCurve 530", "ProCurve 420"))
    )
    told = reasons_for(bare, wish(bare, "access"))
    assert told[1] == "This one is listed as “ProCurve 420 Access Point”."


@pytest.mark.parametrize(
    ("noun", "said"), [("NAS", "a"), ("SIM card", "a"), ("S/PDIF port", "an"), ("S-Video output", "an"), ("LED", "an")]
)
def test_abbreviations_take_the_article_they_are_spoken_with(noun: str, said: str) -> None:
    assert article(noun) == said


def test_participles_lose_a_silent_e() -> None:
    assert [participle(verb) for verb in ("uses", "makes", "includes", "weighs")] == [
        "using",
        "making",
        "including",
        "weighing",
    ]
