// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/streamxml.h"

#include <QDomDocument>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace WebJabber {

static QString describe(StanzaFramer::Error error)
{
    switch (error) {
    case StanzaFramer::Error::TooLarge:
        return u"The XMPP server sent a stanza over the size limit."_s;
    case StanzaFramer::Error::TooDeep:
        return u"The XMPP server sent a stanza nested too deeply."_s;
    case StanzaFramer::Error::Restricted:
        return u"The XMPP server sent XML that XMPP forbids."_s;
    case StanzaFramer::Error::NotWellFormed:
        break;
    }
    return u"The XMPP server sent XML that is not well-formed."_s;
}

Problem problemOf(StanzaFramer::Error error)
{
    const QString condition = error == StanzaFramer::Error::NotWellFormed ? u"not-well-formed"_s
        : error == StanzaFramer::Error::Restricted                        ? u"restricted-xml"_s
                                                                          : u"policy-violation"_s;
    return {ProblemCode::XmppError, describe(error), condition, {}};
}

static Result<QDomElement> parseDocument(const QByteArray &xml)
{
    QDomDocument document;
    if (!document.setContent(xml,
                             QDomDocument::ParseOptions(QDomDocument::ParseOption::UseNamespaceProcessing)
                                 | QDomDocument::ParseOption::PreserveSpacingOnlyNodes))
        return std::unexpected(problemOf(StanzaFramer::Error::NotWellFormed));
    return document.documentElement();
}

Result<QDomElement> parseStreamOpen(const QByteArray &streamOpen)
{
    return parseDocument(QByteArray(streamOpen).insert(streamOpen.size() - 1, '/'));
}

QByteArray wrapperOf(const QByteArray &streamOpen)
{
    static QByteArray latest; // shared, as all streams of a server have the same tag
    QByteArray tag = "<stream";
    QXmlStreamReader reader(streamOpen);
    reader.readNextStartElement();
    for (const QXmlStreamNamespaceDeclaration &declaration : reader.namespaceDeclarations()) {
        const QByteArray prefix = declaration.prefix().toUtf8();
        const QByteArray uri = declaration.namespaceUri().toString().toHtmlEscaped().toUtf8();
        tag += (prefix.isEmpty() ? " xmlns" : " xmlns:" + prefix) + "=\"" + uri + '"';
    }
    tag += '>';
    if (tag != latest)
        latest = tag;
    return latest;
}

Result<QDomElement> parseWrapped(const QByteArray &wrapper, QByteArrayView xml)
{
    return parseDocument(QByteArray(wrapper).append(xml).append("</stream>"));
}

} // namespace WebJabber
