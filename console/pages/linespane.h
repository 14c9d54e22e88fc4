// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/models/linesmodel.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSettings;
class QSortFilterProxyModel;
class QSplitter;
class QTableView;

namespace WebJabber {

// Lines that come by: filtered, paused, cleared and saved, with the whole text
// of the one selected below. Follows the newest while the last one is in sight.
class LinesPane : public QWidget
{
    Q_OBJECT

public:
    LinesPane(LinesModel &model, const QString &name, QWidget *parent = nullptr);

    // For a page's own widgets, before the filter.
    QHBoxLayout *tools() const { return m_tools; }
    QTableView *table() const { return m_table; }
    QLineEdit *filter() const { return m_filter; }
    QPlainTextEdit *details() const { return m_details; }
    void setFilter(const QString &text);
    int shownLines() const;
    void setPaused(bool isPaused);
    // The lines that pass the filter, as text. False where it cannot be written.
    bool saveTo(const QString &file) const;

    void save(QSettings &settings, const QString &group) const;
    void restore(QSettings &settings, const QString &group);

protected:
    // What the details show of a text.
    virtual QString detailsOf(const QString &text) const { return text; }

private:
    void showSelected();
    void showCount();
    void askWhereToSave();

    LinesModel &m_model;
    QSortFilterProxyModel *m_proxy;
    QHBoxLayout *m_tools;
    QLineEdit *m_filter;
    QPushButton *m_pause;
    QLabel *m_count;
    QTableView *m_table;
    QPlainTextEdit *m_details;
    QSplitter *m_splitter;
    bool m_follows = true;
};

} // namespace WebJabber
