// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QDomElement;

namespace WebJabber {

// WORKAROUND (ejabberd 24.12): removes the offer of Bind 2 (XEP-0386) from stream features, so that QXmpp
// binds its resource as in RFC 6120. A server may assume that a client with Bind 2 reads everything from the
// archive: this ejabberd deletes the offline messages, including those that the archive does not hold.
// Elements other than stream features are left unchanged. Ends with an ejabberd that keeps these messages.
void removeBind2(const QDomElement &element);

} // namespace WebJabber
