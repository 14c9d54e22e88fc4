// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/skippedstanza.h"

#include "xmpp/xmppnamespaces.h"

#include <QDomDocument>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace WebJabber {

// A message in a carbon or an archive result is at level 4, and nothing deeper than its children is read.
static constexpr int maxLevels = 6;

static QDomElement elementFrom(const QXmlStreamReader &reader, QDomDocument &document)
{
    QDomElement element = document.createElementNS(reader.namespaceUri().toString(), reader.qualifiedName().toString());
    for (const QXmlStreamAttribute &attribute : reader.attributes()) {
        if (attribute.namespaceUri().isEmpty())
            element.setAttribute(attribute.name().toString(), attribute.value().toString());
        else
            element.setAttributeNS(attribute.namespaceUri().toString(), attribute.qualifiedName().toString(),
                                   attribute.value().toString());
    }
    return element;
}

// Returns the first element within the outermost one. The text may end anywhere.
static QDomElement readElements(const QByteArray &xml)
{
    QDomDocument document;
    QDomNode parent; // null until the first element, which is appended to the document
    QXmlStreamReader reader(xml);
    reader.readNextStartElement();
    int level = 0;
    while (!reader.atEnd()) {
        const auto token = reader.readNext();
        if (token == QXmlStreamReader::StartElement && ++level <= maxLevels) {
            const QDomElement element = elementFrom(reader, document);
            parent = parent.isNull() ? document.appendChild(element) : parent.appendChild(element);
        } else if (token == QXmlStreamReader::EndElement && level-- <= maxLevels) {
            parent = parent.parentNode();
        }
        if (token == QXmlStreamReader::EndElement && level <= 0)
            break;
    }
    return document.documentElement();
}

// QXmlStreamReader reports an element only if something follows it.
static const QByteArray closed = "/></stream>";

// Returns the start tag up to its last complete attribute, closed.
static QByteArray cutStartTag(QByteArrayView beginning)
{
    char quote = 0;
    qsizetype end = 0;
    for (qsizetype i = 0; i < beginning.size(); ++i) {
        const char c = beginning.at(i);
        if (quote && c == quote) {
            quote = 0;
            end = i + 1;
        } else if (!quote && (c == '"' || c == '\'')) {
            quote = c;
        } else if (!quote && c == '>') {
            break;
        }
    }
    return beginning.first(end).toByteArray() + closed;
}

static QByteArray nameOnly(QByteArrayView beginning)
{
    qsizetype end = 0;
    while (end < beginning.size() && !QByteArrayView(" \t\r\n/>").contains(beginning.at(end)))
        ++end;
    return beginning.first(end).toByteArray() + closed;
}

QDomElement readBeginning(const QByteArray &wrapper, QByteArrayView beginning)
{
    for (const QByteArray &xml : {beginning.toByteArray(), cutStartTag(beginning), nameOnly(beginning)}) {
        if (const QDomElement element = readElements(wrapper + xml); !element.isNull())
            return element;
    }
    return {};
}

void addEnd(QDomElement &stanza, const QByteArray &wrapper, QByteArrayView end)
{
    if (end.isEmpty())
        return;
    // The end tag in `end` does not match <end>, so the parser stops there.
    const QDomElement children = readElements(wrapper + "<end>" + end.toByteArray());
    for (auto child = children.firstChildElement(); !child.isNull(); child = child.nextSiblingElement())
        stanza.appendChild(stanza.ownerDocument().importNode(child, true));
}

static void copyAttribute(const QDomElement &from, QDomElement &to, const QString &name)
{
    if (from.hasAttribute(name))
        to.setAttribute(name, from.attribute(name));
}

QDomElement replacementFor(const QDomElement &stanza)
{
    const QString client = clientNamespace;
    const QString type = stanza.attribute(u"type"_s);
    QDomDocument document;
    if (stanza.localName() != "iq"_L1 || (type != "result"_L1 && type != "error"_L1))
        return document.createElementNS(client, u"message"_s);
    QDomElement iq = document.createElementNS(client, u"iq"_s);
    iq.setAttribute(u"type"_s, u"error"_s);
    copyAttribute(stanza, iq, u"id"_s);
    copyAttribute(stanza, iq, u"from"_s);
    QDomElement error = document.createElementNS(client, u"error"_s);
    error.setAttribute(u"type"_s, u"modify"_s);
    error.appendChild(document.createElementNS(stanzaErrorNamespace, u"policy-violation"_s));
    iq.appendChild(error);
    return iq;
}

} // namespace WebJabber
