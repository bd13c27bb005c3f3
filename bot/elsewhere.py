"""What a person is told in a direct message when their answer cannot stand where they asked."""

from bot.blocks.notice import not_allowed
from recsys.model.delivery import Address, Outgoing
from recsys.model.ids import DeliveryId
from recsys.ports import ConversationStore

TURNS_READ = 20
"""How far back the request is looked for that an answer is to."""


class Elsewhere:
    """Makes the messages that stand in for answers."""

    def __init__(self, conversations: ConversationStore) -> None:
        """Take what knows the requests."""
        self._conversations = conversations

    async def notice(self, answer: Outgoing) -> Outgoing:
        """Return what to post to the person instead; to be made again, it has the same delivery id."""
        turns = await self._conversations.turns(answer.tenant, answer.conversation, TURNS_READ)
        request = next((turn.said for turn in turns if turn.id == answer.turn), None)
        delivery = DeliveryId(f"elsewhere-{answer.delivery}")
        return Outgoing(
            delivery=delivery,
            tenant=answer.tenant,
            conversation=answer.conversation,
            user=answer.user,
            address=Address(answer.user),
            kind="notice",
            payload=not_allowed(request).payload(delivery),
        )
