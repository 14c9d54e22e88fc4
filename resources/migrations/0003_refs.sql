-- SPDX-License-Identifier: GPL-3.0-or-later

-- Which event is the message that a later event refers to by an id, also after the message was deleted.
CREATE TABLE refs (
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    reference ${blob} NOT NULL, -- hashes of the conversation and of the id
    author ${blob} NOT NULL, -- hash; two authors may use the same id
    seq BIGINT NOT NULL,
    time BIGINT NOT NULL, -- when the row was written
    PRIMARY KEY (account_id, reference, author)
) ${clustered};
