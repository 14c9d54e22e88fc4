-- SPDX-License-Identifier: GPL-3.0-or-later

-- What a message is beyond its text, as JSON; '' for plain text. After it is settled: what later references need.
ALTER TABLE outgoing RENAME COLUMN content TO content_hash;
ALTER TABLE outgoing ADD COLUMN content TEXT NOT NULL DEFAULT '';
