// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace WebJabber::Test {

// The outcome of each case on each server, as Markdown.
class OutcomeTable
{
public:
    // `text` is inserted between the heading and the table.
    OutcomeTable(const QString &heading, const QString &text)
        : m_heading(heading)
        , m_text(text)
    {
    }

    void add(const QString &name, const QString &server, const QString &result);

    // Writes the table to this file in the test program's directory. If the environment variable WEBJABBER_INTEROP_DOC
    // names a file, it also replaces the section with the same heading there. Returns false on failure.
    [[nodiscard]] bool write(const QString &fileName) const;

private:
    struct Row {
        QString name;
        QStringList servers;
        QString result;
    };

    QString markdown() const;

    QString m_heading;
    QString m_text;
    QList<Row> m_rows;
};

} // namespace WebJabber::Test
