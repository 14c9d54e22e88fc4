// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/pages/tablepane.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

void setUpTable(QTableView *table, const QString &name)
{
    table->setAccessibleName(name);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setAlternatingRowColors(true);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false); // Tab leaves the table
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed); // otherwise each row is measured
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 6);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    const QAbstractItemModel *model = table->model();
    const int letter = table->fontMetrics().averageCharWidth();
    for (int column = 0; model && column < model->columnCount(); ++column) {
        const int letters = model->headerData(column, Qt::Horizontal, RowsModel::LettersRole).toInt();
        const bool isLast = column == model->columnCount() - 1; // it takes the remaining width
        table->setColumnWidth(
            column, std::max(table->horizontalHeader()->sectionSizeHint(column), isLast ? 0 : letter * letters));
    }
}

TablePane::TablePane(RowsModel &model, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_proxy(new QSortFilterProxyModel(this))
    , m_filter(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_table(new QTableView(this))
{
    m_proxy->setSourceModel(&model);
    m_proxy->setSortRole(RowsModel::SortRole);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table->setModel(m_proxy);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(0, Qt::AscendingOrder);
    setUpTable(m_table, name);
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);

    auto *line = new QHBoxLayout;
    line->addWidget(m_filter, 1);
    line->addWidget(m_count);
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins({});
    box->addLayout(line);
    box->addWidget(m_table, 1);

    connect(m_filter, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_proxy, signal, this, &TablePane::showCount);
    connect(m_proxy, &QAbstractItemModel::modelReset, this, &TablePane::showCount);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TablePane::selectionChanged);
    showCount();
}

void TablePane::showCount()
{
    const int all = m_model.rowCount();
    m_count->setText(visibleRows() == all ? tr("%Ln row(s)", nullptr, all)
                                          : tr("%1 of %Ln row(s)", nullptr, all).arg(visibleRows()));
}

int TablePane::visibleRows() const
{
    return m_proxy->rowCount();
}

QString TablePane::selectedKey() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? QString() : rows.first().data(RowsModel::KeyRole).toString();
}

void TablePane::select(const QString &key)
{
    const QModelIndex index = m_proxy->mapFromSource(m_model.indexOf(key));
    if (!index.isValid())
        return;
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
}

void TablePane::setFilter(const QString &text)
{
    m_filter->setText(text);
}

void TablePane::save(QSettings &settings, const QString &group) const
{
    settings.setValue(group + "/header"_L1, m_table->horizontalHeader()->saveState());
}

void TablePane::restore(QSettings &settings, const QString &group)
{
    m_table->horizontalHeader()->restoreState(settings.value(group + "/header"_L1).toByteArray());
}

} // namespace WebJabber
