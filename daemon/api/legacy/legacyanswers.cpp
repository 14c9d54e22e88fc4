// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/legacy/legacyanswers.h"

#include "shared/legacytext.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace WebJabber {

HttpResponse legacyOk()
{
    return HttpResponse::json({{u"status"_s, u"OK"_s}});
}

HttpResponse legacyProblem(const Problem &problem)
{
    const ProblemInfo &info = problem.info();
    HttpResponse response = HttpResponse::json(
        {{u"status"_s, u"ERROR"_s}, {u"error"_s, info.name}, {u"detail"_s, problem.detail}}, info.status);
    addProblemHeaders(response, problem);
    return response;
}

static QJsonObject timestamp(const QDateTime &time)
{
    // Python's format has microseconds; the clock here only milliseconds.
    return {{u"date"_s, time.toString(u"yyyy-MM-dd"_s)}, {u"time"_s, time.toString(u"HH:mm:ss.zzz"_s) + u"000"_s}};
}

HttpResponse legacyMessages(const QList<Event> &events)
{
    QJsonArray messages;
    for (const Event &event : events) {
        if (const auto text = legacyText(event))
            messages.append(QJsonObject{{u"timestamp"_s, timestamp(event.time)},
                                        {u"from"_s, event.from.bare().toString()},
                                        {u"body"_s, *text}});
    }
    return HttpResponse::json({{u"messages"_s, messages}});
}

HttpResponse legacyContacts(const QList<Contact> &contacts)
{
    QJsonArray list;
    for (const Contact &contact : contacts)
        list.append(QJsonObject{{u"roster"_s, contact.jid.toString()},
                                {u"presence"_s, contact.isOnline() ? u"online"_s : u"offline"_s}});
    return HttpResponse::json({{u"contacts"_s, list}});
}

} // namespace WebJabber
