// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QCoreApplication;

namespace WebJabber {

// Sets the language of the program and its number format ("es", "pt_BR", "pseudo" ...); an empty text means the
// system's. Returns false if there is no translation and one is needed; the program then uses English. Translations are
// in the program's resources, those of Qt itself on the disk.
bool useLanguage(QCoreApplication &app, const QString &language);

} // namespace WebJabber
