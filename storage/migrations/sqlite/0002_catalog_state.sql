-- identity: names the catalog of this file, so that what is derived from it is never taken for another's.
-- vector_changes: counts the changes of vectors, of all models together.
CREATE TABLE new_catalog (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    identity TEXT NOT NULL,
    version INTEGER NOT NULL,
    vector_changes INTEGER NOT NULL
) STRICT;

INSERT INTO new_catalog (one, identity, version, vector_changes)
SELECT one, lower(hex(randomblob(16))), version, (SELECT coalesce(max(changes), 0) FROM vector_models) FROM catalog;

DROP TABLE catalog;

ALTER TABLE new_catalog RENAME TO catalog;

-- changed: the number of the change that a vector came with. 1 stands for all before there were such numbers: the rows
-- are not written anew, which would take minutes for a million of them.
ALTER TABLE vectors ADD COLUMN changed INTEGER NOT NULL DEFAULT 1;

CREATE INDEX vectors_by_change ON vectors (model, changed, item);

-- Both in the same order, and with all that tells whether an item has a vector of its present text: a walk through the
-- two finds the items without one, and reads neither items nor vectors.
CREATE INDEX items_by_text ON items (id, content_hash);

DROP INDEX vectors_by_item;

CREATE INDEX vectors_by_item ON vectors (item, model, content_hash);
