// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/webapp.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto root = ":/webjabber/webapp"_L1;
static constexpr auto catalogue = "lang-"_L1; // followed by a language and ".json"
static constexpr qsizetype versionBytes = 8;
static constexpr qsizetype lengthPrefix = 4; // qCompress() puts it before the zlib stream
// Files that contain the version of the other files.
static const QStringList entryPoints{u"index.html"_s, u"sw.js"_s, u"manifest.webmanifest"_s};

static QByteArray typeOf(const QString &name)
{
    static const QHash<QString, QByteArray> types{
        {u"html"_s, "text/html; charset=utf-8"},
        {u"js"_s, "text/javascript; charset=utf-8"},
        {u"css"_s, "text/css; charset=utf-8"},
        {u"json"_s, "application/json"},
        {u"svg"_s, "image/svg+xml"},
        {u"png"_s, "image/png"},
        {u"webmanifest"_s, "application/manifest+json"},
    };
    return types.value(name.section(u'.', -1), "application/octet-stream");
}

static WebApp::File makeFile(const QString &name, const QByteArray &content)
{
    WebApp::File file{typeOf(name), content, qCompress(content, 9).sliced(lengthPrefix), {}};
    if (file.deflated.size() >= content.size())
        file.deflated.clear();
    file.etag = '"' + QCryptographicHash::hash(content, QCryptographicHash::Sha256).first(versionBytes).toHex() + '"';
    return file;
}

WebApp::WebApp()
{
    QHash<QString, QByteArray> contents;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &name : QDir(root).entryList(QDir::Files, QDir::Name)) {
        QFile file(root + u'/' + name);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        contents.insert(name, file.readAll());
        hash.addData(name.toUtf8() + '\0' + QByteArray::number(contents.value(name).size()) + '\0');
        hash.addData(contents.value(name));
    }
    m_version = QString::fromLatin1(hash.result().first(versionBytes).toHex());
    for (const auto &[name, content] : contents.asKeyValueRange()) {
        if (!entryPoints.contains(name))
            m_files.insert(name, makeFile(name, content));
    }
    for (const QString &name : entryPoints)
        m_files.insert(name, makeFile(name, withPlaceholders(contents.value(name))));
}

const WebApp::File *WebApp::find(const QString &name) const
{
    const auto found = m_files.constFind(name);
    return found == m_files.cend() ? nullptr : &*found;
}

// Replaces @VERSION@; @FILES@ (the files that every visitor needs, as JSON); @LANGUAGES@ (the available translations);
// @PRELOADS@ (the modules, so that the browser fetches them in parallel).
QByteArray WebApp::withPlaceholders(const QByteArray &text) const
{
    QStringList names;
    for (const QString &name : m_files.keys()) {
        if (!entryPoints.contains(name) && !name.startsWith(catalogue))
            names.append(name);
    }
    names.sort();
    QStringList languages;
    for (const QString &name : m_files.keys()) {
        if (name.startsWith(catalogue) && name != catalogue + "pseudo.json"_L1)
            languages.append(name.sliced(catalogue.size()).section(u'.', 0, 0));
    }
    languages.sort();
    QByteArray preloads;
    for (const QString &name : std::as_const(names)) {
        if (name.endsWith(".js"_L1) && name != "main.js"_L1)
            preloads += "<link rel=\"modulepreload\" href=\"/app/@VERSION@/" + name.toUtf8() + "\">\n";
    }
    QByteArray result = text;
    result.replace("@PRELOADS@", preloads);
    result.replace("@LANGUAGES@", languages.join(u' ').toLatin1());
    result.replace("@FILES@", QJsonDocument(QJsonArray::fromStringList(names)).toJson(QJsonDocument::Compact));
    result.replace("@VERSION@", m_version.toLatin1());
    return result;
}

} // namespace WebJabber
