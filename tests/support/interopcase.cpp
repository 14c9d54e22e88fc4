// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/interopcase.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace WebJabber::Test {

static QByteArray readCase(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(path), qPrintable(file.errorString()));
    return file.readAll();
}

QList<InteropCase> interopCases(const QString &folder)
{
    const QDir directory(QStringLiteral(WEBJABBER_SOURCE_DIR "/tests/integration/cases/") + folder);
    QList<InteropCase> cases;
    for (const QString &file : directory.entryList({u"*.xml"_s}, QDir::Files, QDir::Name)) {
        const QString name = file.chopped(4);
        const auto expected = QJsonDocument::fromJson(readCase(directory.filePath(name + u".json"_s))).object();
        if (expected.isEmpty())
            qFatal("%s.json is no JSON object", qPrintable(directory.filePath(name)));
        cases.append({name, QString::fromUtf8(readCase(directory.filePath(file))).trimmed(), expected});
    }
    return cases;
}

QString Substitutions::in(QString text) const
{
    for (auto entry = texts.begin(); entry != texts.end(); ++entry)
        text.replace(u'{' + entry.key() + u'}', entry.value());
    return text;
}

QJsonValue Substitutions::in(const QJsonValue &value) const
{
    if (value.isString()) {
        const QString text = value.toString();
        if (text.startsWith("{seq:"_L1) && text.endsWith(u'}'))
            return seqs.value(text.sliced(5).chopped(1), -1);
        return in(text);
    }
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue &element : value.toArray())
            array.append(in(element));
        return array;
    }
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member)
            member.value() = in(QJsonValue(member.value()));
        return object;
    }
    return value;
}

static QString inText(const QJsonValue &value)
{
    constexpr qsizetype enough = 200;
    const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    const QString whole = value.isUndefined() ? u"nothing"_s : QString::fromUtf8(json.sliced(1).chopped(1));
    return whole.size() > enough ? whole.first(enough) + u"..."_s : whole;
}

static void compare(const QString &member, const QJsonValue &expected, const QJsonValue &actual,
                    QList<Difference> &found)
{
    if (expected == u"*"_s || expected == actual)
        return;
    if (expected.isObject() && actual.isObject()) {
        const QJsonObject object = expected.toObject();
        for (auto inner = object.begin(); inner != object.end(); ++inner)
            compare(member + u'.' + inner.key(), inner.value(), actual[inner.key()], found);
    } else if (expected.isArray() && actual.isArray() && expected.toArray().size() == actual.toArray().size()) {
        for (qsizetype i = 0; i < expected.toArray().size(); ++i)
            compare(u"%1[%2]"_s.arg(member).arg(i), expected[i], actual[i], found);
    } else {
        found.append({member, u"%1 is %2, not %3"_s.arg(member, inText(actual), inText(expected))});
    }
}

QList<Difference> differences(const QJsonObject &expected, const QJsonObject &actual)
{
    QList<Difference> found;
    for (auto member = expected.begin(); member != expected.end(); ++member)
        compare(member.key(), member.value(), actual.value(member.key()), found);
    for (auto member = actual.begin(); member != actual.end(); ++member) {
        if (!expected.contains(member.key()))
            found.append({member.key(), u"%1 is there: %2"_s.arg(member.key(), inText(member.value()))});
    }
    return found;
}

} // namespace WebJabber::Test
