"""Whether the app is installed still."""

# pyright: reportUnknownMemberType=false
# (slack_sdk's methods end in untyped **kwargs)

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack_errors import TOKEN_ERRORS, error_name


async def is_installed(client: AsyncWebClient) -> bool:
    """Try the token; False where Slack takes it no more. Raises the connection's errors, which say neither."""
    try:
        await client.auth_test()
    except SlackApiError as error:
        return error_name(error) not in TOKEN_ERRORS
    return True
