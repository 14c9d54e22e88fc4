// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionbar.h"
#include "mainwindow.h"
#include "pages/sessionspage.h"

#include <languages.h>

#include <QApplication>
#include <QCommandLineParser>
#include <QSettings>
#include <QTimer>

#include <algorithm>
#include <cstdio>

using namespace WebJabber;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

static constexpr auto listTimeout = 5s;

namespace {
struct Text {
    Q_DECLARE_TR_FUNCTIONS(WebJabber::ConsoleMain)
};
} // namespace

static QString languageFrom(const QStringList &arguments)
{
    const qsizetype at = arguments.indexOf("--language"_L1);
    if (at >= 0)
        return arguments.value(at + 1);
    for (const QString &argument : arguments) {
        if (argument.startsWith("--language="_L1))
            return argument.section(u'=', 1);
    }
    return {};
}

static int print(const QString &text, std::FILE *stream, int exitCode)
{
    std::fputs(text.toUtf8().constData(), stream);
    return exitCode;
}

// What works where there is no screen.
static bool needsNoScreen(int argc, char *argv[])
{
    return std::any_of(argv + 1, argv + argc, [](const char *argument) {
        const QByteArrayView view(argument);
        return view == "--help" || view == "-h" || view == "--version" || view == "-v" || view == "--list";
    });
}

// For those without a screen, and for scripts.
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
        QCoreApplication::exit(print(text, stdout, 0));
    });
    QTimer::singleShot(listTimeout, &window, [&window] {
        QCoreApplication::exit(print(u"webjabber-console: "_s + window.bar().advice() + u'\n', stderr, 1));
    });
    window.open(socket);
    return QApplication::exec();
}

int main(int argc, char *argv[])
{
    if (needsNoScreen(argc, argv))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    QApplication::setOrganizationName(u"WebJabber"_s);
    QApplication::setApplicationName(u"webjabber-console"_s);
    QApplication::setApplicationVersion(QStringLiteral(WEBJABBER_VERSION));
    QApplication::setDesktopFileName(u"webjabber-console"_s);
    const QString language = languageFrom(QApplication::arguments());
    if (!useLanguage(app, language) && !language.isEmpty())
        return print(Text::tr("webjabber-console: there is no translation “%1”.").arg(language) + u'\n', stderr, 2);
    QApplication::setLayoutDirection(QLocale().textDirection());

    QCommandLineParser parser;
    parser.setApplicationDescription(
        Text::tr("Shows what a webjabberd on this machine does: its sessions, queues, pushes, stanzas and log."));
    const QCommandLineOption help({u"h"_s, u"help"_s}, Text::tr("Print this text."));
    const QCommandLineOption version({u"v"_s, u"version"_s}, Text::tr("Print the version."));
    const QCommandLineOption socket(u"socket"_s, Text::tr("The daemon's admin socket. Without it: the one used last."),
                                    u"PATH"_s);
    const QCommandLineOption languageOption(
        u"language"_s, Text::tr("The language to speak, such as es or pt_BR, in place of the system's."), u"NAME"_s);
    const QCommandLineOption list(u"list"_s, Text::tr("Print the sessions, one on a line, and end; needs no screen."));
    parser.addOptions({help, version, socket, list, languageOption});
    if (!parser.parse(QApplication::arguments()) || !parser.positionalArguments().isEmpty()) {
        const QString mistake = parser.errorText().isEmpty()
            ? Text::tr("'%1' is not an option.").arg(parser.positionalArguments().value(0))
            : parser.errorText();
        return print(u"webjabber-console: "_s + mistake + u'\n' + Text::tr("Try 'webjabber-console --help'.") + u'\n',
                     stderr, 2);
    }
    if (parser.isSet(help)) {
        const QString whole = parser.helpText();
        return print(Text::tr("Usage: webjabber-console [options]") + "\n\n"_L1
                         + whole.sliced(whole.indexOf(u'\n') + 1),
                     stdout, 0);
    }
    if (parser.isSet(version))
        return print(
            u"webjabber-console %1 (Qt %2)\n"_s.arg(QStringLiteral(WEBJABBER_VERSION), QLatin1StringView(qVersion())),
            stdout, 0);

    QSettings settings;
    MainWindow window(settings);
    if (parser.isSet(list))
        return printSessions(window, parser.value(socket));
    window.show();
    window.open(parser.value(socket));
    return QApplication::exec();
}
