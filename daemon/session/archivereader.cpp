// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/archivereader.h"

#include "xmpp/xmppnamespaces.h"

#include <QUuid>
#include <QXmlStreamWriter>
#include <QXmppClient.h>
#include <QXmppError.h>
#include <QXmppIq.h>
#include <QXmppTask.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto setNamespace = "http://jabber.org/protocol/rsm"_L1;

class ArchiveReader::QueryIq : public QXmppIq
{
public:
    QueryIq(const QString &queryId, const Query &query)
        : QXmppIq(Set)
        , m_queryId(queryId)
        , m_query(query)
    {
        setId(queryId);
    }

    void toXmlElementFromChild(QXmlStreamWriter *writer) const override
    {
        writer->writeStartElement(u"query"_s);
        writer->writeDefaultNamespace(archiveNamespace);
        writer->writeAttribute(u"queryid"_s, m_queryId);
        if (m_query.start.isValid())
            writeStart(writer);
        writer->writeStartElement(u"set"_s);
        writer->writeDefaultNamespace(setNamespace);
        writer->writeTextElement(u"max"_s, QString::number(m_query.max));
        if (m_query.newestOnly)
            writer->writeEmptyElement(u"before"_s);
        else if (!m_query.after.isEmpty())
            writer->writeTextElement(u"after"_s, m_query.after);
        writer->writeEndElement();
        writer->writeEndElement();
    }

private:
    void writeStart(QXmlStreamWriter *writer) const
    {
        writer->writeStartElement(u"x"_s);
        writer->writeDefaultNamespace(formNamespace);
        writer->writeAttribute(u"type"_s, u"submit"_s);
        writeField(writer, u"FORM_TYPE"_s, archiveNamespace);
        writeField(writer, u"start"_s, m_query.start.toUTC().toString(Qt::ISODateWithMs));
        writer->writeEndElement();
    }

    static void writeField(QXmlStreamWriter *writer, const QString &name, const QString &value)
    {
        writer->writeStartElement(u"field"_s);
        writer->writeAttribute(u"var"_s, name);
        writer->writeTextElement(u"value"_s, value);
        writer->writeEndElement();
    }

    QString m_queryId;
    Query m_query;
};

static ArchiveReader::Failure failureOf(const QXmppError &error)
{
    const auto stanzaError = error.value<QXmppStanza::Error>();
    switch (stanzaError ? stanzaError->condition() : QXmppStanza::Error::NoCondition) {
    case QXmppStanza::Error::ItemNotFound:
        return ArchiveReader::Failure::NotFound;
    case QXmppStanza::Error::FeatureNotImplemented:
    case QXmppStanza::Error::ServiceUnavailable:
        return ArchiveReader::Failure::NoArchive;
    default:
        return ArchiveReader::Failure::Other;
    }
}

ArchiveReader::ArchiveReader(QXmppClient &client, Listener &listener, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_listener(listener)
    , m_deadline([this] { fail(Failure::Other); })
{
}

void ArchiveReader::readAfter(const QString &id)
{
    sendQuery({id, {}, m_nextPageSize});
}

void ArchiveReader::readSince(const QDateTime &time)
{
    sendQuery({{}, time, m_nextPageSize});
}

void ArchiveReader::readNewest()
{
    sendQuery({{}, {}, 1, true});
}

void ArchiveReader::sendQuery(const Query &query)
{
    m_queryId = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_pageStanzas = 0;
    m_pageBytes = 0;
    m_deadline.start(responseTimeout);
    m_client.sendIq(QueryIq(m_queryId, query)).then(this, [this, queryId = m_queryId](QXmppClient::IqResult &&result) {
        if (queryId != m_queryId)
            return;
        if (const auto *answer = std::get_if<QDomElement>(&result))
            finishPage(*answer);
        else
            fail(failureOf(std::get<QXmppError>(result)));
    });
}

void ArchiveReader::stop()
{
    m_queryId.clear();
    m_deadline.stop();
}

void ArchiveReader::setConnected(bool connected)
{
    if (connected && isReading())
        m_deadline.start(responseTimeout);
    else
        m_deadline.stop();
}

void ArchiveReader::handleResult(const ArchivedStanza &stanza)
{
    if (!isReading() || stanza.queryId != m_queryId)
        return;
    ++m_pageStanzas;
    if (stanza.event)
        m_pageBytes += stanza.event->body.size() + stanza.event->content.size();
    m_deadline.start(responseTimeout);
    m_listener.handleStanza(stanza);
    if (m_pageStanzas >= longestPage || m_pageBytes >= maxPageBytes)
        endPage(false);
}

void ArchiveReader::finishPage(const QDomElement &answer)
{
    const QDomElement fin = answer.firstChildElement(u"fin"_s, archiveNamespace);
    const QString complete = fin.attribute(u"complete"_s);
    // A page without stanzas is the last one, whatever its `complete` attribute is.
    endPage(complete == "true"_L1 || complete == "1"_L1 || m_pageStanzas == 0);
}

void ArchiveReader::endPage(bool complete)
{
    stop();
    const qsizetype stanzaBytes = m_pageBytes / std::max(m_pageStanzas, 1);
    const qsizetype fitting = pageBytes / std::max(stanzaBytes, qsizetype(1));
    const qsizetype longest = std::min(pageSize, 2 * m_nextPageSize); // at most twice the size of the last page
    m_nextPageSize = int(std::clamp(fitting, qsizetype(1), longest));
    m_listener.handlePage(complete);
}

void ArchiveReader::fail(Failure failure)
{
    stop();
    m_listener.handleFailure(failure);
}

} // namespace WebJabber
