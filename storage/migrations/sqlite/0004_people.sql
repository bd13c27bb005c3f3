ALTER TABLE profiles ADD COLUMN preferred_brands TEXT NOT NULL DEFAULT '[]';
ALTER TABLE profiles ADD COLUMN avoided_brands TEXT NOT NULL DEFAULT '[]';
ALTER TABLE profiles ADD COLUMN avoided_categories TEXT NOT NULL DEFAULT '[]';
ALTER TABLE profiles ADD COLUMN learning INTEGER NOT NULL DEFAULT 1;
ALTER TABLE profiles ADD COLUMN surprises INTEGER NOT NULL DEFAULT 1;

CREATE TABLE new_interactions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    enterprise TEXT NOT NULL,
    team TEXT NOT NULL,
    user TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('view', 'purchase', 'save', 'retract')),
    item TEXT NOT NULL,
    at REAL NOT NULL,
    place INTEGER NOT NULL,
    UNIQUE (enterprise, team, user, kind, item)
) STRICT;

INSERT INTO new_interactions SELECT * FROM interactions;
DROP TABLE interactions;
ALTER TABLE new_interactions RENAME TO interactions;

CREATE INDEX interactions_by_time ON interactions (enterprise, team, user, kind, at DESC, place, number DESC);

-- revision: counts the sets of picks that a message has shown, from 0. A set without picks is one row with position 0.
CREATE TABLE new_impressions (
    enterprise TEXT NOT NULL,
    team TEXT NOT NULL,
    channel TEXT NOT NULL,
    message TEXT NOT NULL,
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    item TEXT NOT NULL,
    conversation TEXT NOT NULL,
    turn TEXT NOT NULL,
    user TEXT NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (enterprise, team, channel, message, revision, position)
) STRICT;

INSERT INTO new_impressions
SELECT enterprise, team, channel, message, 0, position, item, conversation, turn, user, at FROM impressions;
DROP TABLE impressions;
ALTER TABLE new_impressions RENAME TO impressions;

CREATE INDEX impressions_by_user ON impressions (enterprise, team, user);

CREATE TABLE new_feedback (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    enterprise TEXT NOT NULL,
    team TEXT NOT NULL,
    channel TEXT NOT NULL,
    message TEXT NOT NULL,
    revision INTEGER NOT NULL,
    user TEXT NOT NULL,
    source TEXT NOT NULL,
    signal TEXT NOT NULL CHECK (signal IN ('up', 'down', 'pick', 'dismiss')),
    position INTEGER,
    at REAL NOT NULL,
    reason TEXT NOT NULL,
    UNIQUE (enterprise, team, channel, message, revision, user, source)
) STRICT;

INSERT INTO new_feedback
SELECT number, enterprise, team, channel, message, 0, user, source, signal, position, at, '' FROM feedback;
DROP TABLE feedback;
ALTER TABLE new_feedback RENAME TO feedback;

CREATE INDEX feedback_by_user ON feedback (enterprise, team, user, at DESC, number DESC);

-- What a feedback event says of each pick that it is about; it outlives the impressions.
CREATE TABLE words (
    feedback INTEGER NOT NULL REFERENCES feedback (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    enterprise TEXT NOT NULL,
    team TEXT NOT NULL,
    user TEXT NOT NULL,
    item TEXT NOT NULL,
    kind TEXT NOT NULL,
    weight REAL NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (feedback, position)
) STRICT;

CREATE INDEX words_by_item ON words (enterprise, team, user, item);

-- Each person's last word on each item: follows from words and interactions, and is kept in step with them.
CREATE TABLE opinions (
    enterprise TEXT NOT NULL,
    team TEXT NOT NULL,
    user TEXT NOT NULL,
    item TEXT NOT NULL,
    weight REAL NOT NULL,
    at REAL NOT NULL,
    kind TEXT NOT NULL,
    position INTEGER,
    PRIMARY KEY (enterprise, team, user, item)
) STRICT;

-- All that the latest opinions need: every turn reads them.
CREATE INDEX opinions_by_time ON opinions (enterprise, team, user, at DESC, item, weight, kind, position);

-- number: a new one, which no team ever had, with every change of a team's opinions.
CREATE TABLE opinion_changes (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    enterprise TEXT NOT NULL,
    team TEXT NOT NULL,
    UNIQUE (enterprise, team)
) STRICT;

-- Teams that took the bot out, and when; their rows go some time after.
CREATE TABLE uninstalled (
    enterprise TEXT NOT NULL,
    team TEXT NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (enterprise, team)
) STRICT;

CREATE INDEX turns_by_user ON turns (enterprise, team, user, at);

INSERT INTO words
SELECT number, shown.position, enterprise, team, feedback.user, item, 'pick', 1.0, feedback.at
FROM feedback JOIN impressions AS shown USING (enterprise, team, channel, message, revision)
WHERE feedback.position = shown.position AND signal != 'down'
UNION ALL
SELECT number, shown.position, enterprise, team, feedback.user, item, 'dismiss', -1.0, feedback.at
FROM feedback JOIN impressions AS shown USING (enterprise, team, channel, message, revision)
WHERE feedback.position = shown.position AND signal = 'down'
UNION ALL
SELECT number, shown.position, enterprise, team, feedback.user, item, iif(signal = 'down', 'down', 'up'),
    iif(signal = 'down', -1.0, 1.0) / shown.position / sum(1.0 / shown.position) OVER (PARTITION BY number),
    feedback.at
FROM feedback JOIN impressions AS shown USING (enterprise, team, channel, message, revision)
WHERE feedback.position IS NULL;

INSERT INTO opinions
SELECT enterprise, team, user, item, weight, at, kind, position FROM (
    SELECT *, row_number() OVER (
        PARTITION BY enterprise, team, user, item ORDER BY kind NOT IN ('up', 'down') DESC, at DESC, number DESC
    ) AS place FROM (
        SELECT enterprise, team, user, item, weight, at, kind, position, feedback AS number FROM words
        UNION ALL
        SELECT enterprise, team, user, item, 0.8, at, kind, NULL, number FROM interactions WHERE kind = 'purchase'
    )
) WHERE place = 1;

INSERT INTO opinion_changes (enterprise, team) SELECT DISTINCT enterprise, team FROM opinions;
