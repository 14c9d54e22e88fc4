// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QString>
#include <QTimer>

#include <deque>

namespace WebJabber {

// Lines of a trace or a log. Keeps the newest ones, with limits on their number and memory. Lines that arrive fast are
// shown in batches.
class LinesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr qsizetype maxLines = 100'000;
    static constexpr qsizetype maxCharacters = qsizetype(32) * 1024 * 1024; // of all lines together

    struct Line {
        QString time; // RFC 3339
        QString subject; // a JID or a category
        QString tag; // a direction or a level, as the API writes it
        QString text;
    };
    enum Column { TimeColumn, SubjectColumn, TagColumn, TextColumn, ColumnCount };
    enum Role {
        TextRole = Qt::UserRole, // the whole text, line breaks included
        FilterRole, // the text that a filter matches
    };

    // Titles of the columns, in order.
    explicit LinesModel(const QStringList &titles, QObject *parent = nullptr);

    void append(const Line &line);
    void clear();
    // While paused, new lines are kept, and shown when the pause ends.
    void setPaused(bool isPaused);
    bool isPaused() const { return m_isPaused; }
    qsizetype waiting() const { return qsizetype(m_waiting.size()); }
    const Line &line(int row) const { return m_lines.at(std::size_t(row)); }
    // Shows all lines received so far.
    void flush();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

protected:
    virtual QString tagText(const QString &tag) const { return tag; }

private:
    QString cellText(const Line &line, int column) const;
    void dropOldest();

    QStringList m_titles;
    std::deque<Line> m_lines;
    std::deque<Line> m_waiting; // not shown yet
    qsizetype m_characters = 0; // of m_lines
    bool m_isPaused = false;
    QTimer m_batchTimer;
};

class TraceModel final : public LinesModel
{
    Q_OBJECT

public:
    explicit TraceModel(QObject *parent = nullptr);

protected:
    QString tagText(const QString &tag) const override;
};

class LogModel final : public LinesModel
{
    Q_OBJECT

public:
    explicit LogModel(QObject *parent = nullptr);

protected:
    QString tagText(const QString &tag) const override;
};

// A human-readable log level.
QString levelText(const QString &level);

} // namespace WebJabber
