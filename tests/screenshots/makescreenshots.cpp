// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/mainwindow.h"
#include "console/pages/linespane.h"
#include "console/pages/logpage.h"
#include "console/pages/overviewpage.h"
#include "console/pages/pushespage.h"
#include "console/pages/queuespage.h"
#include "console/pages/sessionspage.h"
#include "console/pages/tablepane.h"
#include "console/pages/tracepage.h"
#include "shared/languages.h"
#include "support/gateway.h"
#include "support/pushlistener.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QSettings>
#include <QStyleFactory>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;

static const QStringList people{u"benvolio"_s, u"escalus"_s, u"juliet"_s, u"laurence"_s, u"mercutio"_s,
                                u"nurse"_s,    u"paris"_s,   u"romeo"_s,  u"tybalt"_s};

static QString jidOf(const QString &name)
{
    return name + "@localhost"_L1;
}

static void useDarkPalette()
{
    QPalette dark(QColor(0x2b2b2b), QColor(0x232323));
    dark.setColor(QPalette::Base, QColor(0x1e1e1e));
    dark.setColor(QPalette::AlternateBase, QColor(0x262626));
    QApplication::setPalette(dark);
}

// Creates visible content for every page.
static bool fill(Gateway &gateway, MainWindow &window, const QString &push)
{
    for (const QString &name : people) {
        const bool hasPush = name.size() > 5;
        if (gateway.connectAccount(jidOf(name), u"demo"_s, hasPush ? push : QString()).status != 200)
            return false;
    }
    window.open(gateway.daemon.adminSocket());
    if (!QTest::qWaitFor([&] { return window.sessions().model().rowCount() == people.size(); }))
        return false;
    window.trace().start({});
    window.queues().setConfirm([](const QString &) { return true; });
    for (int i = 0; i < 40; ++i) {
        const QString &to = people.at(i * i % people.size());
        (void)gateway.sendMessage(jidOf(people.at(i % people.size())), jidOf(to),
                                  u"Good morrow, %1! ☀ %2"_s.arg(to).arg(i));
        QTest::qWait(150); // so that there is a curve
    }
    window.sessions().pane().select(jidOf(u"juliet"_s));
    window.queues().pane().select(jidOf(u"romeo"_s));
    window.queues().dump();
    window.pushes().pane().table()->selectRow(1);
    window.trace().pane().table()->selectRow(window.trace().model().rowCount() - 2);
    window.log().pane().table()->selectRow(3);
    return QTest::qWaitFor([&] { return window.queues().events().rowCount() > 0; });
}

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen:size=1400x900");
    QApplication app(argc, argv);
    if (argc < 3)
        return 2;
    const QString language = QString::fromLocal8Bit(argv[1]);
    const bool isDark = argc > 3;
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    if (isDark)
        useDarkPalette();
    if (!useLanguage(app, language))
        return 1;
    QApplication::setLayoutDirection(QLocale().textDirection());

    Gateway gateway(QStringLiteral(WEBJABBERD_PATH));
    for (const QString &name : people)
        gateway.prosody.addAccount(name, u"demo"_s);
    PushListener listener;
    QTemporaryDir folder;
    QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    MainWindow window(settings);
    window.resize(1280, 800);
    window.show();
    if (!gateway.start() || !fill(gateway, window, listener.url(u"/push"_s).toString()))
        return 1;
    const QDir target(QString::fromLocal8Bit(argv[2]));
    target.mkpath(u"."_s);
    const QStringList names{u"overview"_s, u"sessions"_s, u"queues"_s, u"pushes"_s, u"trace"_s, u"log"_s};
    const auto shoot = [&](const QString &name) {
        QTest::qWait(300); // until the charts have been laid out
        window.grab().save(target.filePath(u"%1-%2%3.png"_s.arg(name, language, isDark ? u"-dark"_s : QString())));
    };
    for (qsizetype i = 0; i < names.size(); ++i) {
        window.show(window.pages().at(i));
        shoot(names.at(i));
    }
    gateway.daemon.kill();
    (void)QTest::qWaitFor([&] { return window.client().state() != AdminClient::State::Connected; });
    shoot(u"lost"_s);
    return 0;
}
