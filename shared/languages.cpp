// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/languages.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto folder = ":/i18n"_L1;

static bool install(QCoreApplication &app, const QLocale &locale, const QString &name, const QString &where)
{
    auto *translator = new QTranslator(&app);
    if (translator->load(locale, name, u"_"_s, where) && QCoreApplication::installTranslator(translator))
        return true;
    delete translator;
    return false;
}

bool useLanguage(QCoreApplication &app, const QString &language)
{
    if (language == "pseudo"_L1) {
        auto *translator = new QTranslator(&app);
        return translator->load(folder + "/webjabber_pseudo.qm"_L1) && QCoreApplication::installTranslator(translator);
    }
    QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    if (locale.language() == QLocale::C)
        locale = QLocale(QLocale::English); // English plural forms are a translation too
    const bool isTranslated = install(app, locale, u"webjabber"_s, folder);
    if (!isTranslated)
        return false;
    if (!language.isEmpty())
        QLocale::setDefault(locale);
    install(app, locale, u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    return true;
}

} // namespace WebJabber
