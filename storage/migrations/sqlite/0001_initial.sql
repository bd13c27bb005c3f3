-- State is keyed by (enterprise, team) first; the catalog is one for all teams of a database.
-- Times are seconds since the epoch.

CREATE TABLE catalog (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL
) STRICT;

INSERT INTO catalog (one, version) VALUES (1, 0);

-- digest: of the whole item, to see what an import changes; content_hash: of the text that is embedded.
CREATE TABLE items (
    id TEXT PRIMARY KEY NOT NULL,
    title TEXT NOT NULL,
    brand TEXT NOT NULL,
    category TEXT NOT NULL,
    price REAL,
    currency TEXT NOT NULL,
    description TEXT NOT NULL,
    tags TEXT NOT NULL,
    attributes TEXT NOT NULL,
    url TEXT NOT NULL,
    image_url TEXT NOT NULL,
    in_stock INTEGER,
    content_hash TEXT NOT NULL,
    digest TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE INDEX items_by_version ON items (version);

CREATE TABLE removed_items (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE INDEX removed_items_by_version ON removed_items (version);

CREATE TABLE vector_models (
    model TEXT PRIMARY KEY NOT NULL,
    dimensions INTEGER NOT NULL,
    changes INTEGER NOT NULL
) STRICT;

-- vector: little-endian float32.
CREATE TABLE vectors (
    model TEXT NOT NULL REFERENCES vector_models (model) ON DELETE CASCADE,
    item TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    content_hash TEXT NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (model, item)
) STRICT;

CREATE INDEX vectors_by_item ON vectors (item);

CREATE TABLE profiles (
    enterprise TEXT NOT NULL,
    team TEXT NOT NULL,
    user TEXT NOT NULL,
    preferred_categories TEXT NOT NULL,
    budget_hint TEXT NOT NULL,
    budget_min REAL,
    budget_max REAL,
    updated_at REAL NOT NULL,
    PRIMARY KEY (enterprise, team, user)
) STRICT;

-- place: the order within one profile that was stored at one time.
CREATE TABLE interactions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    enterprise TEXT NOT NULL,
    team TEXT NOT NULL,
    user TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('view', 'purchase')),
    item TEXT NOT NULL,
    at REAL NOT NULL,
    place INTEGER NOT NULL,
    UNIQUE (enterprise, team, user, kind, item)
) STRICT;

CREATE INDEX interactions_by_time ON interactions (enterprise, team, user, kind, at DESC, place, number DESC);

CREATE TABLE conversations (
    enterprise TEXT NOT NULL,
    team TEXT NOT NULL,
    conversation TEXT NOT NULL,
    user TEXT NOT NULL,
    opened_at REAL NOT NULL,
    state TEXT,
    PRIMARY KEY (enterprise, team, conversation)
) STRICT;

-- position: counts the turns of a conversation, from 0.
CREATE TABLE turns (
    enterprise TEXT NOT NULL,
    team TEXT NOT NULL,
    id TEXT NOT NULL,
    conversation TEXT NOT NULL,
    user TEXT NOT NULL,
    position INTEGER NOT NULL,
    said TEXT NOT NULL,
    act TEXT NOT NULL,
    answered TEXT NOT NULL,
    at REAL NOT NULL,
    usage TEXT NOT NULL,
    PRIMARY KEY (enterprise, team, id),
    FOREIGN KEY (enterprise, team, conversation) REFERENCES conversations ON DELETE CASCADE
) STRICT;

CREATE INDEX turns_by_conversation ON turns (enterprise, team, conversation, position);

-- outcome: empty while the message waits or is worked on. An ended row keeps neither text nor reply_url: it only guards
-- against duplicates.
CREATE TABLE inbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    enterprise TEXT NOT NULL,
    team TEXT NOT NULL,
    event TEXT NOT NULL,
    channel TEXT NOT NULL,
    message TEXT NOT NULL,
    conversation TEXT NOT NULL,
    user TEXT NOT NULL,
    origin TEXT NOT NULL,
    text TEXT NOT NULL,
    address_channel TEXT NOT NULL,
    address_thread TEXT,
    received_at REAL NOT NULL,
    reply_url TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    owner TEXT NOT NULL DEFAULT '',
    lease_until REAL NOT NULL DEFAULT 0,
    retry_at REAL NOT NULL DEFAULT 0,
    outcome TEXT NOT NULL DEFAULT '',
    UNIQUE (enterprise, team, event)
) STRICT;

CREATE UNIQUE INDEX inbox_by_message ON inbox (enterprise, team, channel, message) WHERE message != '';
CREATE INDEX inbox_open ON inbox (number) WHERE outcome = '';
CREATE INDEX inbox_open_by_conversation ON inbox (enterprise, team, conversation, number) WHERE outcome = '';
CREATE INDEX inbox_ended ON inbox (received_at) WHERE outcome != '';

CREATE TABLE outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    delivery TEXT NOT NULL UNIQUE,
    enterprise TEXT NOT NULL,
    team TEXT NOT NULL,
    conversation TEXT NOT NULL,
    user TEXT NOT NULL,
    address_channel TEXT NOT NULL,
    address_thread TEXT,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    turn TEXT,
    items TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('pending', 'sending', 'sent', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 0,
    message TEXT,
    reason TEXT NOT NULL DEFAULT '',
    enqueued_at REAL NOT NULL,
    changed_at REAL NOT NULL
) STRICT;

CREATE INDEX outbox_open ON outbox (number) WHERE status IN ('pending', 'sending');
CREATE INDEX outbox_open_by_conversation ON outbox (enterprise, team, conversation, number)
WHERE status IN ('pending', 'sending');

CREATE TABLE impressions (
    enterprise TEXT NOT NULL,
    team TEXT NOT NULL,
    channel TEXT NOT NULL,
    message TEXT NOT NULL,
    position INTEGER NOT NULL,
    item TEXT NOT NULL,
    conversation TEXT NOT NULL,
    turn TEXT NOT NULL,
    user TEXT NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (enterprise, team, channel, message, position)
) STRICT;

-- No reference to impressions: a reaction may come before we know that the answer was posted.
CREATE TABLE feedback (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    enterprise TEXT NOT NULL,
    team TEXT NOT NULL,
    channel TEXT NOT NULL,
    message TEXT NOT NULL,
    user TEXT NOT NULL,
    source TEXT NOT NULL,
    signal TEXT NOT NULL CHECK (signal IN ('up', 'down', 'pick')),
    position INTEGER,
    at REAL NOT NULL,
    UNIQUE (enterprise, team, channel, message, user, source)
) STRICT;

CREATE INDEX feedback_by_user ON feedback (enterprise, team, user, at DESC, number DESC);
