"""The text of an item that stands for it in keyword and dense search."""

from hashlib import blake2b

from recsys.model.catalog import AttributeValue, Item

DESCRIPTION_MAX = 1000
PASSAGE_MAX = 1500


def passage_text(item: Item) -> str:
    """Return title, brand, category, description, tags and attributes as one text of at most `PASSAGE_MAX` characters.

    What says most comes first, because embedders read only the beginning: the embedded one about 500 characters. A
    change of this function reaches the stored vectors with the next import that changes an item.
    """
    parts = [item.title, item.brand, item.category, item.description[:DESCRIPTION_MAX], ", ".join(item.tags)]
    parts += (f"{name.replace('_', ' ').strip()}: {_spoken(value)}" for name, value in item.attributes.items())
    return ". ".join(said for part in parts if (said := part.strip().rstrip(".")))[:PASSAGE_MAX]


def content_hash(text: str) -> str:
    """Return 32 hexadecimal digits that name the text (BLAKE2b, 16 bytes)."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _spoken(value: AttributeValue) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case _:
            return f"{value:g}" if abs(value) < 1_000_000 else f"{value:.0f}"
