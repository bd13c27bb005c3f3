-- state: of the conversation after that turn, for what is tapped under its answer once the talk has gone on.
ALTER TABLE turns ADD COLUMN state TEXT;

UPDATE turns SET state = (
    SELECT state FROM conversations
    WHERE conversations.enterprise = turns.enterprise AND conversations.team = turns.team
        AND conversations.conversation = turns.conversation
)
WHERE NOT EXISTS (
    SELECT 1 FROM turns AS later
    WHERE later.enterprise = turns.enterprise AND later.team = turns.team AND later.conversation = turns.conversation
        AND later.position > turns.position
);

-- about: the message of ours under which something was tapped.
ALTER TABLE inbox ADD COLUMN about TEXT NOT NULL DEFAULT '';

CREATE INDEX outbox_by_message ON outbox (enterprise, team, address_channel, message)
WHERE message IS NOT NULL AND turn IS NOT NULL;
