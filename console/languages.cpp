// SPDX-License-Identifier: GPL-3.0-or-later
#include "languages.h"

#include <QGuiApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace WebJabber {

static bool load(QCoreApplication &app, const QLocale &locale, const QString &name, const QString &folder)
{
    auto *translator = new QTranslator(&app);
    if (translator->load(locale, name, u"_"_s, folder)) {
        QCoreApplication::installTranslator(translator);
        return true;
    }
    delete translator;
    return false;
}

bool useLanguage(QCoreApplication &app, const QString &language)
{
    if (language == "pseudo"_L1) {
        auto *translator = new QTranslator(&app);
        return translator->load(u":/i18n/webjabber_pseudo.qm"_s) && QCoreApplication::installTranslator(translator);
    }
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    QLocale::setDefault(locale);
    load(app, locale, u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    const bool isTranslated = load(app, locale, u"webjabber"_s, u":/i18n"_s);
    if (isTranslated && qobject_cast<QGuiApplication *>(&app))
        QGuiApplication::setLayoutDirection(locale.textDirection());
    return isTranslated || locale.language() == QLocale::English;
}

} // namespace WebJabber
