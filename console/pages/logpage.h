// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/models/linesmodel.h"
#include "console/pages/page.h"

#include <QMap>

class QComboBox;
class QFormLayout;

namespace WebJabber {

class LinesPane;

// What the daemon logs, and how much each of its categories does.
class LogPage final : public Page
{
    Q_OBJECT

public:
    explicit LogPage(AdminClient &client, QWidget *parent = nullptr);

    LogModel &model() { return m_model; }
    LinesPane &pane() { return *m_pane; }
    QWidget *firstWidget() override;
    QWidget *filterWidget() override;
    void save(QSettings &settings) const override;
    void restore(QSettings &settings) override;

    // By category, as the daemon says: "debug" ... "off".
    QMap<QString, QString> levels() const;
    void setLevel(const QString &category, const QString &level);

protected:
    void refresh() override;
    void handleDisconnected() override;

private:
    void takeLog(const ServerEvent &event);
    void showLevels(const QJsonObject &levels);
    QComboBox *makeLevelBox(const QString &category);

    LogModel m_model;
    LinesPane *m_pane;
    QFormLayout *m_form;
    QMap<QString, QComboBox *> m_levels; // by category
    ServerStream *m_stream = nullptr; // a child
};

} // namespace WebJabber
