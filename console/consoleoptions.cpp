// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/consoleoptions.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr int exitBadArguments = 2;

namespace {
struct Text {
    Q_DECLARE_TR_FUNCTIONS(WebJabber::ConsoleMain)
};

struct Options {
    QCommandLineOption help{{u"h"_s, u"help"_s}, Text::tr("Print this text.")};
    QCommandLineOption version{{u"v"_s, u"version"_s}, Text::tr("Print the version.")};
    QCommandLineOption socket{u"socket"_s, Text::tr("The daemon's admin socket. Without it: the one used last."),
                              u"PATH"_s};
    QCommandLineOption list{u"list"_s, Text::tr("Print the sessions, one on a line, and end; needs no screen.")};
    QCommandLineOption language{
        u"language"_s, Text::tr("The language to speak, such as es or pt_BR, in place of the system's."), u"NAME"_s};
};
} // namespace

QString requestedLanguage(const QStringList &arguments)
{
    const qsizetype at = arguments.indexOf("--language"_L1);
    if (at >= 0)
        return arguments.value(at + 1);
    const auto joined = std::ranges::find_if(
        arguments, [](const QString &argument) { return argument.startsWith("--language="_L1); });
    return joined == arguments.end() ? QString() : joined->section(u'=', 1);
}

bool isHeadless(const QStringList &arguments)
{
    static const QStringList words{u"--help"_s, u"-h"_s, u"--version"_s, u"-v"_s, u"--list"_s};
    return std::ranges::any_of(arguments, [](const QString &argument) { return words.contains(argument); });
}

QString unknownLanguageText(const QString &language)
{
    return Text::tr("webjabber-console: there is no translation “%1”.").arg(language) + u'\n';
}

static ConsoleExitMessage refusal(const QString &mistake)
{
    return {exitBadArguments,
            u"webjabber-console: "_s + mistake + u'\n' + Text::tr("Try 'webjabber-console --help'.") + u'\n', stderr};
}

std::expected<ConsoleOptions, ConsoleExitMessage> parseConsoleOptions(const QStringList &arguments)
{
    const Options options;
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Text::tr("Shows what a webjabberd on this machine does: its sessions, queues, pushes, stanzas and log."));
    parser.addOptions({options.help, options.version, options.socket, options.list, options.language});
    if (!parser.parse(arguments))
        return std::unexpected(refusal(parser.errorText()));
    if (const QStringList stray = parser.positionalArguments(); !stray.isEmpty())
        return std::unexpected(refusal(Text::tr("'%1' is not an option.").arg(stray.first())));
    if (parser.isSet(options.help)) {
        const QString whole = parser.helpText();
        // The first line contains the executable's path.
        const QString shown = whole.sliced(whole.indexOf(u'\n') + 1);
        return std::unexpected(
            ConsoleExitMessage{0, Text::tr("Usage: webjabber-console [options]") + "\n\n"_L1 + shown, stdout});
    }
    if (parser.isSet(options.version)) {
        const QString version = u"webjabber-console %1 (Qt %2)\n"_s.arg(QStringLiteral(WEBJABBER_VERSION),
                                                                        QLatin1StringView(qVersion()));
        return std::unexpected(ConsoleExitMessage{0, version, stdout});
    }
    return ConsoleOptions{parser.value(options.socket), parser.isSet(options.list)};
}

} // namespace WebJabber
