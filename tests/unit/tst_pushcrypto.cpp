// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/vapid.h"
#include "push/webhooksignature.h"
#include "push/webpushencryption.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace std::chrono_literals;

static QByteArray fromBase64Url(QByteArrayView text)
{
    return QByteArray::fromBase64(text.toByteArray(), QByteArray::Base64UrlEncoding);
}

static P256Key keyFrom(QByteArrayView text)
{
    return P256Key::fromPrivate(SecretKey::take(fromBase64Url(text)).value()).value();
}

// The published vectors. The integration tests cover interoperability.
class tst_PushCrypto : public QObject
{
    Q_OBJECT

private:
    const QDateTime m_now{QDate(2026, 1, 1), QTime(12, 0), QTimeZone::UTC};

    static QJsonObject claims(const QByteArray &authorization)
    {
        const QByteArray token = authorization.split('=').at(1).split(',').first();
        return QJsonDocument::fromJson(fromBase64Url(token.split('.').at(1))).object();
    }

private Q_SLOTS:
    // RFC 8291, Appendix A.
    void encryptionMatchesRfcExample()
    {
        const P256Key sender = keyFrom("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw");
        const P256Key receiver = keyFrom("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94");
        QCOMPARE(
            sender.publicPoint(),
            fromBase64Url("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"));
        QCOMPARE(
            receiver.publicPoint(),
            fromBase64Url("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"));
        const auto body = encryptForReceiver("When I grow up, I want to be a watermelon",
                                             {receiver.publicPoint(), fromBase64Url("BTBZMqHH6r4Tts7J_aSIgg")}, sender,
                                             fromBase64Url("DGv6ra1nlYgDCS1FRnbzlw"));
        QCOMPARE(body.value(),
                 fromBase64Url("DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLoc"
                               "InmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLV"
                               "WGNWQexSgSxsj_Qulcy4a-fN"));
    }

    void largestMessageFillsThePush()
    {
        const P256Key receiver = P256Key::generate();
        const PushReceiver to{receiver.publicPoint(), QByteArray(PushReceiver::authSecretBytes, 'a')};
        const auto largest = encryptForReceiver(QByteArray(maxEncryptedMessageBytes, 'x'), to);
        QCOMPARE(largest.value().size(), maxPushBytes);
        // Keys and salt are new for each message.
        const auto again = encryptForReceiver(QByteArray(maxEncryptedMessageBytes, 'x'), to);
        QVERIFY(largest->first(16) != again.value().first(16));
        QVERIFY(largest->sliced(21, 65) != again->sliced(21, 65));
    }

    void invalidKeyIsRejected_data()
    {
        QTest::addColumn<QByteArray>("point");
        const QByteArray good = P256Key::generate().publicPoint();
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("too short") << good.chopped(1);
        QTest::newRow("too long") << good + '\0';
        QTest::newRow("compressed") << '\2' + good.sliced(1, 32);
        QTest::newRow("not on the curve") << '\4' + QByteArray(64, '\1');
        QTest::newRow("zeros") << QByteArray(65, '\0');
        QTest::newRow("infinity") << QByteArray(1, '\0');
    }
    void invalidKeyIsRejected()
    {
        QFETCH(QByteArray, point);
        QVERIFY(!isP256Point(point));
        QVERIFY(!encryptForReceiver("x", {point, QByteArray(16, 'a')}));
    }

    void privateKeyIsBelowTheGroupOrder()
    {
        QVERIFY(!P256Key::fromPrivate(SecretKey::take(QByteArray(32, '\0')).value()));
        QVERIFY(!P256Key::fromPrivate(SecretKey::take(QByteArray(32, '\xff')).value()));
    }

    // The test vector of the Standard Webhooks implementations.
    void signatureMatchesStandardWebhooks()
    {
        const auto key = webhookKey("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        QVERIFY(key);
        QCOMPARE(webhookSignature(*key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, R"({"test": 2432232314})"),
                 "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    void parsesWebhookSecrets_data()
    {
        QTest::addColumn<bool>("isGood");
        QTest::newRow("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") << true;
        QTest::newRow("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") << false;
        QTest::newRow("whsec_") << false;
        QTest::newRow("whsec_c2hvcnQ=") << false;
        QTest::newRow("whsec_%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%") << false;
    }
    void parsesWebhookSecrets() { QTEST(webhookKey(QTest::currentDataTag()).has_value(), "isGood"); }

    void generatedSecretsAreValidAndUnique()
    {
        const QByteArray secret = makeWebhookSecret();
        QCOMPARE(webhookKey(secret).value().size(), 32);
        QVERIFY(secret != makeWebhookSecret());
    }

    void theVapidKeyIsKept()
    {
        QTemporaryDir directory;
        const auto first = Vapid::open(directory.path(), {});
        const auto second = Vapid::open(directory.path(), {});
        QVERIFY(first && second);
        QCOMPARE(fromBase64Url(first->publicKey()).size(), P256Key::pointBytes);
        QCOMPARE(first->publicKey(), second->publicKey());
        const auto users = QFile::ReadUser | QFile::WriteUser | QFile::ExeUser; // of the test's user, possibly root
        QCOMPARE(QFileInfo(directory.filePath(u"vapid.key"_s)).permissions() & ~QFile::Permissions(users),
                 QFile::Permissions(QFile::ReadOwner));
        QTemporaryDir other;
        QVERIFY(Vapid::open(other.path(), {}).value().publicKey() != first->publicKey());
    }

    void damagedVapidKeyIsReportedAndKept()
    {
        QTemporaryDir directory;
        QFile file(directory.filePath(u"vapid.key"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("nonsense") > 0);
        file.setPermissions(QFile::ReadOwner);
        file.close();
        const auto opened = Vapid::open(directory.path(), {});
        QVERIFY(!opened);
        QVERIFY2(opened.error().contains("vapid.key"_L1), qPrintable(opened.error()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "nonsense");
    }

    void tokensContainOriginContactAndExpiry()
    {
        Vapid vapid(P256Key::generate(), u"mailto:push@example.org"_s);
        const QUrl endpoint(u"https://push.example.org:8443/some/path?query"_s);
        const QByteArray header = vapid.authorization(endpoint, m_now);
        QVERIFY2(header.startsWith("vapid t="), header.constData());
        QVERIFY(header.endsWith(", k=" + vapid.publicKey()));
        QCOMPARE(claims(header).value("aud"_L1).toString(), u"https://push.example.org:8443"_s);
        QCOMPARE(claims(header).value("sub"_L1).toString(), u"mailto:push@example.org"_s);
        QCOMPARE(claims(header).value("exp"_L1).toInteger(), (m_now + 12h).toSecsSinceEpoch());
        QCOMPARE(claims(vapid.authorization(QUrl(u"https://push.example.org/x"_s), m_now)).value("aud"_L1).toString(),
                 u"https://push.example.org"_s);
    }

    void tokensAreReusedAndRenewed()
    {
        Vapid vapid(P256Key::generate(), {});
        const QUrl endpoint(u"https://push.example.org/a"_s);
        const QByteArray first = vapid.authorization(endpoint, m_now);
        QVERIFY(!claims(first).contains("sub"_L1));
        QCOMPARE(vapid.authorization(QUrl(u"https://push.example.org/b"_s), m_now + 11h), first);
        QVERIFY(vapid.authorization(endpoint, m_now + 11h + 1s) != first);
        // A token must not be valid for more than a day if the clock was set back.
        const QByteArray back = vapid.authorization(endpoint, m_now - 48h);
        QCOMPARE(claims(back).value("exp"_L1).toInteger(), (m_now - 36h).toSecsSinceEpoch());
    }
};

QTEST_GUILESS_MAIN(tst_PushCrypto)
#include "tst_pushcrypto.moc"
