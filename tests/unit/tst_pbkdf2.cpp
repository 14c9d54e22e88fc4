// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/pbkdf2.h"
#include "xmpp/xmppconnection.h"

#include <QPasswordDigestor>
#include <QTest>

using namespace WebJabber;

class tst_Pbkdf2 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replacesQtsFunction()
    {
        QVERIFY(XmppConnection::checkLibrary()); // so that QXmpp is linked, as in the daemon
        QVERIFY(hashesWithOpenSsl());
    }

    // RFC 6070, RFC 7914 section 11 and RFC 7677 section 3.
    void matchesTestVectors_data()
    {
        QTest::addColumn<QCryptographicHash::Algorithm>("algorithm");
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<QByteArray>("salt");
        QTest::addColumn<int>("iterations");
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("SHA-1, 2 rounds") << QCryptographicHash::Sha1 << QByteArray("password") << QByteArray("salt")
                                         << 2 << QByteArray("ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957");
        QTest::newRow("SHA-1, zero bytes")
            << QCryptographicHash::Sha1 << QByteArray("pass\0word", 9) << QByteArray("sa\0lt", 5) << 4096
            << QByteArray("56fa6aa75548099dcc37d7f03425e0c3");
        QTest::newRow("SHA-256, 1 round")
            << QCryptographicHash::Sha256 << QByteArray("passwd") << QByteArray("salt") << 1
            << QByteArray("55ac046e56e3089fec1691c22544b605"
                          "f94185216dde0465e68b9d57c20dacbc"
                          "49ca9cccf179b645991664b39d77ef31"
                          "7c71b845b1e30bd509112041d3a19783");
    }
    void matchesTestVectors()
    {
        QFETCH(QCryptographicHash::Algorithm, algorithm);
        QFETCH(QByteArray, password);
        QFETCH(QByteArray, salt);
        QFETCH(int, iterations);
        QFETCH(QByteArray, key);
        QCOMPARE(
            QPasswordDigestor::deriveKeyPbkdf2(algorithm, password, salt, iterations, quint64(key.size() / 2)).toHex(),
            key);
    }

    void keyIsDerivedOnAWorkerOnce()
    {
        const KeyDerivation derivation{QCryptographicHash::Sha512, "pencil", "salt of its own", 50'000};
        const QFuture<void> first = deriveAhead(derivation);
        QVERIFY(!first.isFinished());
        QTRY_VERIFY(first.isFinished());
        QVERIFY(deriveAhead(derivation).isFinished()); // it is cached
        for (const KeyDerivation &other :
             {KeyDerivation{QCryptographicHash::Sha256, "pencil", "salt of its own", 50'000},
              KeyDerivation{QCryptographicHash::Sha512, "pencils", "salt of its own", 50'000},
              KeyDerivation{QCryptographicHash::Sha512, "pencil", "salt", 50'000},
              KeyDerivation{QCryptographicHash::Sha512, "pencil", "salt of its own", 50'001}}) {
            QFuture<void> derived = deriveAhead(other);
            QVERIFY(!derived.isFinished());
            derived.waitForFinished();
        }
    }

    void cachedKeyMatchesItsInput()
    {
        constexpr auto hash = QCryptographicHash::Sha1;
        const auto derive = [] {
            return QPasswordDigestor::deriveKeyPbkdf2(hash, "password", "salt", 4096, 20).toHex();
        };
        const QByteArray key = "4b007901b765489abead49d926f721d065a429c1"; // RFC 6070
        QCOMPARE(derive(), key);
        deriveAhead({hash, "password", "salt", 4096}).waitForFinished();
        QCOMPARE(derive(), key);
    }

    void rejectsInvalidArguments()
    {
        QVERIFY(QPasswordDigestor::deriveKeyPbkdf2(QCryptographicHash::Sha256, "p", "s", 0, 32).isEmpty());
        QVERIFY(QPasswordDigestor::deriveKeyPbkdf2(QCryptographicHash::Sha256, "p", "s", 1, 0).isEmpty());
        QVERIFY(QPasswordDigestor::deriveKeyPbkdf2(QCryptographicHash::Md5, "p", "s", 1, 16).isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_Pbkdf2)
#include "tst_pbkdf2.moc"
