"""What people do becomes what is known of them, slowly."""

from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.model.person import Opinion, Profile
from recsys.profile.learned import with_learned


def shop(**categories: str) -> dict[ItemId, Item]:
    return {ItemId(name): Item(ItemId(name), name, category=category) for name, category in categories.items()}


ITEMS = shop(m1="Mice", m2="Mice", m3="Mice", d1="Desks", d2="Desks", k1="Keyboards")


def ids(*names: str) -> tuple[ItemId, ...]:
    return tuple(ItemId(name) for name in names)


def test_two_signs_make_a_preference_and_one_does_not() -> None:
    profile = Profile(recent_views=ids("m1", "k1"), bought=ids("m2"))
    assert with_learned(profile, (), ITEMS).preferred_categories == ("Mice",)


def test_what_is_stated_comes_first_and_once() -> None:
    profile = Profile(recent_views=ids("m1", "m2", "d1", "d2"), preferred_categories=("mice",))
    assert with_learned(profile, (), ITEMS).preferred_categories == ("mice", "Desks")


def test_the_strongest_comes_first() -> None:
    profile = Profile(recent_views=ids("d1", "d2", "m1", "m2", "m3"))
    assert with_learned(profile, (), ITEMS).preferred_categories == ("Mice", "Desks")


def test_thumbs_count_and_a_disliked_item_speaks_for_nothing() -> None:
    liked = (Opinion(ItemId("m1"), 1.0, 1.0), Opinion(ItemId("m2"), 0.3, 2.0))
    assert with_learned(Profile(), liked, ITEMS).preferred_categories == ("Mice",)
    disliked = (Opinion(ItemId("m1"), -1.0, 1.0), Opinion(ItemId("m2"), 0.3, 2.0))
    assert with_learned(Profile(recent_views=ids("m1")), disliked, ITEMS).preferred_categories == ()
