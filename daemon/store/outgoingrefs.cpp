// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/outgoingrefs.h"

#include "shared/eventjson.h"
#include "store/outgoingtable.h"
#include "store/references.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace WebJabber {

// A reply quotes at most this much of the message (XEP-0461, section 3.1).
static constexpr qsizetype maxQuotedLines = 2;
static constexpr qsizetype maxQuotedPoints = 200; // of a line

static QByteArray compact(const QJsonObject &content)
{
    return content.isEmpty() ? QByteArray() : QJsonDocument(content).toJson(QJsonDocument::Compact);
}

namespace {
// Translates the refs of one message.
class RefTranslator
{
public:
    RefTranslator(StoreContext &context, const AccountRow &account, const Outgoing &message)
        : m_context(context)
        , m_account(account)
        , m_message(message)
        , m_content(outgoingContent(message))
    {
    }

    Result<QJsonObject> translate();

private:
    std::optional<ReferredMessage> find(const QString &ref, const Jid &author) const;
    Result<ReferredMessage> findOwn(const QString &ref) const;
    QString firstId(const QString &ref, const std::optional<ReferredMessage> &found, bool isForCorrection) const;
    void translateReply();

    StoreContext &m_context;
    const AccountRow &m_account;
    const Outgoing &m_message;
    QJsonObject m_content;
};
} // namespace

std::optional<ReferredMessage> RefTranslator::find(const QString &ref, const Jid &author) const
{
    return referredMessage(m_context, m_account, m_message.account, m_message.to.bare(), {ref, author});
}

Result<ReferredMessage> RefTranslator::findOwn(const QString &ref) const
{
    const auto found = find(ref, m_message.account);
    if (!found)
        return problem(ProblemCode::NotFound, u"No message of this conversation has this ref, or it was long ago."_s);
    if (!found->isOwn)
        return problem(ProblemCode::Conflict, u"Somebody else wrote the message with this ref."_s);
    return *found;
}

// References mean the first version (XEP-0308, section 4; XEP-0444, section 4.2).
QString RefTranslator::firstId(const QString &ref, const std::optional<ReferredMessage> &found,
                               bool isForCorrection) const
{
    if (found && found->first) {
        const Event &first = *found->first;
        const QJsonObject content = eventContent(first);
        if (first.type == EventType::Correction) // of a message that is not known here
            return content["about"_L1]["id"_L1].toString(ref);
        const QString wireId = content.value("_wire_id"_L1).toString();
        if (isForCorrection && !wireId.isEmpty())
            return wireId;
        const QString id = eventJson(first).value("ref"_L1).toString();
        return id.isEmpty() ? ref : id;
    }
    if (found && found->isOwn) {
        const auto sent = selectOutgoing(m_context.database, m_account.id, m_message.account, ref);
        if (sent)
            return outgoingContent(sent->message).value("replaces"_L1).toString(ref);
    }
    return ref;
}

// Returns the first lines that are not blank, on one line each what was on one.
static QString quoteOf(const Event &event)
{
    if (eventContent(event).contains("spoiler"_L1))
        return {};
    QStringList lines;
    for (const QStringView line : QStringView(event.body).split(u'\n')) {
        const QList<uint> points = line.toString().simplified().toUcs4();
        if (points.isEmpty())
            continue;
        lines.append(QString::fromUcs4(reinterpret_cast<const char32_t *>(points.constData()),
                                       std::min(points.size(), maxQuotedPoints)));
        if (lines.size() == maxQuotedLines)
            break;
    }
    return lines.join(u'\n');
}

void RefTranslator::translateReply()
{
    QJsonObject reply = m_content.value("reply_to"_L1).toObject();
    const Jid contact = m_message.to.bare();
    const QString ref = reply.value("ref"_L1).toString();
    const auto found = find(ref, contact);
    reply.insert("ref"_L1, firstId(ref, found, false));
    if (found)
        reply.insert("from"_L1, (found->isOwn ? m_message.account : contact).toString());
    // Without a text of one's own the quote would be all that others show.
    if (const QString quote = found && found->newest && !m_message.body.isEmpty() ? quoteOf(*found->newest) : QString();
        !quote.isEmpty())
        reply.insert("quote"_L1, quote);
    m_content.insert("reply_to"_L1, reply);
}

Result<QJsonObject> RefTranslator::translate()
{
    for (const QLatin1StringView name : {"replaces"_L1, "retract"_L1}) {
        if (!m_content.contains(name))
            continue;
        const bool isCorrection = name == "replaces"_L1;
        const QString ref = m_content.value(name).toString();
        const auto found = findOwn(ref);
        if (!found)
            return std::unexpected(found.error());
        if (isCorrection && found->isRetracted)
            return problem(ProblemCode::NotFound, u"The message with this ref was retracted."_s);
        m_content.insert(name, firstId(ref, *found, isCorrection));
    }
    if (m_content.contains("react"_L1)) {
        QJsonObject reaction = m_content.value("react"_L1).toObject();
        const QString ref = reaction.value("ref"_L1).toString();
        reaction.insert("ref"_L1, firstId(ref, find(ref, m_message.to.bare()), false));
        m_content.insert("react"_L1, reaction);
    }
    if (m_content.contains("reply_to"_L1))
        translateReply();
    return m_content;
}

Result<void> translateRefs(StoreContext &context, const AccountRow &account, Outgoing &message)
{
    if (message.content.isEmpty())
        return {};
    return RefTranslator(context, account, message).translate().transform([&message](const QJsonObject &content) {
        message.content = compact(content);
    });
}

QByteArray settledContent(const Outgoing &message)
{
    const QJsonValue replaces = outgoingContent(message).value("replaces"_L1);
    return replaces.isUndefined() ? QByteArray() : compact({{u"replaces"_s, replaces}});
}

} // namespace WebJabber
