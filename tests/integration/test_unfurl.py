"""A link to an item's page shows the item, and nothing else is shown."""

# pyright: reportUnknownMemberType=false
# (slack_sdk's models are typed but in part)

import json
from dataclasses import replace
from pathlib import Path

from slack_sdk.models.metadata import EntityMetadata

from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from sandbox import changes
from tests.integration.workplace import running, workplace
from tests.unit.test_blocks import refusals

PAGE = "https://shop.example/quiet?a=1&b=2"
ITEM = Item(
    ItemId("quiet"),
    "Quiet <!channel> @here",
    brand="Hush",
    price=249.0,
    currency="EUR",
    description="For planes.",
    attributes={"colour": "black <@U0BEN>"},
    url=PAGE,
    image_url="https://shop.example/quiet.jpg",
)


async def test_a_link_to_an_item_becomes_a_work_object_with_details(tmp_path: Path) -> None:
    async with workplace(tmp_path, unfurl="shop.example") as place:
        async with place.store() as store, store.catalog.begin_import() as items:
            await items.upsert([ITEM, replace(ITEM, id=ItemId("other"), url="https://shop.example/other")])
            await items.finish(prune=False)
        async with running(place):
            unknown = await place.ana.say(place.gear, "what about https://shop.example/nothing ?")
            said = await place.ana.say(place.gear, f"what about {PAGE} ?")
            await place.sandbox.wait_for(lambda: said.attachments, timeout=20)
            [shown] = said.attachments
            assert shown["footer"] == "Item"
            seen: list[changes.Change] = []
            place.sandbox.workspace.observers.append(seen.append)
            await place.ana.open_entity(said, PAGE)
            opened = await place.sandbox.wait_for(
                lambda: next((one for one in seen if isinstance(one, changes.EntityShown)), None), timeout=20
            )
            place.sandbox.faults.order("fail_call", only="chat.unfurl", error="invalid_metadata_format")
            again = await place.ana.say(place.gear, f"or {PAGE} ?")
            await place.sandbox.wait_for(lambda: again.attachments, timeout=20)
            assert refusals(again.attachments[0]["blocks"]) == []
            await place.quiet()
            assert unknown.attachments == []
    assert opened.user == place.ana.id
    values = {one["label"]: one.get("value") for one in opened.entity["entity_payload"]["custom_fields"]}
    assert values["Price"] == "€249"
    assert (values["Brand"], values["Description"]) == ("Hush", "For planes.")
    told = json.dumps([shown, opened.entity, again.attachments])
    assert not [word for word in ("<!channel>", "<@U0BEN>", "@here") if word in told]
    for entity in (shown["work_object"], opened.entity):
        assert EntityMetadata(**entity).validate_json() is None
