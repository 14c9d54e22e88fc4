// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/connectionbar.h"
#include "console/mainwindow.h"
#include "console/pages/logpage.h"
#include "console/pages/queuespage.h"
#include "console/pages/sessionspage.h"
#include "console/pages/tablepane.h"
#include "console/pages/tracepage.h"
#include "shared/languages.h"
#include "support/gateway.h"

#include <QApplication>
#include <QComboBox>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTabBar>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;

// The console in the pseudo-language: a text without brackets cannot be translated, and a text wider than its widget
// would be cut off.
class tst_PseudoLanguage : public QObject
{
    Q_OBJECT

public:
    static void initMain() { qputenv("QT_QPA_PLATFORM", "offscreen:size=1400x900"); }

private:
    Gateway m_gateway{QStringLiteral(WEBJABBERD_PATH)};
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<MainWindow> m_window;

    // Whether it is not translatable text: the daemon's data, numbers, times.
    static bool isData(const QString &text)
    {
        static const QRegularExpression data(
            u"^[\\d\\s.,:/—-]*$|@localhost|^127\\.0\\.0\\.1|^http://|^webjabber\\.|^/|^\\d+(\\.\\d+)+|[KMG]iB$"_s);
        return text.isEmpty() || data.match(text).hasMatch();
    }
    static bool isTranslated(const QString &text) { return text.contains(u'⟦') && text.contains(u'⟧'); }

    static QStringList textsOf(const QWidget *widget)
    {
        QStringList texts{widget->accessibleName(), widget->toolTip()};
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            texts.append(label->text());
        if (const auto *button = qobject_cast<const QPushButton *>(widget))
            texts.append(button->text());
        if (const auto *group = qobject_cast<const QGroupBox *>(widget))
            texts.append(group->title());
        if (const auto *line = qobject_cast<const QLineEdit *>(widget))
            texts.append(line->placeholderText());
        if (const auto *tabs = qobject_cast<const QTabBar *>(widget)) {
            for (int i = 0; i < tabs->count(); ++i)
                texts.append(tabs->tabText(i));
        }
        if (const auto *box = qobject_cast<const QComboBox *>(widget)) {
            for (int i = 0; i < box->count(); ++i)
                texts.append(box->itemText(i));
        }
        if (const auto *table = qobject_cast<const QTableView *>(widget)) {
            for (int i = 0; i < table->model()->columnCount(); ++i)
                texts.append(table->model()->headerData(i, Qt::Horizontal).toString());
        }
        return texts;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(useLanguage(*qApp, u"pseudo"_s));
        QVERIFY2(m_gateway.start(), m_gateway.daemon.log().constData());
        QCOMPARE(m_gateway.connectAccount(u"juliet@localhost"_s).status, 200);
        m_settings = std::make_unique<QSettings>(m_folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
        m_window = std::make_unique<MainWindow>(*m_settings);
        m_window->resize(1280, 800);
        m_window->show();
        m_window->open(m_gateway.daemon.adminSocket());
        QTRY_COMPARE(m_window->sessions().model().rowCount(), 1);
        QTRY_VERIFY(!m_window->log().levels().isEmpty());
        m_window->sessions().pane().select(u"juliet@localhost"_s);
        m_window->queues().pane().select(u"juliet@localhost"_s);
        QTRY_COMPARE(m_window->sessions().devices().rowCount(), 1);
    }

    void everyTextCanBeTranslated()
    {
        int seen = 0;
        for (const QWidget *widget : m_window->findChildren<QWidget *>()) {
            if (widget->objectName().startsWith("qt_"_L1)
                || qobject_cast<const QTabBar *>(widget->parent())) // created by Qt
                continue;
            for (const QString &text : textsOf(widget)) {
                if (isData(text) || text.startsWith("Alt+"_L1))
                    continue;
                QVERIFY2(isTranslated(text),
                         qPrintable(QLatin1StringView(widget->metaObject()->className()) + u": "_s + text));
                ++seen;
            }
        }
        QCOMPARE_GT(seen, 100);
        QVERIFY(isTranslated(m_window->windowTitle()));
    }

    void apiKeywordsAreTranslated()
    {
        const SessionsModel &sessions = m_window->sessions().model();
        QVERIFY(isTranslated(sessions.index(0, SessionsModel::StateColumn).data().toString()));
        const DevicesModel &devices = m_window->sessions().devices();
        QVERIFY(isTranslated(devices.index(0, DevicesModel::KindColumn).data().toString()));
    }

    void nothingIsCutOff()
    {
        for (Page *page : m_window->pages()) {
            m_window->show(page);
            QTRY_VERIFY(page->isVisible());
            for (const QWidget *widget : page->findChildren<QWidget *>()) {
                const auto *label = qobject_cast<const QLabel *>(widget);
                const bool isPlain = (label && !label->wordWrap()) || qobject_cast<const QPushButton *>(widget);
                if (!isPlain || !widget->isVisible())
                    continue;
                QTRY_VERIFY2(widget->width() >= widget->sizeHint().width(), // once it has been laid out
                             qPrintable(u"%1 on %2"_s.arg(textsOf(widget).join(u'|'), page->title())));
            }
            for (const QTableView *table : page->findChildren<QTableView *>()) {
                for (int i = 0; i < table->model()->columnCount(); ++i)
                    QCOMPARE_GE(table->horizontalHeader()->sectionSize(i),
                                table->horizontalHeader()->sectionSizeHint(i));
            }
        }
    }

    // The daemon's command line uses the pseudo-language too.
    void daemonUsesTheSystemLanguage()
    {
        for (const auto &[language, word] :
             {std::pair(u"es_ES.UTF-8"_s, u"Uso: webjabberd"_s), std::pair(u"de_DE.UTF-8"_s, u"Aufruf: webjabberd"_s),
              std::pair(u"C"_s, u"Usage: webjabberd"_s)}) {
            QProcess daemon;
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.remove(u"LANGUAGE"_s);
            environment.remove(u"LC_ALL"_s);
            environment.insert(u"LC_MESSAGES"_s, language);
            environment.insert(u"LANG"_s, language);
            daemon.setProcessEnvironment(environment);
            daemon.start(QStringLiteral(WEBJABBERD_PATH), {u"--help"_s});
            QVERIFY(daemon.waitForFinished());
            const QString text = QString::fromUtf8(daemon.readAllStandardOutput());
            QVERIFY2(text.startsWith(word), qPrintable(text));
        }
    }
};

QTEST_MAIN(tst_PseudoLanguage)
#include "tst_pseudolanguage.moc"
