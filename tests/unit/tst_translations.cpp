// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace {
struct Message {
    QString context;
    QString source;
    QStringList translations; // one for each plural form
    bool isNumerus = false;
    bool isFinished = true;
};
} // namespace

static const QString folder = QStringLiteral(WEBJABBER_SOURCE_DIR "/translations");

// The number of plural forms of each language in Qt.
static const QMap<QString, int> pluralForms{{u"ar"_s, 6}, {u"de"_s, 2},    {u"en"_s, 2},   {u"es"_s, 2},
                                            {u"fr"_s, 2}, {u"pt_BR"_s, 2}, {u"zh_CN"_s, 1}};

static QList<Message> read(const QString &file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader reader(&source);
    QList<Message> messages;
    QString context;
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (reader.name() == "name"_L1) {
            context = reader.readElementText();
        } else if (reader.name() == "message"_L1) {
            messages.append({context, {}, {}, reader.attributes().value("numerus"_L1) == "yes"_L1, true});
        } else if (reader.name() == "source"_L1) {
            messages.last().source = reader.readElementText();
        } else if (reader.name() == "translation"_L1) {
            messages.last().isFinished = !reader.attributes().hasAttribute("type"_L1);
            if (!messages.last().isNumerus)
                messages.last().translations.append(reader.readElementText());
        } else if (reader.name() == "numerusform"_L1) {
            messages.last().translations.append(reader.readElementText());
        }
    }
    return reader.hasError() ? QList<Message>() : messages;
}

// "%1", "%n" and the like, sorted.
static QStringList placeMarkers(const QString &text)
{
    static const QRegularExpression marker(u"%L?(\\d+|n)"_s);
    QStringList found;
    for (auto match = marker.globalMatch(text); match.hasNext();)
        found.append(match.next().captured());
    found.sort();
    return found;
}

// Names of options and files, which must not be translated.
static QStringList names(const QString &text)
{
    static const QRegularExpression name(u"--[a-z][a-z-]*|/[a-z]+/[a-z./]+|SIG[A-Z]+|webjabberd?\\b"_s);
    QStringList found;
    for (auto match = name.globalMatch(text); match.hasNext();)
        found.append(match.next().captured());
    found.sort();
    return found;
}

class tst_Translations : public QObject
{
    Q_OBJECT

    static void addLanguages()
    {
        QTest::addColumn<QString>("language");
        for (const QString &file : QDir(folder).entryList({u"webjabber_*.ts"_s})) {
            const QString language = file.sliced(10, file.size() - 13);
            QTest::newRow(qPrintable(language)) << language;
        }
    }

private Q_SLOTS:
    void allLanguagesExist()
    {
        QStringList languages;
        for (const QString &file : QDir(folder).entryList({u"webjabber_*.ts"_s}))
            languages.append(file.sliced(10, file.size() - 13));
        for (const QString &language : pluralForms.keys())
            QVERIFY2(languages.contains(language), qPrintable(language));
    }

    void everyTextIsFinished_data() { addLanguages(); }
    void everyTextIsFinished()
    {
        QFETCH(const QString, language);
        const QList<Message> messages = read(folder + u"/webjabber_%1.ts"_s.arg(language));
        QVERIFY(!messages.isEmpty());
        for (const Message &message : messages) {
            QVERIFY2(message.isFinished, qPrintable(message.context + u": "_s + message.source));
            for (const QString &translation : message.translations)
                QVERIFY2(!translation.isEmpty(), qPrintable(message.context + u": "_s + message.source));
        }
    }

    void placeholdersAndNamesAreKept_data() { addLanguages(); }
    void placeholdersAndNamesAreKept()
    {
        QFETCH(const QString, language);
        for (const Message &message : read(folder + u"/webjabber_%1.ts"_s.arg(language))) {
            for (const QString &translation : message.translations) {
                QVERIFY2(placeMarkers(translation) == placeMarkers(message.source), qPrintable(translation));
                QVERIFY2(names(translation) == names(message.source), qPrintable(translation));
                QVERIFY2(translation.count(u'&') == message.source.count(u'&'), qPrintable(translation));
            }
        }
    }

    void everyPluralFormIsThere_data() { addLanguages(); }
    void everyPluralFormIsThere()
    {
        QFETCH(const QString, language);
        QVERIFY2(pluralForms.contains(language), "tell this test how many plural forms the language has");
        for (const Message &message : read(folder + u"/webjabber_%1.ts"_s.arg(language)))
            QCOMPARE(message.translations.size(), message.isNumerus ? pluralForms.value(language) : 1);
    }

    // The files contain the sources' texts, and nothing else.
    void theFilesAreUpToDate_data() { addLanguages(); }
    void theFilesAreUpToDate()
    {
        QFETCH(const QString, language);
        const QTemporaryDir target;
        const QString name = u"/webjabber_%1.ts"_s.arg(language);
        QVERIFY(QFile::copy(folder + name, target.filePath(name.sliced(1))));
        QStringList arguments{u"-I"_s,           u"."_s,           u"-I"_s,
                              u"daemon"_s,       u"-locations"_s,  u"none"_s,
                              u"-no-obsolete"_s, u"-extensions"_s, u"cpp,h,js"_s};
        if (language == "en"_L1)
            arguments.append(u"-pluralonly"_s);
        QProcess lupdate;
        lupdate.setWorkingDirectory(QStringLiteral(WEBJABBER_SOURCE_DIR));
        lupdate.start(QStringLiteral(LUPDATE_PATH),
                      arguments
                          + QStringList{u"console"_s, u"daemon"_s, u"shared"_s, u"resources/webapp/texts.js"_s,
                                        u"-ts"_s, target.filePath(name.sliced(1))});
        QVERIFY2(lupdate.waitForFinished() && lupdate.exitCode() == 0, qPrintable(lupdate.errorString()));
        const auto texts = [](const QList<Message> &messages) {
            QStringList all;
            for (const Message &message : messages)
                all.append(message.context + u": "_s + message.source);
            all.sort();
            return all;
        };
        QCOMPARE(texts(read(folder + name)), texts(read(target.path() + name)));
    }
};

QTEST_GUILESS_MAIN(tst_Translations)
#include "tst_translations.moc"
