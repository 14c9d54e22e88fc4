-- SPDX-License-Identifier: GPL-3.0-or-later
-- Times are milliseconds since 1970-01-01T00:00Z. What databases spell
-- differently stands here as ${...}: daemon/store/sqldialect.cpp spells it out.

CREATE TABLE accounts (
    id ${identity},
    jid TEXT UNIQUE, -- NULL: it was removed, and what is left of it is being deleted
    credentials ${blob} NOT NULL, -- sealed by the vault
    archive_id TEXT NOT NULL,
    last_seq BIGINT NOT NULL, -- of the newest event there ever was
    compat_cursor BIGINT NOT NULL, -- what the clients of 2012 have acknowledged
    read_seq BIGINT NOT NULL, -- the newest seq that any device has acknowledged
    push_seq BIGINT NOT NULL, -- of the newest event that subscribers are to be told of
    created BIGINT NOT NULL
);

CREATE TABLE devices (
    id TEXT PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    token_hash ${blob} NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    acknowledged BIGINT NOT NULL, -- a seq; of no meaning where the kind is compat
    created BIGINT NOT NULL,
    last_seen BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX devices_by_account ON devices (account_id);

-- An account's events have no gaps: they are deleted from the oldest on.
CREATE TABLE events (
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    seq BIGINT NOT NULL,
    type TEXT NOT NULL,
    direction TEXT NOT NULL,
    time BIGINT NOT NULL,
    sender TEXT NOT NULL,
    recipient TEXT NOT NULL,
    id TEXT NOT NULL,
    stanza_id TEXT NOT NULL,
    body TEXT NOT NULL,
    thread TEXT NOT NULL,
    is_delayed INTEGER NOT NULL,
    stored BIGINT NOT NULL,
    PRIMARY KEY (account_id, seq)
);

-- What makes an event the same as one that was kept before, also after that is deleted.
CREATE TABLE seen (
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    fingerprint ${blob} NOT NULL,
    kind INTEGER NOT NULL,
    seq BIGINT NOT NULL,
    time BIGINT NOT NULL,
    PRIMARY KEY (account_id, fingerprint)
) ${clustered};

CREATE TABLE outgoing (
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    seq BIGINT NOT NULL, -- of the event that stands for it
    recipient TEXT NOT NULL,
    type TEXT NOT NULL,
    body TEXT NOT NULL, -- empty once it is settled
    thread TEXT NOT NULL,
    content ${blob} NOT NULL, -- hash of what makes two messages the same
    state TEXT NOT NULL,
    problem TEXT NOT NULL,
    time BIGINT NOT NULL,
    PRIMARY KEY (account_id, id)
);
CREATE INDEX outgoing_by_state ON outgoing (account_id, state, seq);

-- With accounts.push_seq and .read_seq this is the whole push outbox: a few
-- columns, never a row per message.
CREATE TABLE push_subscriptions (
    id TEXT PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    device_id TEXT REFERENCES devices (id) ON DELETE CASCADE, -- NULL: of the clients of 2012
    kind TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    payload TEXT NOT NULL,
    wants_presence INTEGER NOT NULL,
    public_key ${blob} NOT NULL,
    auth_secret ${blob} NOT NULL,
    secret ${blob} NOT NULL, -- sealed by the vault
    created BIGINT NOT NULL,
    sent_seq BIGINT NOT NULL, -- what it was told of
    version BIGINT NOT NULL, -- the last one it was told
    attempts INTEGER NOT NULL, -- that failed in a row
    failing_since BIGINT NOT NULL, -- 0: the last attempt went well
    next_attempt_at BIGINT NOT NULL, -- 0: whenever there is news
    last_status INTEGER NOT NULL,
    is_broken INTEGER NOT NULL
);
CREATE INDEX push_subscriptions_by_account ON push_subscriptions (account_id);
CREATE INDEX push_subscriptions_by_device ON push_subscriptions (device_id);
