// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

namespace WebJabber {

// Has the program speak this language ("es", "pt_BR", "pseudo" ...), or the
// system's for an empty text; also numbers, and the direction of a window.
// Answers whether there is a translation; without one it speaks English.
bool useLanguage(QCoreApplication &app, const QString &language);

} // namespace WebJabber
