// SPDX-License-Identifier: GPL-3.0-or-later
#include "pbkdf2.h"

#include <QByteArray>
#include <QPasswordDigestor>

#include <dlfcn.h>
#include <openssl/evp.h>

static const EVP_MD *digest(QCryptographicHash::Algorithm algorithm)
{
    switch (algorithm) {
    case QCryptographicHash::Sha1:
        return EVP_sha1();
    case QCryptographicHash::Sha256:
        return EVP_sha256();
    case QCryptographicHash::Sha512:
        return EVP_sha512();
    case QCryptographicHash::Sha3_512:
        return EVP_sha3_512();
    default:
        return nullptr;
    }
}

// RFC 8018, section 5.2. As in Qt: empty where an argument is out of range.
QByteArray QPasswordDigestor::deriveKeyPbkdf2(QCryptographicHash::Algorithm algorithm, const QByteArray &password,
                                              const QByteArray &salt, int iterations, quint64 dkLen)
{
    const EVP_MD *hash = digest(algorithm);
    constexpr quint64 maxKeyBytes = 1024; // a key is as long as a digest
    if (!hash || iterations < 1 || dkLen < 1 || dkLen > maxKeyBytes)
        return {};
    QByteArray key(qsizetype(dkLen), Qt::Uninitialized);
    const bool done = PKCS5_PBKDF2_HMAC(password.constData(), int(password.size()),
                                        reinterpret_cast<const unsigned char *>(salt.constData()), int(salt.size()),
                                        iterations, hash, int(dkLen), reinterpret_cast<unsigned char *>(key.data()));
    return done ? key : QByteArray();
}

namespace WebJabber {

bool hashesWithOpenSsl()
{
    // What the libraries find under this name must be the function above.
    const auto *ours = reinterpret_cast<const void *>(&QPasswordDigestor::deriveKeyPbkdf2);
    Dl_info info;
    return dladdr(ours, &info) && info.dli_sname && dlsym(RTLD_DEFAULT, info.dli_sname) == ours;
}

} // namespace WebJabber
