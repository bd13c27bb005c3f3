"""The dialogue state: last write wins, exclusions add up, nothing grows without bound."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from recsys.conversation.state import CONSTRAINTS_KEPT, active_constraints, apply, gone_back, referred, with_slate
from recsys.model.answer import Pick
from recsys.model.catalog import Item
from recsys.model.constraints import (
    AttributeIs,
    BrandIn,
    BrandNotIn,
    CategoryIn,
    CategoryNotIn,
    Colour,
    Constraint,
    Feature,
    InStock,
    NotItems,
    PriceMax,
    PriceMin,
    Slot,
    slot_of,
)
from recsys.model.dialogue import EMPTY_STATE, SHOWN_KEPT, SLATES_KEPT, ActKind, DialogueAct, DialogueState
from recsys.model.ids import ItemId

NAMES = st.sampled_from(["HP", "Sony", "Canon", "Epson"])
BRANDS = st.lists(NAMES, min_size=1, max_size=3, unique=True).map(tuple)
PRICES = st.floats(1, 5_000, allow_nan=False)
WORDS = st.sampled_from(["usb", "wireless", "matte", "a3"])
CONSTRAINTS: st.SearchStrategy[Constraint] = st.one_of(
    st.builds(PriceMin, PRICES, st.booleans()),
    st.builds(PriceMax, PRICES, st.booleans()),
    st.builds(BrandIn, BRANDS),
    st.builds(BrandNotIn, BRANDS),
    st.builds(CategoryIn, BRANDS),
    st.builds(CategoryNotIn, BRANDS),
    st.builds(Colour, st.sampled_from(["black", "white"]), st.booleans()),
    st.builds(Feature, WORDS, st.booleans()),
    st.builds(AttributeIs, WORDS, st.sampled_from(["<", ">", "="]), PRICES),
    st.just(InStock()),
)
SLOTS: st.SearchStrategy[Slot] = st.sampled_from(
    ["price", "brand", "category", "colour", "feature", "attribute", "stock"]
)
KINDS: st.SearchStrategy[ActKind] = st.sampled_from(
    ["ask", "critique", "relax", "reset", "more", "like", "dislike", "purchase", "details", "thanks"]
)
ACTS = st.builds(
    DialogueAct,
    kind=KINDS,
    topic=st.one_of(st.none(), st.sampled_from(["mouse", "printer"])),
    add=st.lists(CONSTRAINTS, max_size=4).map(tuple),
    drop=st.lists(st.one_of(SLOTS, st.tuples(SLOTS, NAMES)), max_size=2).map(tuple),
    refers_to=st.lists(st.integers(1, 3), max_size=3, unique=True).map(tuple),
)


def pick(number: int) -> Pick:
    return Pick(Item(ItemId(f"item-{number}"), f"Title {number}", brand="HP", price=float(number)), "reason")


def in_force(state: DialogueState) -> tuple[Constraint, ...]:
    return tuple(stated.constraint for stated in state.constraints)


def after(*adds: Constraint) -> tuple[Constraint, ...]:
    """Return what is in force when each constraint was said in a turn of its own."""
    state = EMPTY_STATE
    for constraint in adds:
        state = apply(state, DialogueAct("critique", add=(constraint,)))
    return in_force(state)


def test_a_new_upper_bound_replaces_the_old_one_and_the_lower_stays() -> None:
    assert after(PriceMin(10), PriceMax(50), PriceMax(80, inclusive=False)) == (
        PriceMin(10),
        PriceMax(80, inclusive=False),
    )


def test_brand_rules() -> None:
    assert after(BrandNotIn(("HP",)), BrandNotIn(("Sony",))) == (BrandNotIn(("HP", "Sony")),)
    assert after(BrandIn(("HP",)), BrandNotIn(("Sony",))) == (BrandNotIn(("Sony",)),)
    assert after(BrandNotIn(("HP",)), BrandIn(("Sony",))) == (BrandIn(("Sony",)),)


def test_a_colour_replaces_the_old_one_and_features_add_up() -> None:
    assert after(Colour("black", wanted=False), Colour("red")) == (Colour("red"),)
    assert after(Feature("usb"), Feature("matte", wanted=False)) == (Feature("usb"), Feature("matte", wanted=False))
    assert after(Feature("usb"), Feature("usb", wanted=False)) == (Feature("usb", wanted=False),)


def test_of_two_that_exclude_each_other_the_last_word_counts() -> None:
    assert after(Feature("in-ear"), Feature("wireless"), Feature("over-ear")) == (
        Feature("wireless"),
        Feature("over-ear"),
    )
    assert after(Feature("16 gb"), Feature("32 gb")) == (Feature("32 gb"),)
    assert after(Feature("in-ear"), Feature("over-ear", wanted=False)) == (
        Feature("in-ear"),
        Feature("over-ear", wanted=False),
    )
    state = apply(EMPTY_STATE, DialogueAct("ask", topic="headphones", add=(Feature("in-ear"), PriceMax(90))))
    state = apply(state, DialogueAct("critique", topic="over-ear headphones"))
    assert (state.topic, in_force(state)) == ("over-ear headphones", (PriceMax(90),))
    state = apply(state, DialogueAct("critique", add=(Feature("on-ear"),)))
    assert (state.topic, in_force(state)) == ("headphones", (PriceMax(90), Feature("on-ear")))


def test_a_topic_does_not_ask_for_what_is_denied() -> None:
    state = apply(EMPTY_STATE, DialogueAct("ask", topic="gaming chair"))
    assert apply(state, DialogueAct("critique", add=(Feature("gaming", wanted=False),))).topic == "chair"
    alone = apply(EMPTY_STATE, DialogueAct("ask", topic="gaming", add=(Feature("gaming", wanted=False),)))
    assert alone.topic == "gaming"


def test_single_values_and_whole_slots_are_dropped() -> None:
    state = apply(
        EMPTY_STATE, DialogueAct("ask", add=(BrandNotIn(("HP", "Sony")), PriceMin(1), PriceMax(9), Feature("usb")))
    )
    lifted = in_force(apply(state, DialogueAct("relax", drop=(("brand", "hp"), "price"))))
    assert lifted == (BrandNotIn(("Sony",)), Feature("usb"))
    assert in_force(apply(state, DialogueAct("relax", drop=("brand", "price", ("feature", "usb"))))) == ()


def test_an_act_drops_before_it_adds() -> None:
    state = apply(EMPTY_STATE, DialogueAct("ask", add=(PriceMin(30), PriceMax(90))))
    assert in_force(apply(state, DialogueAct("critique", add=(PriceMax(50),), drop=("price",)))) == (PriceMax(50),)


def test_constraints_remember_the_turn_that_stated_them() -> None:
    state = apply(replace(EMPTY_STATE, turns=4), DialogueAct("ask", add=(PriceMax(50),)))
    assert [(stated.turn, stated.words) for stated in state.constraints] == [(4, "up to $50")]


def test_a_reset_forgets_the_topic_the_constraints_and_what_was_shown() -> None:
    state = with_slate(apply(EMPTY_STATE, DialogueAct("ask", topic="mouse", add=(PriceMax(50),))), [pick(1)])
    state = apply(state, DialogueAct("reset", topic="printer", add=(Colour("red"),)))
    assert (state.topic, in_force(state), state.shown) == ("printer", (Colour("red"),), ())
    assert apply(state, DialogueAct("reset")).topic == ""


def test_opinions_are_remembered_by_item() -> None:
    state = with_slate(EMPTY_STATE, [pick(1), pick(2), pick(3)])
    assert apply(state, DialogueAct("like", refers_to=(2,))).liked == ("item-2",)
    assert apply(state, DialogueAct("dislike", refers_to=(1,))).rejected == ("item-1",)
    assert apply(state, DialogueAct("dislike")).rejected == ("item-1", "item-2", "item-3")
    assert apply(state, DialogueAct("purchase", refers_to=(3,))).bought == ("item-3",)
    assert referred(state, DialogueAct("details", refers_to=(3, 9))) == ("item-3",)
    liked = apply(state, DialogueAct("like", refers_to=(2,)))
    assert apply(liked, DialogueAct("dislike", refers_to=(2,))).liked == ()


def test_items_that_must_not_come_again_are_a_constraint() -> None:
    state = with_slate(EMPTY_STATE, [pick(1), pick(2)])
    act = DialogueAct("critique")
    assert active_constraints(state, act) == ()
    barred = active_constraints(state, act, bought=[ItemId("x")], disliked=[ItemId("y")])
    assert barred == (NotItems((ItemId("x"), ItemId("y"))),)
    assert active_constraints(state, DialogueAct("more")) == (NotItems((ItemId("item-1"), ItemId("item-2"))),)
    rejected = apply(state, DialogueAct("dislike", refers_to=(1,)))
    assert active_constraints(rejected, act) == (NotItems((ItemId("item-1"),)),)


def test_slates_are_numbered_by_turn_and_bounded() -> None:
    state = EMPTY_STATE
    for turn in range(SLATES_KEPT + 5):
        state = with_slate(state, [pick(3 * turn), pick(3 * turn + 1)])
    assert state.turns == SLATES_KEPT + 5
    assert [slate.turn for slate in state.slates] == list(range(5, SLATES_KEPT + 5))
    assert state.slates[-1].items[0].price == 3.0 * (SLATES_KEPT + 4)


@settings(max_examples=60)
@given(st.lists(st.tuples(ACTS, st.lists(st.integers(0, 400), max_size=3, unique=True)), max_size=12))
def test_no_talk_breaks_the_bounds(turns: list[tuple[DialogueAct, list[int]]]) -> None:
    state = EMPTY_STATE
    for act, shown in turns:
        state = with_slate(apply(state, act), [pick(number) for number in shown])
        assert len(state.constraints) <= CONSTRAINTS_KEPT
        assert len(state.slates) <= SLATES_KEPT
        assert max(map(len, (state.shown, state.liked, state.rejected, state.bought))) <= SHOWN_KEPT
    kinds = [type(constraint) for constraint in in_force(state)]
    assert all(kinds.count(kind) <= 1 for kind in (PriceMin, PriceMax, BrandIn, BrandNotIn, Colour, InStock))
    assert not {BrandIn, BrandNotIn} <= set(kinds)


@settings(max_examples=60)
@given(st.lists(ACTS, max_size=5), CONSTRAINTS)
def test_the_last_word_is_in_force_and_saying_it_twice_changes_nothing(
    acts: list[DialogueAct], last: Constraint
) -> None:
    state = EMPTY_STATE
    for act in acts:
        state = apply(state, act)
    once = apply(state, DialogueAct("critique", add=(last,)))
    assert any(_holds(constraint, last) for constraint in in_force(once))
    twice = apply(once, DialogueAct("critique", add=(last,)))
    assert twice.constraints == once.constraints


def _holds(in_force_: Constraint, said: Constraint) -> bool:
    if isinstance(in_force_, BrandNotIn) and isinstance(said, BrandNotIn):
        return set(said.brands) <= set(in_force_.brands)
    if isinstance(in_force_, CategoryNotIn) and isinstance(said, CategoryNotIn):
        return set(said.categories) <= set(in_force_.categories)
    return in_force_ == said


@settings(max_examples=40)
@given(st.lists(CONSTRAINTS, max_size=8), SLOTS)
def test_dropping_a_slot_empties_it_and_touches_no_other(adds: list[Constraint], slot: Slot) -> None:
    before = after(*adds)
    state = apply(EMPTY_STATE, DialogueAct("ask", add=tuple(before)))
    rest = in_force(apply(state, DialogueAct("relax", drop=(slot,))))
    assert all(slot_of(constraint) != slot for constraint in rest)
    assert rest == tuple(constraint for constraint in in_force(state) if slot_of(constraint) != slot)


def test_back_on_another_topic_the_limits_of_that_answer_hold_and_what_was_turned_down_stays_so() -> None:
    then = with_slate(apply(EMPTY_STATE, DialogueAct("ask", "mouse", (PriceMax(50.0),))), [pick(1), pick(2)])
    now = with_slate(apply(then, DialogueAct("reset", "printer", (BrandIn(("HP",)),))), [pick(3)])
    now = replace(now, rejected=(ItemId("item-3"),), bought=(ItemId("item-4"),))
    back = gone_back(now, then)
    assert (back.topic, back.turns, in_force(back)) == ("mouse", 2, (PriceMax(50.0),))
    assert (back.slates, back.shown) == (then.slates, then.shown)
    assert (back.rejected, back.bought) == (("item-3",), ("item-4",))


def test_back_within_a_topic_all_that_was_said_since_holds_and_that_answer_is_spoken_of() -> None:
    then = with_slate(apply(EMPTY_STATE, DialogueAct("ask", "mouse")), [pick(1), pick(2)])
    now = with_slate(apply(then, DialogueAct("critique", add=(BrandNotIn(("HP",)),))), [pick(3)])
    back = gone_back(now, then)
    assert referred(back, DialogueAct("details", refers_to=(2,))) == ("item-2",)
    assert replace(back, slates=now.slates) == now
    assert gone_back(now, now) == now
    assert gone_back(now, replace(then, slates=())) == now
