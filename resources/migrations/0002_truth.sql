-- SPDX-License-Identifier: GPL-3.0-or-later

-- What an event says beyond its columns, as JSON; '' for plain text.
ALTER TABLE events ADD COLUMN content TEXT NOT NULL DEFAULT '';

-- The presence that the user chose, over every restart.
ALTER TABLE accounts ADD COLUMN presence_show TEXT NOT NULL DEFAULT 'online';
ALTER TABLE accounts ADD COLUMN presence_status TEXT NOT NULL DEFAULT '';

-- Whose requests for contact the account's devices know of. A server repeats a
-- request at each sign-in until it is answered.
CREATE TABLE askers (
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    PRIMARY KEY (account_id, jid)
) ${clustered};

-- Why a message failed, as the XMPP server said it.
ALTER TABLE outgoing ADD COLUMN condition TEXT NOT NULL DEFAULT '';
ALTER TABLE outgoing ADD COLUMN detail TEXT NOT NULL DEFAULT '';

-- What subscribers are notified of by an event: a PushEvent, or 64 for a marker
-- that says what was read (daemon/store/pushrows.h); 0: nothing. And the
-- conversation it belongs to; '': the bare JID of the other side.
ALTER TABLE events ADD COLUMN push_event INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN conversation TEXT NOT NULL DEFAULT '';
UPDATE events SET push_event = 1
    WHERE type = 'message' AND direction = 'in' AND body <> ''
    AND NOT EXISTS (SELECT 1 FROM accounts WHERE accounts.id = events.account_id
                    AND (sender = jid OR substr(sender, 1, length(jid) + 1) = jid || '/'));
UPDATE events SET push_event = 64 WHERE type = 'marker' AND direction = 'out';
CREATE INDEX events_to_push ON events (account_id, push_event, seq, conversation) WHERE push_event > 0;

-- What a subscription is notified of, as names with spaces between them; since
-- when its endpoint answers 404 (0: it does not); and what was wrong last.
ALTER TABLE push_subscriptions ADD COLUMN events TEXT NOT NULL DEFAULT 'message';
UPDATE push_subscriptions SET events = 'message presence' WHERE wants_presence <> 0;
ALTER TABLE push_subscriptions DROP COLUMN wants_presence;
ALTER TABLE push_subscriptions ADD COLUMN missing_since BIGINT NOT NULL DEFAULT 0;
ALTER TABLE push_subscriptions ADD COLUMN last_problem TEXT NOT NULL DEFAULT '';
-- About how many bytes an event takes in an answer, and all events of an account together.
ALTER TABLE events ADD COLUMN bytes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN queue_bytes BIGINT NOT NULL DEFAULT 0;
UPDATE events SET bytes = 512 + length(body);
UPDATE accounts SET queue_bytes = (SELECT coalesce(sum(bytes), 0) FROM events WHERE account_id = accounts.id);
