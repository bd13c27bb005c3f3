"""What is known of people, as JSON that can be handed over and imported again. Pure."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from recsys.model.ids import UserId
from recsys.model.person import Exchange, FeedbackEvent, Impression, Interaction, Opinion, PersonRecord, Profile


def profile_row(user: UserId, profile: Profile) -> dict[str, object]:
    """Return a profile in the form that `recsys.profile.reading` reads."""
    return {"user_id": user, **asdict(profile)}


def person_document(user: UserId, record: PersonRecord) -> dict[str, object]:
    """Return everything that is known of a person; `profiles` in it can be imported again."""
    return {
        "profiles": [profile_row(user, record.profile)],
        "interactions": _rows(record.interactions),
        "feedback": _rows(record.feedback),
        "opinions": _rows(record.opinions),
        "exchanges": _rows(record.exchanges),
        "impressions": _rows(record.impressions),
    }


def _rows(rows: Iterable[Interaction | FeedbackEvent | Opinion | Exchange | Impression]) -> list[dict[str, Any]]:
    # Whose they are is said once, in the profile.
    return [{name: value for name, value in asdict(row).items() if name not in {"tenant", "user"}} for row in rows]
