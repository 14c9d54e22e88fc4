// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace WebJabber {

// HTTP/1.1 grammar, as far as a server needs it. Pure functions.

// RFC 9110, section 5.6.2.
bool isToken(QByteArrayView text);
// Removes optional whitespace from both ends (RFC 9110, section 5.6.3).
QByteArrayView trimmed(QByteArrayView text);

// The fault of a byte in a line. A line ends with CR LF and contains no control character other than tabs. RFC 9112,
// section 2.2, allows a server to accept a lone LF as line end. This one refuses it, because it is mostly an attempt at
// request smuggling.
enum class LineFault { None, LineEnd, Control };
LineFault lineFault(char before, char byte); // `before`: the previous byte of this line, or NUL
QString lineFaultText(LineFault fault); // for the client

// RFC 9112, section 7.1.1: the text after the size of a chunk; may be empty.
bool isChunkExtensions(QByteArrayView text);

// RFC 9112, section 3.2.1: an absolute path and an optional query. Accepts some characters that RFC 3986 does not allow
// but that browsers leave unencoded (URL Standard); in a query also a lone "%".
bool isOriginForm(QByteArrayView target);
// RFC 9112, section 3.2.2: the parts of an http or https URL; nullopt for anything else.
struct AbsoluteForm {
    QByteArrayView host;
    QByteArrayView target; // the rest; in origin form if the URL is valid
};
std::optional<AbsoluteForm> absoluteForm(QByteArrayView target);
// RFC 9110, section 7.2: a name or an address and an optional port; not empty.
bool isHost(QByteArrayView text);
// RFC 9110, section 8.6: digits only. Returns the maximum if the number does not fit.
std::optional<quint64> contentLength(QByteArrayView text);

// True if the token list (RFC 9110, section 5.6.1) contains this token. Ignores case.
bool listContains(QByteArrayView list, QByteArrayView token);

// RFC 3986, section 6.2.2.2: decodes percent-encoded characters that need no encoding.
QByteArray normalizedPath(QByteArrayView path);

} // namespace WebJabber
