// SPDX-License-Identifier: GPL-3.0-or-later
#include "transcript.h"

#include <QJsonDocument>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace WebJabber::Test {

// How long a message or a presence may take to arrive.
static constexpr std::chrono::seconds arrivalDeadline{20};

void require(bool condition, const QString &why)
{
    if (!condition)
        throw Failure{why};
}

void print(const QString &line)
{
    std::puts(line.toUtf8().constData());
    std::fflush(stdout);
}

static HttpHeaderList bearer(const QByteArray &token)
{
    return token.isEmpty() ? HttpHeaderList{} : HttpHeaderList{{"Authorization", "Bearer " + token}};
}

static QString oneLine(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

HttpResponse Transcript::show(const QString &path, const HttpResponse &answer)
{
    require(answer.status != 0, path + u": no answer: "_s + answer.error);
    print(QString::number(answer.status) + u' ' + QString::fromUtf8(answer.body));
    return answer;
}

HttpResponse Transcript::get(const QString &path)
{
    print(u"\n> "_s + path);
    return show(path, m_http.get(path));
}

HttpResponse Transcript::postForm(const QString &path, const FormFields &fields)
{
    QStringList shown;
    for (const auto &[name, value] : fields)
        shown += name + u'=' + value;
    print(u"\n> %1  (%2)"_s.arg(path, shown.join(u' ')));
    return show(path, m_http.postForm(path, fields));
}

HttpResponse Transcript::postJson(const QString &path, const QJsonObject &json, const QByteArray &token)
{
    print(u"\n> POST %1  %2"_s.arg(path, oneLine(json)));
    return show(path, m_http.postJson(path, json, bearer(token)));
}

HttpResponse Transcript::remove(const QString &path, const QByteArray &token)
{
    print(u"\n> DELETE "_s + path);
    return show(path, m_http.send("DELETE", path, {}, bearer(token)));
}

HttpResponse Transcript::getUntil(const QString &path, const QString &what,
                                  const std::function<bool(const HttpResponse &)> &isWanted)
{
    print(u"\n> "_s + path);
    HttpResponse answer;
    const bool came = QTest::qWaitFor([&] { return isWanted(answer = m_http.get(path)); }, arrivalDeadline);
    require(came,
            u"%1: %2 in %3 s; the last answer was %4 %5"_s.arg(path, what)
                .arg(arrivalDeadline.count())
                .arg(answer.status)
                .arg(QString::fromUtf8(answer.body)));
    return show(path, answer);
}

void Transcript::signIn(const QString &jid, const QString &push)
{
    FormFields fields{{u"jid"_s, jid}, {u"pwd"_s, u"demo"_s}};
    if (!push.isEmpty())
        fields.append({u"push"_s, push});
    const HttpResponse answer = postForm(u"/connect"_s, fields);
    const QString token = answer.json.value("token"_L1).toString();
    require(token.startsWith("wj_"_L1), u"/connect of %1: the answer has no token"_s.arg(jid));
    requireJson(u"/connect"_s, answer, {{u"status"_s, u"OK"_s}, {u"token"_s, token}});
}

void Transcript::send(const QString &from, const QString &to, const QString &text)
{
    requireJson(u"/send"_s, postForm(u"/send"_s, {{u"from"_s, from}, {u"to"_s, to}, {u"msg"_s, text}}),
                {{u"status"_s, u"OK"_s}});
}

void requireJson(const QString &path, const HttpResponse &answer, const QJsonObject &json)
{
    require(answer.status == 200, u"%1: the status is %2, not 200"_s.arg(path).arg(answer.status));
    require(answer.json == json, u"%1: the answer is not %2"_s.arg(path, oneLine(json)));
}

} // namespace WebJabber::Test
