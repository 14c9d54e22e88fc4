// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <array>
#include <sqlite3.h>
#include <vector>

namespace WebJabber::Bench {

// The store's work for an event without the store: the same statements on the same tables, directly through SQLite's
// API.
class BareLoop
{
public:
    // `file` is a database that an SqlStore has created with these accounts.
    BareLoop(const QString &file, int accounts);
    ~BareLoop();
    Q_DISABLE_COPY_MOVE(BareLoop)

    // Commits this many events in one transaction.
    void commit(int events);

private:
    enum Statement { Begin, InsertSeen, InsertEvent, UpdateAccount, Commit, StatementCount };

    void run(const QByteArray &sql);
    sqlite3_stmt *prepared(const char *sql);
    void step(Statement statement);
    void bindText(Statement statement, int index, const QByteArray &text);
    void insertSeen(int account, qint64 seq, int kind);
    void insertEvent(int account, qint64 seq);

    sqlite3 *m_database = nullptr;
    std::array<sqlite3_stmt *, StatementCount> m_statements{};
    std::vector<qint64> m_seqs; // per account
    int m_next = 0;
};

} // namespace WebJabber::Bench
