// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace WebJabber {

// Returns a stanza that is safe to show to an operator: passwords, tokens, SASL data and stream resumption ids are
// replaced by "***". Messages are unchanged. Input that is not valid XML is hidden completely. `xml` may be a stream's
// opening or closing tag.
QString withoutSecrets(const QString &xml);

} // namespace WebJabber
