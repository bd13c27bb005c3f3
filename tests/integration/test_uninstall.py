"""When a team removes the app: its data stays for some days, goes then, and stays if the app comes back."""

from pathlib import Path

import pytest

from bot.housekeeping import DAY, forget_the_old
from recsys.errors import SettingsError
from recsys.model.ids import Tenant, UserId
from recsys.model.person import Profile
from sandbox import changes
from tests.integration.test_turns import files_with
from tests.integration.workplace import Workplace, now, running, workplace

WORDS = "zanzibarian"
LATER = 31 * DAY


async def leaving(place: Workplace) -> list[Tenant]:
    """Return the teams whose data is to go some day."""
    async with place.store() as store:
        return list(await store.people.uninstalled_before(now() + 1.0))


async def test_an_uninstalled_team_is_forgotten_after_its_days_and_no_other(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place:
        ours, theirs = Tenant("", place.sandbox.team_id), Tenant("", "T0OTHER")
        async with running(place):
            async with place.store() as store:
                for tenant in (ours, theirs):
                    profile = Profile(preferred_brands=(f"{WORDS}-{tenant.team}",))
                    await store.profiles.put(tenant, UserId(place.ana.id), profile, now())
            place.sandbox.uninstall()
            await place.sandbox.settled()
            assert await leaving(place) == [ours]
        async with place.store() as store:
            await forget_the_old(store, place.settings, now())
            assert await store.profiles.users(ours)
            await forget_the_old(store, place.settings, now() + LATER)
            assert (await store.profiles.users(ours), len(await store.profiles.users(theirs))) == ([], 1)
        assert not files_with(tmp_path, f"{WORDS}-{ours.team}")


async def test_a_bot_that_cannot_start_any_more_still_forgets_what_is_due(tmp_path: Path) -> None:
    async with workplace(tmp_path, uninstall_days=30) as place:
        ours = Tenant("", place.sandbox.team_id)
        place.sandbox.uninstall()
        for since, left in ((29 * DAY, 1), (LATER, 0)):
            async with place.store() as store:
                await store.people.reinstalled(ours)
                await store.people.mark_uninstalled(ours, now() - since)
                await store.profiles.put(ours, UserId(place.ana.id), Profile(preferred_brands=(WORDS,)), now())
            with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN"):
                async with running(place):
                    pass
            async with place.store() as store:
                assert len(await store.profiles.users(ours)) == left
        assert not files_with(tmp_path, WORDS)


async def test_an_old_notice_is_not_believed_and_a_reinstall_clears_it(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place:
        ours = Tenant("", place.sandbox.team_id)
        async with place.store() as store:
            await store.people.mark_uninstalled(ours, now() - LATER)
            await store.profiles.put(ours, UserId(place.ana.id), Profile(preferred_brands=("Bose",)), now())
        async with running(place):
            assert await leaving(place) == []
            workspace = place.sandbox.workspace
            workspace.tell(changes.AppUninstalled(workspace.new_ts()))
            await place.sandbox.settled()
            assert await leaving(place) == [], "the token works: the notice is of an earlier life"
        async with place.store() as store:
            assert (await store.profiles.get(ours, UserId(place.ana.id))).preferred_brands == ("Bose",)
