// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"

namespace WebJabber {

// Maximum size of a message text, in bytes of UTF-8.
inline constexpr qsizetype maxTextBytes = 32 * 1024;

// Maximum size of the text and all else that a message contains, in bytes of UTF-8.
inline constexpr qsizetype maxContentBytes = 64 * 1024;

inline Result<void> checkTextLength(const QString &text)
{
    if (text.size() > maxTextBytes || text.toUtf8().size() > maxTextBytes)
        return problem(ProblemCode::TooLarge,
                       QStringLiteral("A message may have at most %1 bytes of text.").arg(maxTextBytes));
    return {};
}

} // namespace WebJabber
