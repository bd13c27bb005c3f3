"""A reason in another language is shown where the same in English holds and says no less and no more."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.model.answer import RankedPick, Ranking
from recsys.ports import RankRequest
from recsys.ranking.ground import Ground
from recsys.ranking.twin import restates
from recsys.ranking.verify import verify
from tests.unit.test_ranking import item, shelf, wish

CALM = item(
    "Calm", "Bose", 1299.0, battery_hours=40.0, weight_kg=1.5, brightness_lumens=2000.0, noise_cancelling=True,
    description="Wireless over-ear headphones with Bluetooth.",
)  # fmt: skip
SHELF = shelf(CALM, item("Studio", "Sony", 1449.0), item("Go", "JLab", 1399.0))

CHEAPEST = "The cheapest of the three, with 40 hours of battery life."
CHEAPEST_BLUETOOTH = "The cheapest of the three, with Bluetooth and 40 hours of battery life."


def asked(language: str) -> RankRequest:
    return replace(wish(SHELF, "headphones"), said="…", topic="headphones", language=language)


def shown(language: str, reason: str, english: str) -> str:
    request = asked(language)
    ranking = Ranking((RankedPick(CALM.id, reason, english),), model="some")
    return verify(ranking, SHELF, (), request=request).picks[0].reason


@pytest.mark.parametrize(
    ("language", "reason", "english"),
    [
        ("de", "Der günstigste der drei, mit 40 Stunden Akkulaufzeit.", CHEAPEST),
        ("de", "Er wiegt 1,5 kg und hat 2.000 Lumen.", "It weighs 1.5 kg and has 2,000 lumens."),
        ("fr", "Sans fil, avec Bluetooth, il coûte $1,299.", "Wireless, with Bluetooth, it costs $1,299."),
        ("fr", "Il coûte 1 299,00 $, le moins cher des 3.", "It costs $1,299, the cheapest of the three."),
        ("es", "Bose con cancelación de ruido y Bluetooth.", "Bose with noise cancelling and Bluetooth."),
        ("fi", "Kuulokkeet Boselta, akku kestää 40 tuntia.", "Headphones by Bose with 40 hours of battery life."),
        ("ja", "ノイズキャンセリング搭載。", "It has noise cancelling."),
        ("ja", "３つの中で一番安く、Bluetooth対応でバッテリーは４０時間です。", CHEAPEST_BLUETOOTH),
        ("zh", "三款中最便宜，续航40小时。", CHEAPEST),
        ("ru", "Самые дешёвые из трёх, Bluetooth и 40 часов работы.", CHEAPEST_BLUETOOTH),
        ("ar", "الأرخص بين الثلاثة، وبطارية تدوم ٤٠ ساعة.", CHEAPEST),
    ],
)
def test_what_holds_in_english_is_shown_in_the_language_of_the_message(
    language: str, reason: str, english: str
) -> None:
    assert shown(language, reason, english) == reason


@pytest.mark.parametrize(
    ("language", "reason", "english"),
    [
        ("de", "Wasserdicht, der günstigste der drei und in Rot erhältlich.", ""),
        ("de", "Wasserdicht und leicht zu tragen.", "Waterproof and easy to carry."),
        ("de", "Kabellos. Wasserdicht.", "Wireless over-ear headphones. It is waterproof."),
        ("de", "Kabellose Kopfhörer mit Bluetooth.", "Kabellose Kopfhörer mit Bluetooth."),
        ("de", "Mit vierzig Stunden Akku und zehn Jahren Garantie.", "With 40 hours of battery life."),
        ("de", "Mit 60 Stunden Akkulaufzeit.", "With 40 hours of battery life."),
        ("de", "Mit langer Akkulaufzeit.", "With 40 hours of battery life."),
        ("de", "Er wiegt nur 1,5 g.", "It weighs 1.5 kg."),
        ("de", "Kostet nur 1.299 € für alles.", "It costs $1,299."),
        ("de", "Kopfhörer von Sony mit Bluetooth.", "Headphones with Bluetooth."),
        ("de", "Kopfhörer mit USB-C und Bluetooth.", "Headphones with Bluetooth."),
        ("es", "Auriculares de Apple con Bluetooth.", "Headphones with Bluetooth."),
        ("ja", "Apple製でBluetooth対応です。", "It has Bluetooth and is wireless."),
        ("ja", "Bluetooth対応で、バッテリーは四十時間です。", "With Bluetooth and 40 hours of battery life."),
        ("ja", "防水で、3つの中で一番安い。", ""),
        ("fr", "Le moins cher des 3, sans fil.", "It is wireless, with Bluetooth."),
    ],
)
def test_what_does_not_hold_in_english_or_differs_from_it_is_not_shown(
    language: str, reason: str, english: str
) -> None:
    built = shown(language, reason, english)
    assert built != reason
    assert built.isascii()


def test_an_english_reason_needs_no_twin() -> None:
    reason = "Over-ear headphones with noise cancelling."
    assert shown("de", reason, "") == reason
    assert shown("en", reason, "It is waterproof.") == reason


def test_an_unknown_language_is_one_whose_nouns_may_have_capitals() -> None:
    request = replace(asked(""), said="leise kopfhörer", topic="leise kopfhörer")
    said = RankedPick(CALM.id, "Kabellose Kopfhörer mit 40 Stunden Akku.", "Wireless, with 40 hours of battery life.")
    assert verify(Ranking((said,)), SHELF, (), request=request).picks[0].reason == said.reason


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["", "de", "ja", "fr-CA"]))
def test_any_pair_can_be_compared(sentence: str, twin: str, language: str) -> None:
    ground = Ground(CALM, (CALM,), asked(language))
    assert restates(sentence, twin, ground) in {True, False}
