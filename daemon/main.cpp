// SPDX-License-Identifier: GPL-3.0-or-later
#include "application.h"
#include "commandline.h"
#include "config.h"
#include "logoutput.h"
#include "signalwatcher.h"

#include <logging.h>

#include <QCoreApplication>

#include <cstdio>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace WebJabber;
using namespace Qt::StringLiterals;

static void say(std::FILE *stream, const QString &text)
{
    std::fputs(text.toUtf8().constData(), stream);
}

static void setUpProcess()
{
    // It holds passwords: its files are its own, and no dump of its memory is
    // written, to a file (the limit) or to a pipe (the flag).
    umask(0077);
    const rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    // Each session and each HTTP connection is a file.
    if (rlimit files; getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
}

static int reportConfig(const Config &config)
{
    say(stdout,
        u"%1: OK\n"_s.arg(config.file.isEmpty() ? QCoreApplication::translate("main", "built-in defaults")
                                                : config.file));
    for (const QString &warning : config.warnings)
        say(stdout, QCoreApplication::translate("main", "warning: %1").arg(warning) + u'\n');
    return ExitStopped;
}

int main(int argc, char *argv[])
{
    setUpProcess();
    QCoreApplication app(argc, argv);

    const auto commandLine = parseCommandLine(app.arguments());
    if (!commandLine) {
        say(commandLine.error().stream, commandLine.error().text);
        return commandLine.error().exitCode;
    }
    const auto config = readConfig(commandLine->configFile, commandLine->overrides);
    if (!config) {
        say(stderr, config.error().join(u'\n') + u'\n');
        return ExitBadConfig;
    }
    if (commandLine->checkConfig)
        return reportConfig(*config);

    installLogOutput();
    setLogRules(config->logRules);
    for (const QString &warning : config->warnings)
        qCWarning(lcDaemon).noquote() << warning;

    SignalWatcher signalWatcher;
    Application application(*config);
    QObject::connect(&signalWatcher, &SignalWatcher::stopRequested, &application, &Application::stop);
    QObject::connect(&signalWatcher, &SignalWatcher::reloadRequested, &application, &Application::reload);
    QObject::connect(&application, &Application::finished, &app, &QCoreApplication::exit);
    if (const int exitCode = application.start(); exitCode != ExitStopped)
        return exitCode;
    return app.exec();
}
