// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/config.h"
#include "daemon/application.h"
#include "daemon/commandline.h"
#include "daemon/signalwatcher.h"
#include "eventloop/epolldispatcher.h"
#include "shared/languages.h"
#include "shared/logging.h"
#include "shared/logoutput.h"

#include <QCoreApplication>

#include <cstdio>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace WebJabber;
using namespace Qt::StringLiterals;

static int end(const ExitMessage &words)
{
    std::fputs(words.text.toUtf8().constData(), words.stream);
    return words.exitCode;
}

static void setUpProcess()
{
    // The process holds passwords: only its user can read its files, and its memory is not dumped, neither to a file
    // (the limit) nor to a pipe (the flag).
    umask(0077);
    const rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    // Each session and each HTTP connection needs a descriptor.
    if (rlimit files; getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
}

static ExitMessage describe(const Config &config)
{
    const QString builtIn = QCoreApplication::translate("main", "built-in defaults");
    QString text = (config.file.isEmpty() ? builtIn : config.file) + ": OK\n"_L1;
    for (const QString &warning : config.warnings)
        text += QCoreApplication::translate("main", "warning: %1").arg(warning) + u'\n';
    return {ExitStopped, text, stdout};
}

int main(int argc, char *argv[])
{
    setUpProcess();
    const bool hasDispatcher = useEventDispatcher(qgetenv("WEBJABBER_EVENT_DISPATCHER"));
    QCoreApplication app(argc, argv);
    useLanguage(app, {}); // log messages stay English
    if (!hasDispatcher) {
        const QString text = QCoreApplication::translate("main", "WEBJABBER_EVENT_DISPATCHER must be epoll or qt.");
        return end({ExitBadConfig, u"webjabberd: "_s + text + u'\n', stderr});
    }

    const auto commandLine = parseCommandLine(app.arguments());
    if (!commandLine)
        return end(commandLine.error());
    const auto config = readConfig(commandLine->configFile, commandLine->overrides);
    if (!config)
        return end({ExitBadConfig, config.error().join(u'\n') + u'\n', stderr});
    if (commandLine->checkConfig)
        return end(describe(*config));

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
