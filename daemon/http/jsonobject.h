// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"

#include <QByteArray>
#include <QJsonObject>

namespace WebJabber {

// Longest part of a member's or parameter's name that an answer repeats.
inline constexpr qsizetype maxShownName = 40;

// Parses a JSON object strictly (RFC 8259): valid UTF-8, no duplicate members at any depth (QJsonDocument keeps the
// last one, other programs the first), no unpaired surrogates. Fails with invalid-request, naming the member.
Result<QJsonObject> readJsonObject(const QByteArray &text);

} // namespace WebJabber
