// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault.h"

#include "masterkey.h"
#include "privatefile.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <memory>
#include <optional>

using namespace Qt::StringLiterals;

namespace WebJabber {

// NIST SP 800-38D: a random nonce of 96 bits is good for 2^32 messages under
// one key; an account's key seals one, the master key one at each of those.
static constexpr qsizetype nonceBytes = 12;
static constexpr qsizetype tagBytes = 16;
static constexpr qsizetype overheadBytes = nonceBytes + tagBytes;

// A sealed secret: this version, the account's key, the secret; the latter two
// each as a nonce, the encrypted bytes and a tag.
static constexpr char sealedVersion = 1;
static constexpr qsizetype wrappedKeyBytes = overheadBytes + SecretKey::bytes;
static constexpr qsizetype headBytes = 1 + wrappedKeyBytes;

static constexpr auto checkName = "/vault.check"_L1;

namespace {

struct Free {
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, Free>;

} // namespace

// What a box is for, bound into it so that it opens in no other place.
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

static unsigned char *bytesOf(QByteArray &array)
{
    return reinterpret_cast<unsigned char *>(array.data());
}

static const unsigned char *bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

static QByteArray encrypt(const SecretKey &key, QByteArrayView associated, QByteArrayView plain)
{
    QByteArray box(nonceBytes + plain.size() + tagBytes, Qt::Uninitialized);
    unsigned char *const nonce = bytesOf(box);
    unsigned char *const encrypted = nonce + nonceBytes;
    unsigned char *const tag = encrypted + plain.size();
    const Context context(EVP_CIPHER_CTX_new());
    int length = 0;
    if (!context || RAND_bytes(nonce, nonceBytes) != 1
        || EVP_EncryptInit_ex2(context.get(), EVP_aes_256_gcm(), key.data(), nonce, nullptr) != 1
        || EVP_EncryptUpdate(context.get(), nullptr, &length, bytesOf(associated), int(associated.size())) != 1
        || EVP_EncryptUpdate(context.get(), encrypted, &length, bytesOf(plain), int(plain.size())) != 1
        || EVP_EncryptFinal_ex(context.get(), encrypted + length, &length) != 1
        || EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, tagBytes, tag) != 1)
        qFatal("OpenSSL cannot encrypt");
    return box;
}

// Nothing where the box is not what was encrypted so.
static std::optional<QByteArray> decrypt(const SecretKey &key, QByteArrayView associated, QByteArrayView box)
{
    if (box.size() < overheadBytes)
        return {};
    const QByteArrayView encrypted = box.sliced(nonceBytes, box.size() - overheadBytes);
    QByteArray tag = box.last(tagBytes).toByteArray();
    QByteArray plain(encrypted.size(), Qt::Uninitialized);
    const Context context(EVP_CIPHER_CTX_new());
    int length = 0;
    if (!context || EVP_DecryptInit_ex2(context.get(), EVP_aes_256_gcm(), key.data(), bytesOf(box), nullptr) != 1
        || EVP_DecryptUpdate(context.get(), nullptr, &length, bytesOf(associated), int(associated.size())) != 1
        || EVP_DecryptUpdate(context.get(), bytesOf(plain), &length, bytesOf(encrypted), int(encrypted.size())) != 1
        || EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, tagBytes, tag.data()) != 1
        || EVP_DecryptFinal_ex(context.get(), bytesOf(plain) + length, &length) != 1) {
        wipe(plain);
        return {};
    }
    return plain;
}

// Compares the key with the one that the directory's vault.check was made with.
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
    auto box = readPrivateFile(checkPath, FileGuard::Ours);
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
        box = readPrivateFile(checkPath, FileGuard::Ours); // it may be another start's
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
