"""The direct message with a person, opened where there is none yet."""

# pyright: reportUnknownMemberType=false
# (slack_sdk's methods end in untyped **kwargs)

from dataclasses import dataclass
from typing import Any, cast

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack_errors import error_name


@dataclass(frozen=True, slots=True)
class Direct:
    """The channel's id, or in `error` why there is none."""

    channel: str = ""
    error: str = ""


async def direct_channel(client: AsyncWebClient, user: str) -> Direct:
    """Return the direct message with a person; to open it again changes nothing."""
    try:
        answer = await client.conversations_open(users=user)
    except SlackApiError as error:
        return Direct(error=error_name(error))
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return Direct(error=type(error).__name__)
    return Direct(str(cast(dict[str, Any], answer["channel"])["id"]))
