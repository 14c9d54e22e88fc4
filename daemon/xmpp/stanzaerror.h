// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDomElement>
#include <QString>

namespace WebJabber {

// Texts of errors are truncated to this many UTF-16 units.
inline constexpr qsizetype maxErrorText = 1024;

// The error in a stanza of type "error" (RFC 6120, section 8.3).
struct StanzaError {
    QString condition; // undefined-condition if the error states none
    QString detail; // the text in the condition, such as the new address of <gone/>
    QString text;
};

// Pure.
StanzaError stanzaErrorOf(const QDomElement &stanza);

} // namespace WebJabber
