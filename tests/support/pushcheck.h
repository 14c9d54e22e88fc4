// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace WebJabber::Test {

// Runs pushcheck.py, which uses third-party libraries. Returns its answer, or an object with the member `error`.
QJsonObject pushCheck(const QString &command, const QJsonObject &input = {});

} // namespace WebJabber::Test
