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

-- The push outbox is a few columns here, never a row per message.
CREATE TABLE push_subscriptions (
    id TEXT PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    wants_presence INTEGER NOT NULL,
    created BIGINT NOT NULL,
    pending_seq BIGINT NOT NULL DEFAULT 0,
    sent_seq BIGINT NOT NULL DEFAULT 0,
    next_attempt_at BIGINT NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    last_status INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX push_subscriptions_by_account ON push_subscriptions (account_id);
