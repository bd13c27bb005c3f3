-- turn: what a message was answered by, the latest where an edit had it answered again.
ALTER TABLE inbox ADD COLUMN turn TEXT;
