// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QCoreApplication;

namespace WebJabber {

// Has the program speak this language ("es", "pt_BR", "pseudo" ...), or the
// system's for an empty text; numbers too. Answers whether there is a
// translation, or none is needed; without one it speaks English. The
// translations are in the program's resources, those of Qt itself on the disk.
bool useLanguage(QCoreApplication &app, const QString &language);

} // namespace WebJabber
