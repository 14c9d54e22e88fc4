// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDomElement>
#include <QXmlStreamWriter>

namespace WebJabber {

// Elements of others that are kept and written back unchanged, except for the prefixes of their namespaces.
// QXmppElement does not serve: it keeps the prefix of a name and drops its declaration, which is not well-formed.

// Writes an element with everything in it. `outerNamespace` is the writer's current default namespace. Elements
// nested deeper than the streams allow (StanzaFramer::maxDepth) are left out.
void copyElement(const QDomElement &element, const QString &outerNamespace, QXmlStreamWriter &writer);

// The element as text, with all namespaces that it needs.
QByteArray elementText(const QDomElement &element);
// The inverse; a null element if the text is not well-formed. What is in the element lives as long as it does.
QDomElement elementFromText(const QByteArray &text);

} // namespace WebJabber
