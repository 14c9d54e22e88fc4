// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace WebJabber {

// The grammar of HTTP/1.1 as far as a server needs it: pure functions.

// RFC 9110, section 5.6.2.
bool isToken(QByteArrayView text);
// Without the optional whitespace around it (RFC 9110, section 5.6.3).
QByteArrayView trimmed(QByteArrayView text);

// What is wrong with a byte of a line, which ends with CR LF and has no other control character but tabs. RFC 9112,
// section 2.2, lets a server take a lone LF for a line end; this one takes it for what it mostly is, an attempt to say
// different things to two programs.
enum class LineFault { None, LineEnd, Control };
LineFault lineFault(char before, char byte); // `before` is the one in front of it in this line, or NUL
QString lineFaultText(LineFault fault); // for the client

// RFC 9112, section 7.1.1: what stands behind the size of a chunk; may be empty.
bool isChunkExtensions(QByteArrayView text);

// RFC 9112, section 3.2.1: a path from the root and, perhaps, a query. Some
// characters that RFC 3986 leaves out are let through where the URL Standard,
// and so browsers, do not encode them; in a query also a lone "%".
bool isOriginForm(QByteArrayView target);
// RFC 9112, section 3.2.2: the parts of an http or https URL; nothing where it is none.
struct AbsoluteForm {
    QByteArrayView host;
    QByteArrayView target; // the rest: in origin form where the URL is right
};
std::optional<AbsoluteForm> absoluteForm(QByteArrayView target);
// RFC 9110, section 7.2: a name or an address and perhaps a port; not empty.
bool isHost(QByteArrayView text);
// RFC 9110, section 8.6: digits only. What does not fit is the largest number.
std::optional<quint64> contentLength(QByteArrayView text);

// Whether a field with a list of tokens (RFC 9110, section 5.6.1) holds this one,
// in upper or lower case.
bool listHolds(QByteArrayView list, QByteArrayView token);

// RFC 3986, section 6.2.2.2: without the percent-encoding of what needs none.
QByteArray normalizedPath(QByteArrayView path);

} // namespace WebJabber
