// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/commandline.h"

#include "shared/logoutput.h"

#include <QXmppGlobal.h>

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto usualConfigFile = "/etc/webjabber/webjabber.toml"_L1;

namespace {
struct CommandLineTexts {
    Q_DECLARE_TR_FUNCTIONS(WebJabber::CommandLine)
};

struct Options {
    QCommandLineOption config{
        {u"c"_s, u"config"_s},
        CommandLineTexts::tr("Read this TOML file. Without it: %1 if it is there, else the built-in defaults.")
            .arg(usualConfigFile),
        u"FILE"_s};
    QCommandLineOption checkConfig{
        u"check-config"_s,
        CommandLineTexts::tr("Say what is wrong with the configuration, or that it is good, and end.")};
    QCommandLineOption listen{
        u"listen"_s,
        CommandLineTexts::tr("Serve HTTP here, such as 127.0.0.1:8080 or [::1]:8080. Port 0 takes any free port."),
        u"ADDR:PORT"_s};
    QCommandLineOption adminSocket{u"admin-socket"_s,
                                   CommandLineTexts::tr("Serve the operator's API on this UNIX socket."), u"PATH"_s};
    QCommandLineOption stateDirectory{u"state-dir"_s, CommandLineTexts::tr("Keep the database here."), u"DIR"_s};
    QCommandLineOption logRules{
        u"log-rules"_s,
        CommandLineTexts::tr(
            "What to log, as Qt logging rules, such as \"webjabber.session.debug=true;webjabber.access=false\"."),
        u"RULES"_s};
    QCommandLineOption version{{u"v"_s, u"version"_s},
                               CommandLineTexts::tr("Print the versions of webjabberd and its libraries.")};
    QCommandLineOption help{{u"h"_s, u"help"_s}, CommandLineTexts::tr("Print this text.")};

    QList<QCommandLineOption> all() const
    {
        return {config, checkConfig, listen, adminSocket, stateDirectory, logRules, version, help};
    }
};
} // namespace

static ExitMessage refusal(const QString &line)
{
    return {ExitBadConfig, u"webjabberd: "_s + line + u'\n' + CommandLineTexts::tr("Try 'webjabberd --help'.") + u'\n',
            stderr};
}

static QString versionText()
{
    return u"webjabberd %1 (Qt %2, QXmpp %3)\n"_s.arg(QLatin1StringView(WEBJABBER_VERSION),
                                                      QLatin1StringView(qVersion()), QXmppVersion());
}

static QString helpText(const QCommandLineParser &parser)
{
    const QString whole = parser.helpText();
    // Drops the first line, which contains the path of the executable.
    const QString options = whole.sliced(whole.indexOf(u'\n') + 1);
    return CommandLineTexts::tr("Usage: webjabberd [options]") + "\n\n"_L1 + options + CommandLineTexts::tr(R"(
An option counts more than the configuration file.

Exit codes:
  0  stopped as asked
  1  failed while running
  2  bad arguments or configuration
  3  address in use, or the admin socket is not usable
  4  database unusable, or written by a newer version

Signals:
  SIGTERM, SIGINT  stop cleanly, within 10 seconds; a second one stops at once
  SIGHUP           read the configuration file again

Files:
  /etc/webjabber/webjabber.toml  configuration
  /var/lib/webjabber             database
  /run/webjabber/admin.sock      the operator's API

Example:
  webjabberd --config webjabber.toml --check-config
  webjabberd --config webjabber.toml --listen 127.0.0.1:8080
)") + CommandLineTexts::tr(R"(
Environment:
  WEBJABBER_EVENT_DISPATCHER  "epoll" (default), or "qt": the event loop of Qt,
                              which costs more with each connection
)");
}

// Returns an error line, or an empty text.
static QString firstMistake(const QCommandLineParser &parser, const Options &options)
{
    for (const auto &option : options.all()) {
        if (!option.valueName().isEmpty() && parser.isSet(option) && parser.value(option).isEmpty())
            return CommandLineTexts::tr("--%1 needs a value.").arg(option.names().constLast());
    }
    if (const QStringList stray = parser.positionalArguments(); !stray.isEmpty())
        return CommandLineTexts::tr("'%1' is not an option; webjabberd takes nothing else.").arg(stray.first());
    if (parser.isSet(options.listen) && !parseListenAddress(parser.value(options.listen)))
        return CommandLineTexts::tr(
                   "--listen: '%1' is not an address and a port, such as 127.0.0.1:8080 or [::1]:8080.")
            .arg(parser.value(options.listen));
    if (parser.isSet(options.logRules) && !parseLogRules(parser.value(options.logRules)))
        return CommandLineTexts::tr("--log-rules: '%1' are not logging rules, such as webjabber.session.debug=true.")
            .arg(parser.value(options.logRules));
    return {};
}

std::expected<CommandLine, ExitMessage> parseCommandLine(const QStringList &arguments)
{
    const Options options;
    QCommandLineParser parser;
    parser.setApplicationDescription(
        CommandLineTexts::tr("Keeps XMPP sessions for phones and web pages and offers them over plain HTTP.\n"
                             "When a message arrives and nobody is looking, it calls the user's push endpoint."));
    parser.addOptions(options.all());
    if (!parser.parse(arguments))
        return std::unexpected(refusal(parser.errorText()));
    if (parser.isSet(options.help))
        return std::unexpected(ExitMessage{ExitStopped, helpText(parser), stdout});
    if (parser.isSet(options.version))
        return std::unexpected(ExitMessage{ExitStopped, versionText(), stdout});
    if (const QString mistake = firstMistake(parser, options); !mistake.isEmpty())
        return std::unexpected(refusal(mistake));

    CommandLine commandLine;
    commandLine.configFile = parser.value(options.config);
    if (commandLine.configFile.isEmpty() && QFile::exists(usualConfigFile))
        commandLine.configFile = usualConfigFile;
    commandLine.checkConfig = parser.isSet(options.checkConfig);
    commandLine.overrides.listen = parseListenAddress(parser.value(options.listen));
    commandLine.overrides.adminSocket = parser.value(options.adminSocket);
    commandLine.overrides.stateDirectory = parser.value(options.stateDirectory);
    commandLine.overrides.logRules = parseLogRules(parser.value(options.logRules)).value_or(QString());
    return commandLine;
}

} // namespace WebJabber
