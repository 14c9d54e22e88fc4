// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDomDocument>
#include <QDomElement>
#include <QXmlStreamWriter>

namespace WebJabber {

// A stanza as a StreamReader delivers it. The element must not outlive the object.
class ParsedStanza
{
public:
    explicit ParsedStanza(const QByteArray &xml)
    {
        m_document.setContent("<s xmlns='jabber:client'>" + xml + "</s>",
                              QDomDocument::ParseOptions(QDomDocument::ParseOption::UseNamespaceProcessing)
                                  | QDomDocument::ParseOption::PreserveSpacingOnlyNodes);
    }

    QDomElement element() const { return m_document.documentElement().firstChildElement(); }

private:
    QDomDocument m_document;
};

// A stanza or element of QXmpp as it is sent.
template<typename T>
QString sentText(const T &stanza)
{
    QByteArray text;
    QXmlStreamWriter writer(&text);
    stanza.toXml(&writer);
    return QString::fromUtf8(text);
}

} // namespace WebJabber
