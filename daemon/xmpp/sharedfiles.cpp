// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/sharedfiles.h"

#include "xmpp/xmppnamespaces.h"

#include <QJsonObject>
#include <QUrl>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype maxUrlLength = 4'096;
static constexpr qsizetype maxFileNameLength = 255;
static constexpr qsizetype maxTypeLength = 127;
static constexpr qsizetype maxDescriptionLength = 2'000;
static constexpr qsizetype maxThumbnailLength = 8 * 1024;
static constexpr qint64 maxNumber = 1LL << 53; // JSON represents integers exactly up to this
static constexpr qsizetype sha256Bytes = 32;
static constexpr double millisecondsPerSecond = 1'000;

static constexpr auto metadataNamespace = "urn:xmpp:file:metadata:0"_L1;
static constexpr auto transferNamespace = "urn:xmpp:jingle:apps:file-transfer:5"_L1;
static constexpr auto urlDataNamespace = "http://jabber.org/protocol/url-data"_L1;
static constexpr auto hashesNamespace = "urn:xmpp:hashes:2"_L1;
static constexpr auto thumbsNamespace = "urn:xmpp:thumbs:1"_L1;

static std::optional<QString> safeUrl(const QString &text)
{
    static constexpr std::array schemes{"https"_L1, "http"_L1, "aesgcm"_L1, "ftp"_L1};
    const QString trimmed = text.trimmed();
    const QUrl url(trimmed);
    const bool isFine = trimmed.size() <= maxUrlLength && url.isValid() && !url.host().isEmpty()
        && std::ranges::contains(schemes, url.scheme());
    return isFine ? std::optional(trimmed) : std::nullopt;
}

static void insertText(QJsonObject &file, const QString &key, const QString &text, qsizetype most)
{
    if (!text.isEmpty())
        file.insert(key, bounded(text, most));
}

static std::optional<qint64> number(const QString &text)
{
    bool isNumber = false;
    const qint64 value = text.toLongLong(&isNumber);
    return isNumber && value >= 0 && value <= maxNumber ? std::optional(value) : std::nullopt;
}

static void insertNumbers(QJsonObject &file, const QDomElement &metadata, QLatin1StringView ns)
{
    for (const auto name : {"size"_L1, "width"_L1, "height"_L1}) {
        if (const auto value = number(childElement(metadata, name, ns).text()))
            file.insert(name, *value);
    }
    if (const auto length = number(childElement(metadata, "length"_L1, ns).text()))
        file.insert("duration"_L1, double(*length) / millisecondsPerSecond);
}

static void insertHash(QJsonObject &file, const QDomElement &metadata)
{
    for (auto hash = metadata.firstChildElement(); !hash.isNull(); hash = hash.nextSiblingElement()) {
        if (hash.localName() != "hash"_L1 || hash.namespaceURI() != hashesNamespace
            || hash.attribute(u"algo"_s) != "sha-256"_L1)
            continue;
        const QByteArray value = QByteArray::fromBase64(hash.text().trimmed().toLatin1());
        if (value.size() != sha256Bytes)
            continue;
        file.insert("hash"_L1, QJsonObject{{u"sha-256"_s, QString::fromLatin1(value.toBase64())}});
        return;
    }
}

// Inserts a thumbnail (XEP-0264) only if it is in the message itself, as another one would have to be fetched.
static void insertThumbnail(QJsonObject &file, const QDomElement &metadata)
{
    const QString uri = childElement(metadata, "thumbnail"_L1, thumbsNamespace).attribute(u"uri"_s);
    if (uri.size() <= maxThumbnailLength && uri.startsWith("data:image/"_L1) && !uri.startsWith("data:image/svg"_L1))
        file.insert("thumbnail"_L1, uri);
}

static QJsonObject fileFrom(const QDomElement &metadata, QLatin1StringView ns, const std::optional<QString> &url)
{
    QJsonObject file{{u"url"_s, url ? QJsonValue(*url) : QJsonValue()}};
    insertText(file, u"name"_s, childElement(metadata, "name"_L1, ns).text(), maxFileNameLength);
    insertText(file, u"type"_s, childElement(metadata, "media-type"_L1, ns).text(), maxTypeLength);
    insertText(file, u"desc"_s, childElement(metadata, "desc"_L1, ns).text(), maxDescriptionLength);
    insertNumbers(file, metadata, ns);
    insertHash(file, metadata);
    insertThumbnail(file, metadata);
    return file;
}

// Returns the first source with a safe URL.
static std::optional<QString> sourceUrl(const QDomElement &sources, QLatin1StringView name, QLatin1StringView ns,
                                        const QString &attribute)
{
    for (auto source = sources.firstChildElement(); !source.isNull(); source = source.nextSiblingElement()) {
        if (source.localName() != name || source.namespaceURI() != ns)
            continue;
        if (const auto url = safeUrl(source.attribute(attribute)))
            return url;
    }
    return {};
}

static void append(QJsonArray &files, const QJsonObject &file)
{
    const QJsonValue url = file.value("url"_L1);
    const bool isKnown = !url.isNull() && std::any_of(files.begin(), files.end(), [&url](const QJsonValue &other) {
        return other.toObject().value("url"_L1) == url;
    });
    if (!isKnown && files.size() < maxFilesOfMessage)
        files.append(file);
}

static void appendShared(QJsonArray &files, const QDomElement &sharing)
{
    const QDomElement metadata = childElement(sharing, "file"_L1, metadataNamespace);
    const auto url = sourceUrl(childElement(sharing, "sources"_L1, sfsNamespace), "url-data"_L1, urlDataNamespace,
                               u"target"_s);
    if (metadata.isNull() && !url)
        return;
    QJsonObject file = fileFrom(metadata, metadataNamespace, url);
    if (const QString disposition = sharing.attribute(u"disposition"_s); !disposition.isEmpty())
        file.insert("inline"_L1, disposition == "inline"_L1);
    append(files, file);
}

static void appendSims(QJsonArray &files, const QDomElement &reference)
{
    const QDomElement sharing = childElement(reference, "media-sharing"_L1, simsNamespace);
    const QDomElement metadata = childElement(sharing, "file"_L1, transferNamespace);
    const auto url = sourceUrl(childElement(sharing, "sources"_L1, simsNamespace), "reference"_L1, referenceNamespace,
                               u"uri"_s);
    if (!metadata.isNull() || url)
        append(files, fileFrom(metadata, transferNamespace, url));
}

static void appendOutOfBand(QJsonArray &files, const QDomElement &outOfBand)
{
    const auto url = safeUrl(childElement(outOfBand, "url"_L1, oobNamespace).text());
    if (!url)
        return;
    QJsonObject file{{u"url"_s, *url}};
    insertText(file, u"name"_s, QUrl(*url).fileName(QUrl::FullyDecoded), maxFileNameLength);
    insertText(file, u"desc"_s, childElement(outOfBand, "desc"_L1, oobNamespace).text(), maxDescriptionLength);
    append(files, file);
}

QJsonArray sharedFiles(const MessagePayloads &payloads)
{
    QJsonArray files;
    for (const QDomElement &sharing : payloads.of(Payload::FileSharing))
        appendShared(files, sharing);
    for (const QDomElement &reference : payloads.of(Payload::Reference))
        appendSims(files, reference);
    for (const QDomElement &outOfBand : payloads.of(Payload::OutOfBand))
        appendOutOfBand(files, outOfBand);
    return files;
}

} // namespace WebJabber
