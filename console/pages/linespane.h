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

// Shows lines as they arrive. They can be filtered, paused, cleared and saved. The whole text of the selected line is
// shown below. Scrolls to the newest line while the last line is visible.
class LinesPane : public QWidget
{
    Q_OBJECT

public:
    LinesPane(LinesModel &model, const QString &name, QWidget *parent = nullptr);

    // Holds a page's own widgets, before the filter.
    QHBoxLayout *tools() const { return m_tools; }
    QTableView *table() const { return m_table; }
    QLineEdit *filter() const { return m_filter; }
    QPlainTextEdit *details() const { return m_details; }
    void setFilter(const QString &text);
    int visibleLines() const;
    void setPaused(bool isPaused);
    // Writes the lines that pass the filter, as text. Returns false if the file cannot be written.
    bool saveTo(const QString &file) const;

    void save(QSettings &settings, const QString &group) const;
    void restore(QSettings &settings, const QString &group);

protected:
    // The text that the details show for a line.
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
    bool m_autoScrolls = true;
};

} // namespace WebJabber
