// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/scramchallenge.h"

#include <QDomDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_ScramChallenge : public QObject
{
    Q_OBJECT

    static QDomElement parse(QDomDocument &document, const QByteArray &xml)
    {
        document.setContent(xml, QDomDocument::ParseOption::UseNamespaceProcessing);
        return document.documentElement();
    }

private Q_SLOTS:
    void readsChallenge_data()
    {
        QTest::addColumn<QByteArray>("ns");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("iterations"); // 0: not a challenge
        const QByteArray sasl = "urn:ietf:params:xml:ns:xmpp-sasl";
        const QByteArray good = "r=abc,s=c2FsdA==,i=4096"; // RFC 5802, section 5
        QTest::newRow("SASL") << sasl << good << 4096;
        QTest::newRow("SASL2") << QByteArray("urn:xmpp:sasl:2") << good << 4096;
        QTest::newRow("of another namespace") << QByteArray("urn:example") << good << 0;
        QTest::newRow("without a salt") << sasl << QByteArray("r=abc,i=4096") << 0;
        QTest::newRow("without a count") << sasl << QByteArray("r=abc,s=c2FsdA==") << 0;
        QTest::newRow("a count of none") << sasl << QByteArray("r=abc,s=c2FsdA==,i=0") << 0;
        QTest::newRow("a count that is none") << sasl << QByteArray("r=abc,s=c2FsdA==,i=many") << 0;
        QTest::newRow("DIGEST-MD5") << sasl << QByteArray("realm=\"x\",nonce=\"y\"") << 0;
        QTest::newRow("empty") << sasl << QByteArray() << 0;
    }
    void readsChallenge()
    {
        QFETCH(const QByteArray, ns);
        QFETCH(const QByteArray, content);
        QFETCH(const int, iterations);
        QDomDocument document;
        const auto challenge = scramChallengeFrom(
            parse(document, "<challenge xmlns='" + ns + "'>" + content.toBase64() + "</challenge>"));
        QCOMPARE(challenge.has_value(), iterations > 0);
        if (!challenge)
            return;
        QCOMPARE(challenge->salt, "salt");
        QCOMPARE(challenge->iterations, iterations);
    }

    void choosesTheStrongestMechanism()
    {
        QDomDocument document;
        const auto strongest = [&document](const QByteArray &names, const QByteArray &ns) {
            QByteArray xml = "<features><mechanisms xmlns='" + ns + "'>";
            for (const QByteArray &name : names.split(' '))
                xml += "<mechanism>" + name + "</mechanism>";
            return strongestScram(parse(document, xml + "</mechanisms></features>"));
        };
        const QByteArray sasl = "urn:ietf:params:xml:ns:xmpp-sasl";
        QCOMPARE(strongest("SCRAM-SHA-512 PLAIN SCRAM-SHA-1", sasl), QCryptographicHash::Sha512);
        QCOMPARE(strongest("SCRAM-SHA-1 SCRAM-SHA-256", "urn:xmpp:sasl:2"), QCryptographicHash::Sha256);
        QCOMPARE(strongest("SCRAM-SHA-1-PLUS SCRAM-SHA-1", sasl), QCryptographicHash::Sha1);
        QVERIFY(!strongest("PLAIN X-OAUTH2", sasl));
        QVERIFY(!strongest("SCRAM-SHA-1", "urn:example"));
    }
};

QTEST_GUILESS_MAIN(tst_ScramChallenge)
#include "tst_scramchallenge.moc"
