// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QString>
#include <QTimer>

#include <deque>

namespace WebJabber {

// Lines that come and come: a trace or a log. Keeps the newest within bounds of
// number and memory. Lines that come fast are shown in batches.
class LinesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr qsizetype maxLines = 100'000;
    static constexpr qsizetype maxCharacters = qsizetype(32) * 1024 * 1024; // of all lines together

    struct Line {
        QString time; // RFC 3339
        QString subject; // a JID or a category
        QString word; // a direction or a level, as the API says it
        QString text;
    };
    enum Column { TimeColumn, SubjectColumn, WordColumn, TextColumn, ColumnCount };
    enum Role {
        TextRole = Qt::UserRole, // the whole text, line breaks included
        FilterRole, // what a filter looks at
    };

    // Titles of the columns, in their order.
    explicit LinesModel(const QStringList &titles, QObject *parent = nullptr);

    void append(const Line &line);
    void clear();
    // While it is paused what comes is kept, and shown afterwards.
    void setPaused(bool isPaused);
    bool isPaused() const { return m_isPaused; }
    qsizetype waiting() const { return qsizetype(m_waiting.size()); }
    const Line &line(int row) const { return m_lines.at(std::size_t(row)); }
    // Shows now what has come.
    void flush();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

protected:
    virtual QString shownWord(const QString &word) const { return word; }

private:
    QString shown(const Line &line, int column) const;
    void dropOldest();

    QStringList m_titles;
    std::deque<Line> m_lines;
    std::deque<Line> m_waiting; // to be shown
    qsizetype m_characters = 0; // of m_lines
    bool m_isPaused = false;
    QTimer m_batch;
};

class TraceModel final : public LinesModel
{
    Q_OBJECT

public:
    explicit TraceModel(QObject *parent = nullptr);

protected:
    QString shownWord(const QString &word) const override;
};

class LogModel final : public LinesModel
{
    Q_OBJECT

public:
    explicit LogModel(QObject *parent = nullptr);

protected:
    QString shownWord(const QString &word) const override;
};

// A level of the log for people.
QString shownLevel(const QString &level);

} // namespace WebJabber
