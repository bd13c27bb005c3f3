"""What a person says for good: what it makes of their profile, and what they are told. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from recsys.conversation.wording import listed
from recsys.model.constraints import BrandNotIn, CategoryNotIn
from recsys.model.dialogue import Standing
from recsys.model.person import Profile

HOME = "The Home tab shows what I know, and lets you change it."


def changed(profile: Profile, standing: Standing) -> Profile:
    """Return the stated part of a profile as it is from now on."""
    match standing.kind:
        case "learn" | "do_not_learn":
            return replace(profile, learning=standing.kind == "learn")
        case "surprise" | "do_not_surprise":
            return replace(profile, surprises=standing.kind == "surprise")
        case "forget":
            return replace(
                profile, preferred_brands=(), preferred_categories=(), avoided_brands=(), avoided_categories=()
            )
        case "prefer" | "avoid" | "allow":
            prefers, avoids = standing.kind == "prefer", standing.kind == "avoid"
            return replace(
                profile,
                preferred_brands=_with(profile.preferred_brands, standing.brands, wanted=prefers),
                avoided_brands=_with(profile.avoided_brands, standing.brands, wanted=avoids),
                preferred_categories=_with(profile.preferred_categories, standing.categories, wanted=prefers),
                avoided_categories=_with(profile.avoided_categories, standing.categories, wanted=avoids),
            )


def _with(known: Sequence[str], names: Sequence[str], *, wanted: bool) -> tuple[str, ...]:
    said = {name.lower() for name in names}
    return (*(name for name in known if name.lower() not in said), *(names if wanted else ()))


def left_out_for_good(never: Sequence[BrandNotIn | CategoryNotIn]) -> str:
    """Return a sentence, with a space before it, that names what was never to be shown; "" for nothing."""
    names = [name for one in never for name in (one.brands if isinstance(one, BrandNotIn) else one.categories)]
    return f" I left out {listed(names)}, which you never want; ask by name to see it." if names else ""


def confirmation(standing: Standing) -> str:
    """Return the sentences that say what holds from now on."""
    names = listed([*standing.brands, *standing.categories])
    match standing.kind:
        case "avoid":
            return f"Noted: no {names} from now on, unless you ask by name."
        case "prefer":
            return f"Noted: I will put {names} first from now on, where that fits."
        case "allow":
            return f"Noted: I may suggest {names} again."
        case "forget":
            return f"Forgotten: what you liked, disliked, viewed and preferred. What you bought stays out. {HOME}"
        case "do_not_learn":
            return f"Noted: I will no longer learn from what you do, only from what you tell me. {HOME}"
        case "learn":
            return "Noted: I will learn from what you do again."
        case "do_not_surprise":
            return "Noted: no surprises."
        case "surprise":
            return "Noted: now and then one pick will be a surprise."
