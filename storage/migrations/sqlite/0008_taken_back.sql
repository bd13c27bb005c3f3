-- at: what a route said of a message until then is taken back, also where it comes only later.
CREATE TABLE taken_back (
    enterprise TEXT NOT NULL,
    team TEXT NOT NULL,
    channel TEXT NOT NULL,
    message TEXT NOT NULL,
    user TEXT NOT NULL,
    source TEXT NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (enterprise, team, channel, message, user, source)
) STRICT;
