-- side: which of two compared rankings placed a pick; '' where none were compared, or both agreed.
ALTER TABLE impressions ADD COLUMN side TEXT NOT NULL DEFAULT '' CHECK (side IN ('', 'personal', 'plain'));

-- sides: aligned with items, or empty.
ALTER TABLE outbox ADD COLUMN sides TEXT NOT NULL DEFAULT '[]';
