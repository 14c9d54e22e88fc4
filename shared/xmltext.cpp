// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/xmltext.h"

#include <QString>

#include <algorithm>

namespace WebJabber {

bool isXmlText(QStringView text)
{
    return text.isValidUtf16() && std::ranges::all_of(text, [](QChar c) {
               const char16_t u = c.unicode();
               return (u >= 0x20 && u < 0xfffe) || u == '\t' || u == '\n' || u == '\r';
           });
}

} // namespace WebJabber
