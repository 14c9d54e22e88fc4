// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace WebJabber {

// True if all characters are allowed in XML 1.0 (section 2.2) and there are no unpaired surrogates. Other text would
// end an XMPP stream.
bool isXmlText(QStringView text);

} // namespace WebJabber
