// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/lazytimer.h"
#include "xmpp/stanzacodec.h"

#include <QObject>

#include <chrono>

class QXmppClient;
struct QXmppError;

namespace WebJabber {

// Reads the account's own archive (XEP-0313) in pages (XEP-0059), oldest first. Unlike QXmpp's archive manager, it
// accepts only results of its own query. The number of stanzas in a page depends on the size of those in the previous
// page, so that a page of large stanzas is short.
class ArchiveReader : public QObject
{
    Q_OBJECT

public:
    enum class Failure {
        NoArchive, // the server has no archive
        NotFound, // the archive no longer holds the stanza to read after
        Other, // an error, or no response in time
    };

    class Listener
    {
    public:
        virtual void handleStanza(const ArchivedStanza &stanza) = 0;
        // If `complete`, the archive holds nothing after this page.
        virtual void handlePage(bool complete) = 0;
        virtual void handleFailure(Failure failure) = 0;

    protected:
        ~Listener() = default;
    };

    static constexpr int pageSize = 100; // stanzas
    // Target size of all bodies of a page. The number of stanzas in the next query is derived from it.
    static constexpr qsizetype pageBytes = 1024 * 1024;
    // The reader ends a page at this many stanzas, or at maxPageBytes, even if the server sends more.
    static constexpr int longestPage = 1'000;
    static constexpr qsizetype maxPageBytes = 64 * pageBytes;
    // A query fails after this time without a result.
    static constexpr std::chrono::seconds responseTimeout{30};

    // The client and the listener must outlive the reader.
    ArchiveReader(QXmppClient &client, Listener &listener, QObject *parent = nullptr);

    // Each call cancels the running query. It leads to any number of handleStanza() calls, then one handlePage() or
    // handleFailure().
    void readAfter(const QString &id); // empty: from the oldest stanza
    void readSince(const QDateTime &time);
    void readNewest(); // the newest stanza only
    void stop();
    bool isReading() const { return !m_queryId.isEmpty(); }

    // Takes a received archive result. A result of another query is ignored.
    void handleResult(const ArchivedStanza &stanza);
    // `responseTimeout` does not run while disconnected.
    void setConnected(bool connected);

private:
    struct Query {
        QString after;
        QDateTime start;
        int max = pageSize;
        bool newestOnly = false;
    };
    class QueryIq;

    void sendQuery(const Query &query);
    void finishPage(const QDomElement &answer);
    void endPage(bool complete);
    void fail(Failure failure);

    QXmppClient &m_client;
    Listener &m_listener;
    QString m_queryId; // empty: no query is running
    LazyTimer m_deadline;
    int m_pageStanzas = 0;
    int m_nextPageSize = pageSize;
    qsizetype m_pageBytes = 0;
};

} // namespace WebJabber
