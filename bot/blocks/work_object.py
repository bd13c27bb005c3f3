"""An item as a Work Object: what a link to its page shows, and what opens beside the conversation behind it."""

from itertools import islice

from bot.blocks.items import facts, picture
from bot.blocks.message import Block, section
from bot.escape import Mrkdwn, address, bold, link, mrkdwn, plain
from recsys.model.catalog import Item
from recsys.ranking.text import money

DESCRIPTION_MAX = 2_000
ATTRIBUTES_MAX = 20


def work_object(item: Item, url: str, *, details: bool = False) -> Block:
    """Return the entity behind a link that was posted as `url`; with `details` also what there is to read of it."""
    known = [
        ("price", "Price", money(item.price, item.currency) if item.price is not None else ""),
        ("brand", "Brand", item.brand),
        ("category", "Category", item.category),
    ]
    if details:
        known += [
            ("stock", "In stock", {True: "yes", False: "no", None: ""}[item.in_stock]),
            ("description", "Description", item.description),
        ]
        listed = islice(item.attributes.items(), ATTRIBUTES_MAX)
        known += [(f"attribute_{place}", name, str(value)) for place, (name, value) in enumerate(listed)]
    clean = [(key, plain(label, 100).strip(), plain(value, DESCRIPTION_MAX).strip()) for key, label, value in known]
    fields: list[Block] = [
        {"key": key, "label": label, "type": "string", "value": value} for key, label, value in clean if label and value
    ]
    if image := address(item.image_url):
        shown = {"type": "slack#/types/image", "image_url": image, "alt_text": plain(item.title, 200)}
        fields.append({"key": "image", "label": "Picture", **shown})
    return {
        "entity_type": "slack#/entities/item",
        "app_unfurl_url": url,
        "url": item.url,
        "external_ref": {"id": item.id, "type": "item"},
        "entity_payload": {
            "attributes": {"title": {"text": plain(item.title, 200) or "Item"}, "display_type": "Item"},
            "custom_fields": fields,
        },
    }


def link_preview(item: Item) -> Block:
    """Return the same in blocks, for workspaces without Work Objects."""
    title = bold(link(item.url, mrkdwn(item.title, 200)))
    return {"blocks": [section(Mrkdwn("\n".join(filter(None, (title, facts(item))))), picture(item))]}
