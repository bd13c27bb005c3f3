"""What a person reads instead of an error's name."""

from __future__ import annotations

_SENTENCES = {
    "already_reacted": "You have already reacted with this emoji.",
    "cant_delete_message": "You can delete your own messages only.",
    "cant_leave_general": "Nobody can leave #general.",
    "cant_update_message": "You can edit your own messages only.",
    "channel_not_found": "This channel does not exist, or you cannot see it.",
    "command_in_thread": "Slash commands cannot be used in threads. Type it in the channel, or mention the app here.",
    "dispatch_failed": "The app is not running, so nothing happened.",
    "interactivity_disabled": "The app's manifest does not enable interactivity.",
    "invalid_arguments": "The page sent something the sandbox does not understand.",
    "invalid_name": "There is no emoji of that name.",
    "is_archived": "This channel is archived.",
    "message_not_found": "This message is gone.",
    "msg_too_long": "A message may have 40,000 characters at most.",
    "no_reaction": "You have not reacted with this emoji.",
    "no_such_action": "This button is not there any more.",
    "no_text": "An empty message cannot be sent.",
    "not_enabled": "The app has no such tab.",
    "nothing_to_stop": "The app is not at work here any more.",
    "not_found": "This view is closed already.",
    "not_in_channel": "You are not in this channel. Join it first.",
    "operation_timeout": "The app did not answer within three seconds.",
    "thread_not_found": "This thread is gone.",
    "too_many_emoji": "This message has as many different reactions as it can hold.",
    "unknown_command": "No installed app has this command.",
    "unknown_shortcut": "The app has no such shortcut.",
    "user_not_found": "There is nobody of that name.",
    "view_errors": "Some fields need another look.",
}


def sentence(error: str) -> str:
    """Return what a person reads instead of an error's name."""
    return _SENTENCES.get(error, f"Slack refuses this: {error}.")
