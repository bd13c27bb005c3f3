-- replaces: the delivery in whose place a message is shown, by updating what was posted for it.
ALTER TABLE outbox ADD COLUMN replaces TEXT;

-- delivery: the message that answered.
ALTER TABLE turns ADD COLUMN delivery TEXT;

-- state_before: what the latest turn was answered from, so that its request can still be corrected.
ALTER TABLE conversations ADD COLUMN state_before TEXT;

CREATE INDEX turns_by_time ON turns (at);
