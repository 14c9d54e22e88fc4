// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/connectionbar.h"
#include "console/consoleoptions.h"
#include "console/mainwindow.h"
#include "console/pages/sessionspage.h"
#include "shared/languages.h"

#include <QApplication>
#include <QSettings>
#include <QTimer>

#include <chrono>

using namespace WebJabber;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

static constexpr auto listTimeout = 5s;

static int end(const ConsoleExitMessage &words)
{
    std::fputs(words.text.toUtf8().constData(), words.stream);
    return words.exitCode;
}

// For machines without a screen, and for scripts.
static int printSessions(MainWindow &window, const QString &socket)
{
    const SessionsModel &model = window.sessions().model();
    QObject::connect(&model, &QAbstractItemModel::modelReset, &window, [&model] {
        QString text;
        for (int row = 0; row < model.rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < model.columnCount(); ++column)
                cells.append(model.index(row, column).data().toString());
            text += cells.join(u'\t') + u'\n';
        }
        QCoreApplication::exit(end({0, text, stdout}));
    });
    QTimer::singleShot(listTimeout, &window, [&window] {
        QCoreApplication::exit(end({1, u"webjabber-console: "_s + window.bar().advice() + u'\n', stderr}));
    });
    window.open(socket);
    return QApplication::exec();
}

static QStringList texts(int argc, char *argv[])
{
    QStringList list;
    for (int i = 0; i < argc; ++i)
        list.append(QString::fromLocal8Bit(argv[i]));
    return list;
}

int main(int argc, char *argv[])
{
    if (isHeadless(texts(argc, argv)))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    QApplication::setOrganizationName(u"WebJabber"_s);
    QApplication::setApplicationName(u"webjabber-console"_s);
    QApplication::setDesktopFileName(u"webjabber-console"_s);
    const QString language = requestedLanguage(QApplication::arguments());
    if (!useLanguage(app, language) && !language.isEmpty())
        return end({2, unknownLanguageText(language), stderr});
    QApplication::setLayoutDirection(QLocale().textDirection());
    const auto options = parseConsoleOptions(QApplication::arguments());
    if (!options)
        return end(options.error());

    QSettings settings;
    MainWindow window(settings);
    if (options->listsSessions)
        return printSessions(window, options->socket);
    window.show();
    window.open(options->socket);
    return QApplication::exec();
}
