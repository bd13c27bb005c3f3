"""Messages that a model reads: when it is asked, what of its reading is believed, and what is left when it fails."""

import json
from typing import Any

import pytest

from recsys.conversation.interpret.by_model.interpreter import RulesThenModel
from recsys.conversation.interpret.interpreter import RulesOnly
from recsys.errors import ModelRefused, ModelUnavailable
from recsys.model.constraints import (
    AttributeIs,
    BrandNotIn,
    Colour,
    Constraint,
    Feature,
    InStock,
    PriceMax,
)
from recsys.model.dialogue import DialogueAct, DialogueState
from tests.fakes.model import Line, ScriptedModel
from tests.unit.test_interpret_vocabulary import CAPPED, NEW, ONLY_SONY, SHOWN, VOCABULARY


def reading(act: str, **said: Any) -> str:
    """Answer as a model does that keeps to the schema."""
    return json.dumps({"language": "en", "act": act, **said})


async def understood(text: str, state: DialogueState, *script: Line) -> tuple[DialogueAct, ScriptedModel]:
    model = ScriptedModel(script)
    found = await RulesThenModel(model, seconds=5.0).interpret(text, state, VOCABULARY)
    assert len(found.usage) == len(model.requests) <= 1
    return found.act, model


async def act(text: str, state: DialogueState, line: Line) -> DialogueAct:
    """Return the act of a message that the model must be asked about."""
    found, model = await understood(text, state, line)
    assert model.requests, "the rules explain this message"
    return found


async def by_rules(text: str, state: DialogueState) -> DialogueAct:
    return (await RulesOnly().interpret(text, state, VOCABULARY)).act


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("wireless headphones under 200, not Sony", NEW),
        ("headphones for running, with bluetooth", NEW),
        ("cheaper", SHOWN),
        ("nothing over 150 bucks", SHOWN),
        ("the second one but in black", SHOWN),
        ("HP is fine after all", CAPPED),
        ("others?", SHOWN),
        ("why the first?", SHOWN),
        ("what's the weather like?", SHOWN),
        ("thanks!", SHOWN),
        ("2", SHOWN),
        (":tada: <@U0ANA00001> 👍", SHOWN),
        ("hello", NEW),
    ],
)
async def test_what_the_rules_explain_costs_no_call(text: str, present: DialogueState) -> None:
    found, model = await understood(text, present)
    assert model.requests == []
    assert found == await by_rules(text, present)


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("Ich suche einen Kopfhörer ohne Kabel", NEW),
        ("más barato", SHOWN),
        ("billiger", SHOWN),
        ("もっと安いのは？", SHOWN),
        ("ищу наушники", NEW),
        ("cheaper, and my daughter should be able to carry it to school", SHOWN),
        ("something for my dad, he is old and hates cables", SHOWN),
        ("not so heavy", SHOWN),
        ("make it more for the office, not one of these gamer things", SHOWN),
        ("blorple", SHOWN),
        ("I want the best", SHOWN),
    ],
)
async def test_what_the_rules_leave_is_asked_once(text: str, present: DialogueState) -> None:
    _, model = await understood(text, present, reading("unclear"))
    assert len(model.requests) == 1


@pytest.mark.parametrize(
    ("text", "said", "topic", "add"),
    [
        (
            "Ich suche schwarze Kopfhörer unter 1.500 Euro, aber nicht von Sony",
            {"prices": [{"bound": "under", "amount": 1500}], "not_brands": ["sony"], "colours": ["black"]},
            "headphones",
            (PriceMax(1500.0, inclusive=False), BrandNotIn(("Sony",)), Colour("black")),
        ),
        (
            "Busco auriculares inalámbricos por menos de ciento cincuenta euros",
            {"prices": [{"bound": "under", "amount": 150}], "features": ["wireless"]},
            "headphones",
            (PriceMax(150.0, inclusive=False), Feature("wireless")),
        ),
        (
            "１万円以下でソニー以外のノイズキャンセリングヘッドホンを探しています",
            {
                "prices": [{"bound": "at most", "amount": 10000}],
                "not_brands": ["Sony"],
                "features": ["noise cancelling"],
            },
            "headphones",
            (PriceMax(10000.0), BrandNotIn(("Sony",)), Feature("noise cancelling")),
        ),
        (
            "ищу наушники до 100 долларов, в наличии, не легче 200 г",
            {
                "prices": [{"bound": "at most", "amount": 100}],
                "measures": [{"name": "weight_g", "bound": "at least", "amount": 200}],
                "in_stock": True,
            },
            "headphones",
            (PriceMax(100.0), AttributeIs("weight_g", ">=", 200.0), InStock()),
        ),
    ],
    ids=["German", "Spanish", "Japanese", "Russian"],
)
async def test_any_language_is_read(text: str, said: dict[str, Any], topic: str, add: tuple[Constraint, ...]) -> None:
    found = await act(text, NEW, reading("ask", **said, language="xx", topic=topic))
    assert (found.kind, found.topic, found.add, found.language) == ("ask", topic, add, "xx")
    assert found.source == "model"


async def test_a_follow_up_in_another_language_points_lifts_and_compares() -> None:
    line = reading("critique", language="DE", prices=[{"bound": "cheaper", "amount": None}], drop=["C4"], items=[2])
    found = await act("billiger als das zweite, und Farbe egal", CAPPED, line)
    assert (found.kind, found.refers_to, found.drop) == ("critique", (2,), ("colour",))
    assert found.add == (PriceMax(60.0, inclusive=False),)
    assert (found.topic, found.language) == (None, "de")
    assert found.understood == "under $60, any colour"
    relaxed = await act("der Preis ist mir egal", CAPPED, reading("relax", language="de", drop=["C1"]))
    assert (relaxed.kind, relaxed.drop) == ("relax", (("price", "max"),))


@pytest.mark.parametrize(
    ("text", "said", "kind", "refers_to"),
    [
        ("erzähl mir mehr über das dritte", {"act": "details", "items": [3]}, "details", (3,)),
        ("¿por qué el primero?", {"act": "explain", "items": [1]}, "explain", (1,)),
        ("比べて", {"act": "compare"}, "compare", ()),
        ("noch andere?", {"act": "more"}, "more", ()),
        ("das erste habe ich schon", {"act": "own", "items": [1]}, "own", (1,)),
        ("das zweite gefällt mir nicht", {"act": "dislike", "items": [2]}, "dislike", (2,)),
        ("Danke schön!", {"act": "thanks"}, "thanks", ()),
    ],
)
async def test_other_acts_in_other_languages(
    text: str, said: dict[str, Any], kind: str, refers_to: tuple[int, ...]
) -> None:
    found = await act(text, SHOWN, json.dumps({"language": "de"} | said))
    assert (found.kind, found.refers_to, found.add, found.drop, found.topic) == (kind, refers_to, (), (), None)


async def test_another_thing_begins_anew_and_the_same_thing_keeps_its_limits() -> None:
    other = await act("ahora busco una impresora", CAPPED, reading("ask", language="es", topic="printer"))
    assert (other.kind, other.topic, other.drop) == ("reset", "printer", ())
    same = await act(
        "busco auriculares para correr", CAPPED, reading("ask", language="es", topic="headset for running")
    )
    assert (same.kind, same.topic) == ("critique", "headset for running")
    use = await act("para correr", CAPPED, reading("critique", language="es", topic="running"))
    assert (use.kind, use.topic) == ("critique", "headset running")


async def test_words_the_rules_left_become_what_the_catalog_calls_them() -> None:
    line = reading("critique", features=["wireless"], topic="headset for dad")
    found = await act("something for my dad, he is old and hates cables", SHOWN, line)
    assert (found.kind, found.topic, found.add) == ("critique", "headset for dad", (Feature("wireless"),))


async def test_what_the_rules_are_sure_of_wins() -> None:
    text = "under 80 and not Sony, my daughter should be able to carry it to school"
    line = reading(
        "small_talk", prices=[{"bound": "over", "amount": 80}], brands=["Sony"], colours=["red"], features=["wireless"]
    )
    assert await act(text, SHOWN, line) == await by_rules(text, SHOWN), "no small talk where a limit is stated"
    found = await act(text, SHOWN, line.replace("small_talk", "critique"))
    assert found.add == (PriceMax(80.0, inclusive=False), BrandNotIn(("Sony",)), Feature("wireless"))


async def test_a_price_that_is_relative_to_one_thing_says_nothing_of_another() -> None:
    text = "a cheaper one; no wait, my daughter would rather have a printer to carry around at school"
    found = await act(text, SHOWN, reading("reset", topic="printer"))
    assert (found.kind, found.topic) == ("reset", "printer")
    assert not any(isinstance(one, PriceMax) for one in found.add)


@pytest.mark.parametrize(
    "line",
    [
        ModelUnavailable(),
        ModelRefused(),
        "I am sorry, I cannot help with that.",
        "",
        "[]",
        '{"language": "de", "ac',
        '{"act": "dance"}',
        reading("unclear"),
        reading("critique"),
        reading("details"),
        reading("purchase", items=[7]),
        reading("critique", prices=[{"bound": "under", "amount": 1}], brands=["Acme"]),
    ],
)
async def test_a_model_that_fails_leaves_the_best_the_rules_can_do(line: Line) -> None:
    for text in ("blorple", "cheaper, and my daughter should be able to carry it to school"):
        found = await act(text, SHOWN, line)
        expected = await by_rules(text, SHOWN)
        assert found == expected or (found.source == "model" and set(found.add) <= set(expected.add))


@pytest.mark.parametrize("line", [ModelUnavailable(), "", reading("unclear"), reading("critique", brands=["Acme"])])
async def test_rules_do_not_guess_in_a_language_they_do_not_speak(line: Line) -> None:
    for text in ("kein Sony bitte", "más barato", "und in Weiß?"):
        found = await act(text, CAPPED, line)
        assert found == DialogueAct("unclear")
    assert (await act("ein Kopfhörer", NEW, line)).topic == "ein kopfhörer"


async def test_half_an_answer_counts_as_far_as_it_goes() -> None:
    whole = reading("critique", prices=[{"bound": "under", "amount": 50}], brands=["Sony"], language="de")
    found = await act("unter 50, und nur Sony", SHOWN, whole[: whole.index('["Sony') + 4])
    assert found.add == (PriceMax(50.0, inclusive=False),)


async def test_a_failed_call_is_accounted_for() -> None:
    model = ScriptedModel([ModelUnavailable()])
    found = await RulesThenModel(model, seconds=5.0).interpret("billiger", SHOWN, VOCABULARY)
    assert [(one.model, one.prompt_tokens) for one in found.usage] == [("scripted", 0)]


async def test_the_prompt_is_short_begins_the_same_and_tells_the_state() -> None:
    _, first = await understood("billiger", CAPPED, reading("unclear"))
    _, second = await understood("und in Weiß?", ONLY_SONY, reading("unclear"))
    one, other = first.requests[0], second.requests[0]
    assert (one.system, one.schema, one.seconds) == (other.system, other.schema, 5.0)
    same = one.user.index("</catalog>")
    assert one.user[:same] == other.user[:same]
    assert "C1 up to $100; C2 not HP; C3 not DELL; C4 black; C5 wireless" in one.user
    assert "2 | Canon Beta wireless headset | Canon | $60" in one.user
    assert "looking for: headset" in one.user
    assert len(one.system + one.user) < 6_000
    assert other.user.endswith("<message>\nund in Weiß?\n</message>")
