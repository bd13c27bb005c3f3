-- joined_at: when a pick was added to those that its message showed already; NULL for those shown from the start.
ALTER TABLE impressions ADD COLUMN joined_at REAL;
