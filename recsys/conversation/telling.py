"""The words around the picks: leads, details, comparisons, and what to say when there is nothing to show."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from recsys.conversation.wording import all_held, lifted_in_words, listed, position
from recsys.model.answer import SLATE_SIZE, Answer, Pick, Relaxation
from recsys.model.catalog import Item
from recsys.model.constraints import BrandIn, Constraint, PriceMax
from recsys.model.dialogue import DialogueAct, DialogueState
from recsys.model.person import Profile
from recsys.ports import CatalogVocabulary
from recsys.ranking.listing_facts import differences, spoken_attributes, told_of, told_whether
from recsys.ranking.text import count_word, money
from recsys.ranking.verdict import verdict
from recsys.retrieval.diversity import COLOUR_WORDS

DETAIL_FACTS = 12
OF_ONESELF = (
    "What I keep about you is on my Home tab, for you alone: what you saved, bought, liked and disliked, and what I "
    "have learned from it. So is “Forget me”."
)
OWNED = "Noted, I will not suggest it again. "

_DROPS_TOLD = 3
_NEED = ". What do you need?"
_WHO = "I recommend items from your team's catalog."

_WORD = re.compile(r"[^\W_]+")
WHETHER = re.compile(r"(?P<verb>is|has|can be|includes|takes|supports|fits|(?:comes|works) with|runs on) (?P<fact>.+)")
"""What an act is about that asks for yes or no."""


def read_otherwise(said: str, readings: Mapping[str, Sequence[str]]) -> str:
    """Return what words of this message were taken for others, as sentences before what follows; "" for none."""
    words_said = {word.lower() for word in _WORD.findall(said)}
    told = [(word, " ".join(read)) for word, read in readings.items() if word in words_said and word not in read]
    return "".join(f"I read “{word}” as “{read}”. " for word, read in told)


def lead(
    act: DialogueAct,
    state: DialogueState,
    picks: Sequence[Pick],
    profile: Profile,
    *,
    currency: str,
    things: int,
    asks: bool = False,
) -> str:
    """Return the sentence above a slate: what was understood, so that a misunderstanding shows at once.

    `things` is how many of the picks are what was asked for, `asks` whether a question follows the picks.
    """
    wish = f"{_topic(state)}{_with(all_held([stated.constraint for stated in state.constraints], currency))}"
    count, others = _counted(len(picks))
    if wish == _topic(state) == "you":
        known = profile.recent_views or profile.bought or profile.preferred_categories
        start = f"{'Starting over. ' if act.kind == 'reset' else ''}{count} to start from"
        return f"{count} for you, based on what I know of your taste:" if known else f"{start}{':' if asks else _NEED}"
    come = "these come" if len(picks) > 1 else "this comes"
    if things < len(picks):
        count, others = _counted(things)
    beside = ", and what else comes near" if things < len(picks) else ""
    found = f"{count} for {wish}{beside}" if things else f"I found {_none_of(wish)}; {come} nearest"
    more = f"{others} for {wish}{beside}" if things else f"I found {_none_of(wish)}, not shown yet; {come} nearest"
    match act.kind:
        case "more":
            return f"{more}:"
        case "like":
            return f"More like that for {wish}:" if things == len(picks) else f"{more}:"
        case "dislike":
            return f"Understood, something else for {wish}:" if things == len(picks) else f"Understood. {more}:"
        case "own":
            return f"{OWNED}{more}:"
        case "relax" if act.drop:
            free = listed([lifted_in_words(drop) for drop in act.drop])
            return f"Understood, {free if len(act.drop) <= _DROPS_TOLD else 'without that'}. {found}:"
        case _:
            return f"{found}:"


def _counted(picks: int) -> tuple[str, str]:
    """Return so many picks in words, and so many others."""
    count = {1: "One pick", 2: "Two picks"}.get(picks, "Three picks")
    return count, "Others" if picks > 1 else "One other"


def _none_of(wish: str) -> str:
    """Return "no “laptop sleeve”, under $20", or "nothing to cut grass" where the thing is told by what it does."""
    does = wish.removeprefix("“something ")
    return f"nothing {does.replace('”', '', 1)}" if does != wish else f"no {wish}"


def refinements(picks: Sequence[Pick], state: DialogueState) -> tuple[str, ...]:
    """Return the follow-ups that can change this slate, as the person would say them."""
    says: list[str] = []
    if any(pick.item.price for pick in picks):
        says.append("cheaper")
    brands = {pick.item.brand for pick in picks if pick.item.brand}
    if len(brands) == 1 and not any(isinstance(stated.constraint, BrandIn) for stated in state.constraints):
        says.append("another brand")
    if len(picks) > 1:
        says.append("compare them")
    return (*says, "others?")


def no_result(
    act: DialogueAct,
    state: DialogueState,
    constraints: Sequence[Constraint],
    relaxations: Sequence[Relaxation],
    *,
    total: int,
    currency: str,
) -> Answer:
    """Return the answer where nothing meets the constraints: which ones, and the nearest ways out."""
    if total == 0:
        text = "The catalog is empty. An operator can fill it with “recbot catalog import FILE”."
        return Answer("no_result", text, active=state.constraints)
    spoken = all_held(constraints, currency)
    if act.kind in {"more", "like", "dislike", "own"}:
        noted = OWNED if act.kind == "own" else ""
        text = f"{noted}That was everything I have for {_topic(state)}{_with(spoken)}."
    elif cheapest := _cheapest_shown(act, state):
        others = all_held([one for one in constraints if one != cheapest], currency)
        parted = _with(f"{others}," if others else "")
        text = f"Nothing for {_topic(state)}{parted} costs less than {money(cheapest.value, currency)}."
    else:
        text = f"I found nothing for {_topic(state)}{_with(spoken)}."
    if not spoken:
        return Answer("no_result", f"{text} Ask for something else.", active=state.constraints, total=total)
    if relaxations:
        ways = listed([relaxation.label[:1].lower() + relaxation.label[1:] for relaxation in relaxations], "or")
        text += f" You could {ways}."
    else:
        text += " Say which of these I may drop, or ask for something else."
    return Answer("no_result", text, active=state.constraints, relaxations=tuple(relaxations), total=total)


def _cheapest_shown(act: DialogueAct, state: DialogueState) -> PriceMax | None:
    """Return the limit of an act that asks for less than the cheapest item shown last costs."""
    prices = [item.price for item in state.slates[-1].items if item.price is not None] if state.slates else []
    below = (one for one in act.add if isinstance(one, PriceMax) and not one.inclusive)
    return next((one for one in below if prices and one.value == min(prices)), None)


def tell(act: DialogueAct, shown: Sequence[Item], state: DialogueState, vocabulary: CatalogVocabulary) -> Answer:
    """Return the answer to an act that shows no new slate."""
    match act.kind:
        case "details" | "compare" | "purchase" | "explain":  # to explain without items is to ask which
            answer = _about_items(act, shown, state)
        case "thanks":
            answer = Answer("text", "You are welcome. Tell me if you need anything else.")
        case "small_talk" if state.slates:
            text = f"Happy to help. {_WHO} Reply “cheaper” or “why the first?”, or tell me what else you need."
            answer = Answer("text", text)
        case "small_talk":
            answer = Answer("text", f"Hello! {_WHO} Tell me what you need{_for_example(vocabulary)}.")
        case "help" if act.about:
            answer = Answer("text", OF_ONESELF)
        case "help":
            answer = Answer("text", _help(vocabulary))
        case "out_of_scope":
            answer = Answer("text", "That is beyond me: I only recommend items from your team's catalog.")
        case _:
            answer = Answer("text", f"I did not get that. Tell me what you are looking for{_for_example(vocabulary)}.")
    return replace(answer, active=state.constraints)


def _about_items(act: DialogueAct, shown: Sequence[Item], state: DialogueState) -> Answer:
    if not state.slates:
        return Answer("text", "Nothing is shown here yet. Tell me what you are looking for, and we go on from there.")
    if not shown:
        return Answer("text", _which(state))
    if act.kind == "purchase":
        is_, it = ("is", "it") if len(shown) == 1 else ("are", "them")
        names = listed([item.title for item in shown])
        return Answer("text", f"Noted: {names} {is_} yours. I will not suggest {it} again.")
    if act.kind == "compare" and len(shown) > 1:
        return _compared(shown, state, act.about)
    if (asked := WHETHER.match(act.about)) and len(shown) == 1:
        return _whether(asked["verb"], asked["fact"], shown[0])
    if act.about:
        return Answer("details", _one_told(act.about, shown), tuple(Pick(item, _details(item)) for item in shown))
    return Answer("details", "Here is what the catalog says:", tuple(Pick(item, _details(item)) for item in shown))


def _which(state: DialogueState) -> str:
    """Return the question back for the item that is meant, among as many as were shown."""
    shown = len(state.slates[-1].items) if state.slates else SLATE_SIZE
    names = listed([f"“{position(place)}”" for place in range(1, shown + 1)], "or")
    few = f"I showed {count_word(shown)}" if shown < SLATE_SIZE else "I am not sure which one you mean"
    return f"{few}. Say {names}."


def _details(item: Item) -> str:
    facts = [f"{name}: {value}" for name, value in spoken_attributes(item)[:DETAIL_FACTS]]
    lines = [_headline(item)]
    if item.description:
        lines.append(item.description[:600])
    if facts:
        lines.append(" · ".join(facts))
    return "\n".join(lines)


def _one_told(about: str, shown: Sequence[Item]) -> str:
    """Return the answer to a question for one fact of one item."""
    if not (rows := told_of(about, shown)):
        return f"The catalog does not give its {about}. This is what it says:"
    return f"{listed([f'{row.name}: {row.values[0]}' for row in rows])}."


def _whether(verb: str, fact: str, item: Item) -> Answer:
    """Return the answer to a question for yes or no: what the catalog says of it, or that it says nothing."""
    if said := told_whether("colour" if fact in COLOUR_WORDS else fact, item):
        return Answer("details", f"{said}.", (Pick(item, _headline(item)),))
    text = f"The catalog does not tell whether it {verb} {fact}. This is what it says:"
    return Answer("details", text, (Pick(item, _details(item)),))


def _compared(shown: Sequence[Item], state: DialogueState, about: str) -> Answer:
    """Return the items side by side: what each is best at, and the rows in which they differ, or the fact asked for."""
    places = {item.item: place for place, item in enumerate(state.slates[-1].items, start=1)}
    names = [position(places[item.id]) for item in shown]
    if about and (told := told_of(about, shown)):
        values = listed([f"{name} {value or '(not given)'}" for name, value in zip(names, told[0].values, strict=True)])
        return Answer(
            "compare", f"{told[0].name}: {values}.", tuple(Pick(item, "") for item in shown), differences=told
        )
    rows = differences(shown)
    unknown = f"The catalog does not give the {about} of any of them. " if about else ""
    if not rows:
        return Answer("text", unknown or "The catalog shows no difference between them.")
    if unknown:
        text = f"{unknown}This is where they differ."
        return Answer("compare", text, tuple(Pick(item, "") for item in shown), differences=rows)
    return Answer("compare", verdict(shown, names, rows), tuple(Pick(item, "") for item in shown), differences=rows)


def _headline(item: Item) -> str:
    parts = [item.title]
    if item.price is not None:
        parts.append(money(item.price, item.currency))
    if item.in_stock is False:
        parts.append("out of stock")
    return ", ".join(parts)


def _help(vocabulary: CatalogVocabulary) -> str:
    return (
        f"Tell me what you need{_for_example(vocabulary)}. Then narrow it down in a reply: “cheaper”, “not that "
        "brand”, “others?”, “why the second?”, “compare them”. Reactions (👍 👎 1️⃣ 2️⃣ 3️⃣) teach me your taste."
    )


def _for_example(vocabulary: CatalogVocabulary) -> str:
    """Return examples in the catalog's own words."""
    common = sorted(vocabulary.categories.values(), key=lambda pair: (-pair[1], pair[0]))
    if not common:
        return ", for example “quiet headphones under 300”"
    return f", for example “{common[0][0].lower()} under 200”"


def _topic(state: DialogueState) -> str:
    return f"“{state.topic}”" if state.topic else "you"


def _with(holds: str) -> str:
    return f", {holds}" if holds else ""
