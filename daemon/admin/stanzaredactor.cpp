// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/stanzaredactor.h"

#include <QStringList>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto replacement = "***"_L1;

// Namespaces in which every text is a secret, except in a few elements.
static constexpr std::array secretNamespaces{
    "urn:ietf:params:xml:ns:xmpp-sasl"_L1, "urn:xmpp:sasl:2"_L1, "urn:xmpp:fast:0"_L1,    "urn:xmpp:sasl:upgrade:0"_L1,
    "urn:xmpp:scram-upgrade:0"_L1,         "jabber:iq:auth"_L1,  "jabber:iq:register"_L1,
};
static constexpr std::array openElements{"mechanism"_L1, "username"_L1, "text"_L1,     "authorization-identifier"_L1,
                                         "software"_L1,  "device"_L1,   "resource"_L1, "instructions"_L1};
static constexpr std::array secretElements{"password"_L1, "token"_L1, "secret"_L1, "digest"_L1, "header"_L1};
static constexpr std::array secretAttributes{"password"_L1, "token"_L1, "secret"_L1, "previd"_L1};
static constexpr auto managementNamespace = "urn:xmpp:sm:3"_L1;

namespace {
struct Element {
    QString name; // without the prefix
    QString xmlns; // its own or inherited

    bool hidesText() const
    {
        return std::ranges::contains(secretElements, name)
            || (std::ranges::contains(secretNamespaces, xmlns) && !std::ranges::contains(openElements, name));
    }
    bool hidesAttribute(const QString &attribute) const
    {
        return std::ranges::contains(secretAttributes, attribute)
            || (xmlns == managementNamespace && attribute == "id"_L1);
    }
};
} // namespace

static QString localPart(QStringView name)
{
    return name.sliced(name.indexOf(u':') + 1).toString();
}

static Element elementOf(const QXmlStreamReader &reader, const QList<Element> &around)
{
    const QStringView name = reader.qualifiedName();
    const qsizetype colon = name.indexOf(u':');
    const QString declaration = colon < 0 ? u"xmlns"_s : u"xmlns:%1"_s.arg(name.first(colon));
    const QXmlStreamAttributes attributes = reader.attributes();
    Element element{localPart(name), around.isEmpty() ? QString() : around.last().xmlns};
    if (attributes.hasAttribute(declaration))
        element.xmlns = attributes.value(declaration).toString();
    return element;
}

static void copyElement(const QXmlStreamReader &reader, const Element &element, QXmlStreamWriter &writer)
{
    writer.writeStartElement(reader.qualifiedName());
    for (const QXmlStreamAttribute &attribute : reader.attributes()) {
        const bool hides = element.hidesAttribute(localPart(attribute.qualifiedName()));
        writer.writeAttribute(attribute.qualifiedName(), hides ? QStringView(u"***") : attribute.value());
    }
}

static bool isStreamTag(const QString &xml)
{
    return xml.contains("<stream:stream"_L1) || xml.startsWith("</stream:stream"_L1);
}

static QString unreadable(const QString &xml)
{
    return u"<!-- %1 characters that are not well-formed -->"_s.arg(xml.size());
}

QString withoutSecrets(const QString &xml)
{
    if (isStreamTag(xml)) // contains only addresses
        return xml.count(u'<') <= 2 ? xml : unreadable(xml);
    QXmlStreamReader reader(xml);
    reader.setNamespaceProcessing(false);
    QString copy;
    QXmlStreamWriter writer(&copy);
    QList<Element> around;
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::StartElement:
            around.append(elementOf(reader, around));
            copyElement(reader, around.last(), writer);
            break;
        case QXmlStreamReader::EndElement:
            around.removeLast();
            writer.writeEndElement();
            break;
        case QXmlStreamReader::Characters:
            if (!around.isEmpty() && around.last().hidesText())
                writer.writeCharacters(replacement);
            else
                writer.writeCharacters(reader.text());
            break;
        default:
            break;
        }
    }
    return reader.hasError() && !xml.trimmed().isEmpty() ? unreadable(xml) : copy;
}

} // namespace WebJabber
