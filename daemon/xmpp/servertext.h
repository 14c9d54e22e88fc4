// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace WebJabber {

// What an XMPP server wrote for people, as it may be shown in a log or an answer:
// on one line, without control and formatting characters, at most 300 characters.
QString serverText(const QString &text);

// A sentence of ours, and after it what the server says to that; only the
// sentence if it says nothing.
QString withServerText(const QString &sentence, const QString &text);

} // namespace WebJabber
