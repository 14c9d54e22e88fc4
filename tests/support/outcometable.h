// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace WebJabber::Test {

// What came of each case on each server, as Markdown.
class OutcomeTable
{
public:
    // The text stands between the heading and the table.
    OutcomeTable(const QString &heading, const QString &text)
        : m_heading(heading)
        , m_text(text)
    {
    }

    void add(const QString &name, const QString &server, const QString &result);

    // Writes it to this file of the test program's own directory and, if the
    // environment variable WEBJABBER_INTEROP_DOC names a file, puts it in there
    // in place of the section with the same heading. False if that fails.
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
