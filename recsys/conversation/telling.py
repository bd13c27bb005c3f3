"""The words around the picks: leads, details, comparisons, reasons, and what to say when there is nothing to show."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from recsys.conversation.wording import in_words, listed
from recsys.model.answer import Answer, Pick, Relaxation
from recsys.model.catalog import Item
from recsys.model.constraints import BrandIn, BrandNotIn, Colour, Constraint, Feature, NotItems, PriceMax, PriceMin
from recsys.model.dialogue import DialogueAct, DialogueState
from recsys.model.person import Profile
from recsys.ports import CatalogVocabulary
from recsys.ranking.listing_facts import differences, spoken_attributes
from recsys.ranking.text import content_words, money

DETAIL_FACTS = 12
EXPLAIN_FACTS = 3

_WORD = re.compile(r"[^\W_]+")


def read_otherwise(said: str, readings: Mapping[str, Sequence[str]]) -> str:
    """Return what words of this message were taken for others, as sentences before what follows; "" for none."""
    words_said = {word.lower() for word in _WORD.findall(said)}
    told = [(word, " ".join(read)) for word, read in readings.items() if word in words_said and word not in read]
    return "".join(f"I read “{word}” as “{read}”. " for word, read in told)


def lead(act: DialogueAct, state: DialogueState, picks: Sequence[Pick], profile: Profile) -> str:
    """Return the sentence above a slate: what was understood, so that a misunderstanding shows at once."""
    holds = ", ".join(_held(stated.constraint) for stated in state.constraints)
    count = {1: "One pick", 2: "Two picks"}.get(len(picks), "Three picks")
    if act.kind == "more":
        return f"{'Others' if len(picks) > 1 else 'One other'} for {_topic(state)}{_with(holds)}:"
    if not state.topic and not holds:
        known = profile.recent_views or profile.bought or profile.preferred_categories
        return (
            f"{count} for you, by what I know of your taste:" if known else f"{count} to start from. What do you need?"
        )
    if act.kind == "dislike":
        return f"Understood, something else for {_topic(state)}{_with(holds)}:"
    if act.kind == "own":
        return f"Noted, I will not suggest it again. Others for {_topic(state)}{_with(holds)}:"
    return f"{count} for {_topic(state)}{_with(holds)}:"


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
        text = "The catalog is empty. An operator can fill it with `recbot catalog import FILE`."
        return Answer("no_result", text, active=state.constraints)
    spoken = [_held(one, currency) for one in constraints if not isinstance(one, NotItems)]
    if act.kind in {"more", "like", "dislike", "own"}:
        text = f"That was everything I have for {_topic(state)}{_with(', '.join(spoken))}."
    else:
        text = f"I found nothing for {_topic(state)}{_with(', '.join(spoken))}."
    if not spoken:
        return Answer("no_result", f"{text} Ask for something else.", active=state.constraints, total=total)
    if relaxations:
        ways = listed([relaxation.label[:1].lower() + relaxation.label[1:] for relaxation in relaxations], "or")
        text += f" The nearest way out: {ways}."
    else:
        text += " Say which of these I may drop, or ask for something else."
    return Answer("no_result", text, active=state.constraints, relaxations=tuple(relaxations), total=total)


def tell(act: DialogueAct, shown: Sequence[Item], state: DialogueState, vocabulary: CatalogVocabulary) -> Answer:
    """Return the answer to an act that shows no new slate."""
    match act.kind:
        case "details" | "explain" | "compare" | "purchase":
            answer = _about_items(act, shown, state)
        case "thanks":
            answer = Answer("text", "You are welcome. Tell me if something else is needed.")
        case "small_talk" if state.slates:
            answer = Answer(
                "text", "Good. Refine it (“cheaper”, “others?”, “why the first?”) or ask for something else."
            )
        case "small_talk":
            answer = Answer("text", "Hello! Tell me what you need, for example “quiet headphones under 300”.")
        case "help":
            answer = Answer("text", _help(vocabulary))
        case "out_of_scope":
            answer = Answer("text", "That is beyond me: I only recommend items from your team's catalog.")
        case _:
            answer = Answer("text", f"I did not get that. Tell me what you are looking for{_for_example(vocabulary)}.")
    return replace(answer, active=state.constraints)


def _about_items(act: DialogueAct, shown: Sequence[Item], state: DialogueState) -> Answer:
    if not shown:
        return Answer("text", "I am not sure which one you mean. Say “the first”, “the second” or “the third”.")
    if act.kind == "purchase":
        return Answer("text", f"Noted: {listed([item.title for item in shown])} is yours. I will not suggest it again.")
    if act.kind == "compare" and len(shown) > 1:
        return _compared(shown)
    if act.kind == "explain":
        return Answer("explain", _why(state), tuple(Pick(item, _because(item, state)) for item in shown))
    return Answer("details", "Here is what the catalog says:", tuple(Pick(item, _details(item)) for item in shown))


def _details(item: Item) -> str:
    facts = [f"{name}: {value}" for name, value in spoken_attributes(item)[:DETAIL_FACTS]]
    lines = [_headline(item)]
    if item.description:
        lines.append(item.description[:600])
    if facts:
        lines.append(" · ".join(facts))
    return "\n".join(lines)


def _compared(shown: Sequence[Item]) -> Answer:
    """Return the items side by side: only what they differ in, in the same order for each."""
    rows = differences(shown)
    if not rows:
        return Answer("text", "The catalog tells no difference between them.")
    picks = tuple(
        Pick(item, "\n".join((item.title, " · ".join(f"{name}: {values[place]}" for name, values in rows))))
        for place, item in enumerate(shown)
    )
    return Answer("compare", "This is what they differ in:", picks)


def _headline(item: Item) -> str:
    parts = [item.title]
    if item.price is not None:
        parts.append(money(item.price, item.currency))
    if item.in_stock is False:
        parts.append("out of stock")
    return ", ".join(parts)


def _why(state: DialogueState) -> str:
    holds = ", ".join(_held(stated.constraint) for stated in state.constraints)
    return f"You asked for {_topic(state)}{_with(holds)}." if state.topic or holds else "You left the choice to me."


def _because(item: Item, state: DialogueState) -> str:
    """Return which asked words an item's own text contains, which limits it meets, and what else it offers."""
    text = f"{item.title} {item.category} {item.description} {' '.join(item.tags)}".lower()
    words = [f"“{word}”" for word in content_words(state.topic) if word in text]
    reasons = [f"the catalog describes it with {listed(words)}"] if words else ["its meaning comes close to your words"]
    priced = any(isinstance(stated.constraint, PriceMin | PriceMax) for stated in state.constraints)
    if item.price is not None:
        reasons.append(f"it costs {money(item.price, item.currency)}{', within your limit' if priced else ''}")
    if item.brand and any(isinstance(stated.constraint, BrandIn | BrandNotIn) for stated in state.constraints):
        reasons.append(f"it is made by {item.brand}")
    met = [in_words(one.constraint) for one in state.constraints if isinstance(one.constraint, Feature | Colour)]
    if met:
        reasons.append(f"it is {listed(met)}")
    facts = [f"{name}: {value}" for name, value in spoken_attributes(item)[:EXPLAIN_FACTS]]
    sentence = listed(reasons)
    return "\n".join((item.title, f"{sentence[:1].upper()}{sentence[1:]}.", *([" · ".join(facts)] if facts else [])))


def _held(constraint: Constraint, currency: str = "USD") -> str:
    """Return a constraint as it stands behind a topic: "headphones, under $300, by Sony"."""
    words = in_words(constraint, currency)
    return f"by {words}" if isinstance(constraint, BrandIn) else words


def _help(vocabulary: CatalogVocabulary) -> str:
    return (
        f"Tell me what you need{_for_example(vocabulary)}. Then refine it in the thread: “cheaper”, “not that brand”, "
        "“others?”, “why the second?”, “compare them”. Thumbs and :one: :two: :three: teach me your taste."
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
