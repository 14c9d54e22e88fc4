// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/lazytimer.h"
#include "xmpp/stanzacodec.h"

#include <QObject>

#include <chrono>

class QXmppClient;
struct QXmppError;

namespace WebJabber {

// Reads the account's own archive (XEP-0313) in pages (XEP-0059), oldest first.
// Unlike QXmpp's, it takes only what its own query was answered with. The size of
// a page follows that of the one before, so that a page of large stanzas is short.
class ArchiveReader : public QObject
{
    Q_OBJECT

public:
    enum class Failure {
        NoArchive, // the server has none
        NotFound, // where to begin is no longer in it
        Other, // an error, or no answer in time
    };

    class Listener
    {
    public:
        virtual void handleStanza(const ArchivedStanza &stanza) = 0;
        // `complete`: the archive holds nothing beyond this page.
        virtual void handlePage(bool complete) = 0;
        virtual void handleFailure(Failure failure) = 0;

    protected:
        ~Listener() = default;
    };

    static constexpr int pageSize = 100; // stanzas
    // What the bodies of a page should be in all; the next page is asked for by it.
    static constexpr qsizetype pageBytes = 1024 * 1024;
    // A page that is longer ends there, whatever the server goes on sending.
    static constexpr int longestPage = 1'000;
    static constexpr qsizetype maxPageBytes = 64 * pageBytes;
    // Without a word from the archive.
    static constexpr std::chrono::seconds patience{30};

    // What is passed must outlive it.
    ArchiveReader(QXmppClient &client, Listener &listener, QObject *parent = nullptr);

    // Each ends what was asked before, and is answered by any number of stanzas
    // and one page or failure.
    void readAfter(const QString &id); // empty: from the oldest
    void readSince(const QDateTime &time);
    void readNewest(); // the newest stanza only
    void stop();
    bool isReading() const { return !m_queryId.isEmpty(); }

    // What came by as a result of an archive query.
    void take(const ArchivedStanza &stanza);
    // While there is no connection time does not count.
    void setConnected(bool connected);

private:
    struct Query {
        QString after;
        QDateTime start;
        int max = pageSize;
        bool newestOnly = false;
    };
    class QueryIq;

    void ask(const Query &query);
    void finishPage(const QDomElement &answer);
    void endPage(bool complete);
    void fail(Failure failure);

    QXmppClient &m_client;
    Listener &m_listener;
    QString m_queryId; // empty: none is running
    LazyTimer m_deadline;
    int m_pageStanzas = 0;
    int m_nextPageSize = pageSize;
    qsizetype m_pageBytes = 0;
};

} // namespace WebJabber
