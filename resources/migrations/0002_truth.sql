-- SPDX-License-Identifier: GPL-3.0-or-later

-- What an event says beyond its columns, as JSON; '' for plain text.
ALTER TABLE events ADD COLUMN content TEXT NOT NULL DEFAULT '';

-- Why a message failed, as the XMPP server said it.
ALTER TABLE outgoing ADD COLUMN condition TEXT NOT NULL DEFAULT '';
ALTER TABLE outgoing ADD COLUMN detail TEXT NOT NULL DEFAULT '';
