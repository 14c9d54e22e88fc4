// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/pbkdf2.h"

#include <QCache>
#include <QMutex>
#include <QPasswordDigestor>
#include <QtConcurrentRun>

#include <dlfcn.h>
#include <openssl/evp.h>

namespace WebJabber {

namespace {

// A cache of derived keys, indexed by a digest of the arguments. Used by the thread of the event loop
// and by the worker threads.
class DerivedKeys
{
public:
    static QByteArray nameOf(const KeyDerivation &derivation)
    {
        QCryptographicHash name(QCryptographicHash::Sha256);
        const auto addNumber = [&name](qint64 number) {
            name.addData(QByteArrayView(reinterpret_cast<const char *>(&number), sizeof(number)));
        };
        addNumber(derivation.hash);
        addNumber(derivation.iterations);
        addNumber(derivation.password.size()); // separates the password from the salt
        name.addData(derivation.password);
        name.addData(derivation.salt);
        return name.result();
    }

    QByteArray find(const QByteArray &name)
    {
        const QMutexLocker locker(&m_mutex);
        const QByteArray *key = m_keys.object(name);
        return key ? *key : QByteArray();
    }

    void insert(const QByteArray &name, const QByteArray &key)
    {
        const QMutexLocker locker(&m_mutex);
        m_keys.insert(name, new QByteArray(key));
    }

private:
    static constexpr qsizetype maxKeys = 1024;

    QMutex m_mutex;
    QCache<QByteArray, QByteArray> m_keys{maxKeys};
};

} // namespace

static DerivedKeys &derivedKeys()
{
    static DerivedKeys keys;
    return keys;
}

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

// Returns an empty key if an argument is out of range, as Qt does.
static QByteArray derive(const KeyDerivation &derivation, quint64 length)
{
    const EVP_MD *hash = digest(derivation.hash);
    constexpr quint64 maxKeyBytes = 1024; // a key is as long as a digest
    if (!hash || derivation.iterations < 1 || length < 1 || length > maxKeyBytes)
        return {};
    const QByteArray &password = derivation.password;
    const QByteArray &salt = derivation.salt;
    QByteArray key(qsizetype(length), Qt::Uninitialized);
    const bool done = PKCS5_PBKDF2_HMAC(
        password.constData(), int(password.size()), reinterpret_cast<const unsigned char *>(salt.constData()),
        int(salt.size()), derivation.iterations, hash, int(length), reinterpret_cast<unsigned char *>(key.data()));
    return done ? key : QByteArray();
}

static QThreadPool &workers()
{
    static QThreadPool pool;
    return pool;
}

QFuture<void> deriveAhead(const KeyDerivation &derivation)
{
    const QByteArray name = DerivedKeys::nameOf(derivation);
    if (!derivedKeys().find(name).isEmpty())
        return QtFuture::makeReadyVoidFuture();
    return QtConcurrent::run(&workers(), [derivation, name] {
        derivedKeys().insert(name, derive(derivation, quint64(QCryptographicHash::hashLength(derivation.hash))));
    });
}

bool hashesWithOpenSsl()
{
    // The libraries must resolve this name to the function below.
    const auto *ours = reinterpret_cast<const void *>(&QPasswordDigestor::deriveKeyPbkdf2);
    Dl_info info;
    return dladdr(ours, &info) && info.dli_sname && dlsym(RTLD_DEFAULT, info.dli_sname) == ours;
}

} // namespace WebJabber

QByteArray QPasswordDigestor::deriveKeyPbkdf2(QCryptographicHash::Algorithm algorithm, const QByteArray &password,
                                              const QByteArray &salt, int iterations, quint64 dkLen)
{
    using namespace WebJabber;
    const KeyDerivation derivation{algorithm, password, salt, iterations};
    if (quint64(QCryptographicHash::hashLength(algorithm)) == dkLen) {
        if (const QByteArray key = derivedKeys().find(DerivedKeys::nameOf(derivation)); !key.isEmpty())
            return key;
    }
    return derive(derivation, dkLen);
}
