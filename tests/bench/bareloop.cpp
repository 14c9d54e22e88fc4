// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqldialect.h"

#include "bareloop.h"

#include "benchevent.h"

#include <QDateTime>
#include <QFile>
#include <QRandomGenerator>

namespace WebJabber::Bench {

static constexpr int fingerprintBytes = 16;

BareLoop::BareLoop(const QString &file, int accounts)
    : m_seqs(std::size_t(accounts))
{
    if (sqlite3_open(QFile::encodeName(file).constData(), &m_database) != SQLITE_OK)
        qFatal("cannot open the database");
    for (const QString &statement : SqlDialect::setUpStatements())
        run(statement.toUtf8());
    m_statements[Begin] = prepared("BEGIN IMMEDIATE");
    m_statements[InsertSeen] = prepared("INSERT INTO seen (account_id, fingerprint, kind, seq, time)"
                                        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (account_id, fingerprint) DO NOTHING");
    m_statements[InsertEvent] = prepared(
        "INSERT INTO events (account_id, seq, type, direction, time, sender, recipient, id, stanza_id, body,"
        " thread, is_delayed, stored) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    m_statements[UpdateAccount] = prepared("UPDATE accounts SET last_seq = ?, compat_cursor = ? WHERE id = ?");
    m_statements[Commit] = prepared("COMMIT");
}

BareLoop::~BareLoop()
{
    for (sqlite3_stmt *statement : m_statements)
        sqlite3_finalize(statement);
    sqlite3_close(m_database);
}

void BareLoop::run(const QByteArray &sql)
{
    if (sqlite3_exec(m_database, sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        qFatal("%s: %s", sql.constData(), sqlite3_errmsg(m_database));
}

sqlite3_stmt *BareLoop::prepared(const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v3(m_database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
        qFatal("%s: %s", sql, sqlite3_errmsg(m_database));
    return statement;
}

void BareLoop::step(Statement statement)
{
    if (sqlite3_step(m_statements[statement]) != SQLITE_DONE)
        qFatal("%s", sqlite3_errmsg(m_database));
    sqlite3_reset(m_statements[statement]);
}

void BareLoop::bindText(Statement statement, int index, const QByteArray &text)
{
    sqlite3_bind_text(m_statements[statement], index, text.constData(), int(text.size()), SQLITE_STATIC);
}

void BareLoop::insertSeen(int account, qint64 seq, int kind)
{
    std::array<quint32, fingerprintBytes / sizeof(quint32)> fingerprint;
    QRandomGenerator::global()->fillRange(fingerprint.data(), fingerprint.size());
    sqlite3_stmt *statement = m_statements[InsertSeen];
    sqlite3_bind_int64(statement, 1, account + 1);
    sqlite3_bind_blob(statement, 2, fingerprint.data(), fingerprintBytes, SQLITE_STATIC);
    sqlite3_bind_int(statement, 3, kind);
    sqlite3_bind_int64(statement, 4, seq);
    sqlite3_bind_int64(statement, 5, QDateTime::currentMSecsSinceEpoch());
    step(InsertSeen);
}

void BareLoop::insertEvent(int account, qint64 seq)
{
    const Event event = benchEvent(account, m_next++);
    const QByteArray from = event.from.toString().toUtf8();
    const QByteArray to = event.to.toString().toUtf8();
    const QByteArray id = event.id.toUtf8();
    const QByteArray stanzaId = event.stanzaId.toUtf8();
    const QByteArray body = event.body.toUtf8();
    sqlite3_stmt *statement = m_statements[InsertEvent];
    sqlite3_bind_int64(statement, 1, account + 1);
    sqlite3_bind_int64(statement, 2, seq);
    bindText(InsertEvent, 3, "message");
    bindText(InsertEvent, 4, "in");
    sqlite3_bind_int64(statement, 5, event.time.toMSecsSinceEpoch());
    bindText(InsertEvent, 6, from);
    bindText(InsertEvent, 7, to);
    bindText(InsertEvent, 8, id);
    bindText(InsertEvent, 9, stanzaId);
    bindText(InsertEvent, 10, body);
    bindText(InsertEvent, 11, "");
    sqlite3_bind_int(statement, 12, 0);
    sqlite3_bind_int64(statement, 13, QDateTime::currentMSecsSinceEpoch());
    step(InsertEvent);
}

void BareLoop::commit(int events)
{
    step(Begin);
    for (int i = 0; i < events; ++i) {
        const int account = m_next % int(m_seqs.size());
        const qint64 seq = ++m_seqs[std::size_t(account)];
        insertSeen(account, seq, 0);
        insertSeen(account, seq, 2);
        insertEvent(account, seq);
    }
    for (std::size_t account = 0; account < std::min(m_seqs.size(), std::size_t(events)); ++account) {
        sqlite3_stmt *statement = m_statements[UpdateAccount];
        sqlite3_bind_int64(statement, 1, m_seqs[account]);
        sqlite3_bind_int64(statement, 2, 0);
        sqlite3_bind_int64(statement, 3, qint64(account) + 1);
        step(UpdateAccount);
    }
    step(Commit);
}

} // namespace WebJabber::Bench
