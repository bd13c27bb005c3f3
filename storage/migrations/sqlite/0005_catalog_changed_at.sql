-- changed_at: when the version grew last; null until it does, and where it did before this was noted.
ALTER TABLE catalog ADD COLUMN changed_at REAL;
