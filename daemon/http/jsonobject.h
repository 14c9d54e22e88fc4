// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"

#include <QByteArray>
#include <QJsonObject>

namespace WebJabber {

// Of a member's or parameter's name that an answer repeats.
inline constexpr qsizetype maxShownName = 40;

// Reads a JSON object strictly (RFC 8259): valid UTF-8, no member twice at any depth (QJsonDocument would keep the
// last one, another program the first), no half of a surrogate pair. Fails with invalid-request, naming the member.
Result<QJsonObject> readJsonObject(const QByteArray &text);

} // namespace WebJabber
