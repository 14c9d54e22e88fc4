// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace WebJabber::Test {

// A stanza of another client, and its expected effects: NAME.xml and NAME.json in a folder of tests/integration/cases
// (see its README.md).
struct InteropCase {
    QString name;
    QString stanza;
    QJsonObject expected;
};

// All cases of a folder, sorted by name.
QList<InteropCase> interopCases(const QString &folder);

// Replaces {name} in a text, and in every string of a JSON value. A string that is {seq:ID} alone becomes the seq of
// the event with this id.
struct Substitutions {
    QHash<QString, QString> texts;
    QHash<QString, qint64> seqs; // by id

    QString in(QString text) const;
    QJsonValue in(const QJsonValue &value) const;
};

// A member that differs from what is expected.
struct Difference {
    QString member; // "about.seq"
    QString text; // with both values

    friend bool operator==(const Difference &, const Difference &) = default;
};

// Compares the two. The members of the outermost object must match exactly; nested objects may have additional members.
// "*" matches any value.
QList<Difference> differences(const QJsonObject &expected, const QJsonObject &actual);

} // namespace WebJabber::Test
