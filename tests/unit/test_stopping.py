"""Stop, where more than one turn runs in a place."""

import asyncio

from bot.stopping import Stops

PLACE = ("D1", "1.1")


async def ended(event: asyncio.Event) -> bool:
    return await event.wait()


async def test_all_that_runs_in_a_place_is_stopped() -> None:
    stops, never, done = Stops(), asyncio.Event(), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        here = [group.create_task(stops.unless_stopped(PLACE, ended(never))) for _ in range(2)]
        quick = group.create_task(stops.unless_stopped(PLACE, ended(done)))
        elsewhere = group.create_task(stops.unless_stopped(("D1", "2.2"), ended(done)))
        done.set()
        assert await quick
        assert stops.stop(PLACE), "the one that has ended has not taken the others out"
        assert not stops.stop(PLACE)
    assert [task.result() for task in here] == [None, None]
    assert elsewhere.result()
