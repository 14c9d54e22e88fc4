// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xmlcopy.h"

#include "xmpp/stanzaframer.h"

#include <QDomDocument>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto declarationNamespace = "http://www.w3.org/2000/xmlns/"_L1;

static void copyAttributes(const QDomElement &element, QXmlStreamWriter &writer)
{
    const QDomNamedNodeMap attributes = element.attributes();
    for (int i = 0; i < attributes.count(); ++i) {
        const QDomAttr attribute = attributes.item(i).toAttr();
        const QString ns = attribute.namespaceURI();
        if (ns == declarationNamespace || attribute.name() == "xmlns"_L1 || attribute.prefix() == "xmlns"_L1)
            continue;
        if (ns.isEmpty())
            writer.writeAttribute(attribute.name(), attribute.value());
        else
            writer.writeAttribute(ns, attribute.localName(), attribute.value());
    }
}

static void copyTree(const QDomElement &element, const QString &outerNamespace, QXmlStreamWriter &writer, int depth)
{
    const QString ns = element.namespaceURI();
    writer.writeStartElement(element.localName());
    if (ns != outerNamespace)
        writer.writeDefaultNamespace(ns);
    copyAttributes(element, writer);
    for (auto child = element.firstChild(); !child.isNull(); child = child.nextSibling()) {
        if (child.isElement() && depth < StanzaFramer::maxDepth)
            copyTree(child.toElement(), ns, writer, depth + 1);
        else if (child.isText()) // also CDATA
            writer.writeCharacters(child.nodeValue());
    }
    writer.writeEndElement();
}

void copyElement(const QDomElement &element, const QString &outerNamespace, QXmlStreamWriter &writer)
{
    copyTree(element, outerNamespace, writer, 1);
}

QByteArray elementText(const QDomElement &element)
{
    QByteArray text;
    QXmlStreamWriter writer(&text);
    copyElement(element, {}, writer);
    return text;
}

QDomElement elementFromText(const QByteArray &text)
{
    QDomDocument document;
    const bool isWhole = bool(
        document.setContent(text,
                            QDomDocument::ParseOptions(QDomDocument::ParseOption::UseNamespaceProcessing)
                                | QDomDocument::ParseOption::PreserveSpacingOnlyNodes));
    return isWhole ? document.documentElement() : QDomElement();
}

} // namespace WebJabber
