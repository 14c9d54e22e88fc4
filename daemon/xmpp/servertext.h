// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace WebJabber {

// Returns a human-readable text of an XMPP server in a form that may be shown in a log or a response: on one
// line, without control and formatting characters, at most 300 characters.
QString serverText(const QString &text);

// Returns `sentence` with the server's text after it, or `sentence` alone if that text is empty.
QString withServerText(const QString &sentence, const QString &text);

} // namespace WebJabber
