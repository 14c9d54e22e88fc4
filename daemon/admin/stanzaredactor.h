// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace WebJabber {

// A stanza for an operator's eyes: passwords, tokens, what SASL exchanges and
// what resumes a stream are replaced by three asterisks; messages stay as they
// are. What cannot be read as XML is not shown at all. `xml` may be a stream's
// opening or closing tag.
QString withoutSecrets(const QString &xml);

} // namespace WebJabber
