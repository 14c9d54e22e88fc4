// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/masterkey.h"

#include "secrets/privatefile.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto credentialName = "/webjabber-master-key"_L1;
static constexpr auto fileName = "/master.key"_L1;

static std::optional<SecretKey> parse(QByteArray content)
{
    if (content.size() == SecretKey::bytes)
        return SecretKey::take(std::move(content));
    QByteArray text = content.trimmed();
    QByteArray key = QByteArray::fromBase64(text, QByteArray::AbortOnBase64DecodingErrors);
    wipe(text);
    wipe(content);
    return SecretKey::take(std::move(key));
}

// Returns nothing if there is no such file.
static std::expected<std::optional<MasterKey>, QString> readKey(const QString &path, FileGuard guard)
{
    auto content = readPrivateFile(path, guard);
    if (!content)
        return std::unexpected(u"the master key cannot be used: "_s + content.error());
    if (!*content)
        return std::nullopt;
    auto key = parse(*std::move(*content));
    if (!key)
        return std::unexpected(
            u"the master key cannot be used: %1 holds neither 32 bytes nor the base64 text of 32 bytes"_s.arg(path));
    return MasterKey{*std::move(key), path};
}

static std::expected<void, QString> make(const QString &path)
{
    const SecretKey key = SecretKey::random();
    QByteArray text = QByteArray::fromRawData(key.view().data(), key.view().size()).toBase64();
    const auto made = makePrivateFile(path, text);
    wipe(text);
    if (!made)
        return std::unexpected(u"the master key cannot be made: "_s + made.error());
    return {};
}

std::expected<MasterKey, QString> loadMasterKey(const QString &stateDirectory, const QString &credentialsDirectory,
                                                MissingKey missing)
{
    if (!credentialsDirectory.isEmpty()) {
        auto given = readKey(credentialsDirectory + credentialName, FileGuard::Managed);
        if (!given)
            return std::unexpected(given.error());
        if (*given)
            return *std::move(*given);
    }
    const QString path = stateDirectory + fileName;
    auto kept = readKey(path, FileGuard::OwnerOnly);
    if (kept && !*kept && missing == MissingKey::Make) {
        if (const auto made = make(path); !made)
            return std::unexpected(made.error());
        kept = readKey(path, FileGuard::OwnerOnly); // another process may have made it meanwhile
    }
    if (!kept)
        return std::unexpected(kept.error());
    if (!*kept)
        return std::unexpected(u"there is no master key: %1 is missing"_s.arg(path));
    return *std::move(*kept);
}

} // namespace WebJabber
