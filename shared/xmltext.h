// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace WebJabber {

// Whether every character may stand in an XML 1.0 document (section 2.2) and
// no surrogate stands alone. What fails here would end an XMPP stream.
bool isXmlText(QStringView text);

} // namespace WebJabber
