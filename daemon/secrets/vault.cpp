// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/vault.h"

#include "secrets/aesgcm.h"
#include "secrets/masterkey.h"
#include "secrets/opensslbytes.h"
#include "secrets/privatefile.h"

#include <openssl/rand.h>

#include <optional>

using namespace Qt::StringLiterals;

namespace WebJabber {

// NIST SP 800-38D allows 2^32 messages with random 96-bit nonces under one key. An account's key seals one message, and
// the master key one at each of those.
static constexpr qsizetype overheadBytes = AesGcm::nonceBytes + AesGcm::tagBytes;

// The format of a sealed secret: this version, the wrapped account key, the encrypted secret. The latter two are boxes:
// a nonce, the encrypted bytes and a tag.
static constexpr char sealedVersion = 1;
static constexpr qsizetype wrappedKeyBytes = overheadBytes + SecretKey::bytes;
static constexpr qsizetype headBytes = 1 + wrappedKeyBytes;

static constexpr auto checkName = "/vault.check"_L1;

// The purpose of a box. It is authenticated with the box, so that the box cannot be opened for another purpose.
static constexpr auto accountKey = "account key";
static constexpr auto accountSecret = "account secret";
static constexpr auto webhookSecret = "webhook secret";
static constexpr auto keyCheck = "key check";

static QByteArray bound(const char *purpose, const Jid &account)
{
    return QByteArray("webjabber vault 1, accounts.credentials, ") + purpose + '\0' + account.toString().toUtf8();
}

static const char *nameOf(Vault::Purpose purpose)
{
    return purpose == Vault::Purpose::Webhook ? webhookSecret : accountSecret;
}

// A box: a nonce, the encrypted bytes and a tag.
static QByteArray encrypt(const SecretKey &key, QByteArrayView associated, QByteArrayView plain)
{
    QByteArray nonce(AesGcm::nonceBytes, Qt::Uninitialized);
    if (RAND_bytes(bytesOf(nonce), int(nonce.size())) != 1)
        qFatal("the system gives no random numbers");
    return nonce + AesGcm::encrypt(key.view(), nonce, plain, associated);
}

// Returns nothing if the box was not made with this key for this purpose.
static std::optional<QByteArray> decrypt(const SecretKey &key, QByteArrayView associated, QByteArrayView box)
{
    if (box.size() < overheadBytes)
        return {};
    return AesGcm::decrypt(key.view(), box.first(AesGcm::nonceBytes), box.sliced(AesGcm::nonceBytes), associated);
}

// Fails if the key is not the one that vault.check in the directory was made with.
static std::expected<void, QString> check(const MasterKey &master, const QString &stateDirectory, const QByteArray &box)
{
    if (decrypt(master.key, bound(keyCheck, {}), box))
        return {};
    return std::unexpected(
        u"the master key %1 does not fit the credentials in %2: restore the key file or credential they were sealed "
        "with, or remove %2%3 to go on with this key and sign everybody out"_s.arg(master.path, stateDirectory,
                                                                                   checkName));
}

std::expected<Vault, QString> Vault::open(const QString &stateDirectory, const QString &credentialsDirectory)
{
    const QString checkPath = stateDirectory + checkName;
    auto box = readPrivateFile(checkPath, FileGuard::OwnerOnly);
    if (!box)
        return std::unexpected(box.error());
    auto master = loadMasterKey(stateDirectory, credentialsDirectory, *box ? MissingKey::Refuse : MissingKey::Make);
    if (!master && *box)
        return std::unexpected(
            u"%1; the credentials in %2 cannot be read without it: restore it, or remove %3 to sign everybody out"_s
                .arg(master.error(), stateDirectory, checkPath));
    if (!master)
        return std::unexpected(master.error());
    if (!*box) {
        const auto made = makePrivateFile(checkPath, encrypt(master->key, bound(keyCheck, {}), {}));
        if (!made)
            return std::unexpected(made.error());
        box = readPrivateFile(checkPath, FileGuard::OwnerOnly); // another process may have made it meanwhile
        if (!box)
            return std::unexpected(box.error());
    }
    if (const auto fits = check(*master, stateDirectory, box->value_or(QByteArray())); !fits)
        return std::unexpected(fits.error());
    return Vault(std::move(master->key));
}

QByteArray Vault::seal(const Jid &account, QByteArrayView secret, Purpose purpose) const
{
    const SecretKey key = SecretKey::random();
    return QByteArray(1, sealedVersion)
        .append(encrypt(m_masterKey, bound(accountKey, account), key.view()))
        .append(encrypt(key, bound(nameOf(purpose), account), secret));
}

std::expected<QByteArray, QString> Vault::unseal(const Jid &account, QByteArrayView sealed, Purpose purpose) const
{
    if (sealed.size() < headBytes + overheadBytes || sealed.front() != sealedVersion)
        return std::unexpected(
            u"the stored credentials of %1 are damaged, or of a newer version"_s.arg(account.toString()));
    auto unwrapped = decrypt(m_masterKey, bound(accountKey, account), sealed.sliced(1, wrappedKeyBytes));
    if (!unwrapped)
        return std::unexpected(
            u"the stored credentials of %1 were sealed with another key or for another account, or are damaged"_s.arg(
                account.toString()));
    const auto key = SecretKey::take(*std::move(unwrapped));
    auto secret = decrypt(key.value(), bound(nameOf(purpose), account), sealed.sliced(headBytes));
    if (!secret)
        return std::unexpected(u"the stored credentials of %1 are damaged"_s.arg(account.toString()));
    return *std::move(secret);
}

} // namespace WebJabber
