// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace WebJabber::Test {

// A stanza that another client sends, and what is to come of it: NAME.xml and
// NAME.json of a folder of tests/integration/cases (see its README.md).
struct InteropCase {
    QString name;
    QString stanza;
    QJsonObject expected;
};

// All of a folder, in the order of their names.
QList<InteropCase> interopCases(const QString &folder);

// Replaces {name} in a text, and in every text of a JSON value. A text that is
// {seq:ID} alone becomes the number of the event with this id.
struct Substitutions {
    QHash<QString, QString> texts;
    QHash<QString, qint64> seqs; // by id

    QString in(QString text) const;
    QJsonValue in(const QJsonValue &value) const;
};

// One member that is not as it should be.
struct Difference {
    QString member; // "about.seq"
    QString text; // with both values

    friend bool operator==(const Difference &, const Difference &) = default;
};

// What is not as expected. The members of the outermost object must be exactly
// those expected; objects inside may have more. "*" stands for any value.
QList<Difference> differences(const QJsonObject &expected, const QJsonObject &actual);

} // namespace WebJabber::Test
