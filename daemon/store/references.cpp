// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/references.h"

#include "shared/eventjson.h"
#include "store/eventstable.h"

#include <QCryptographicHash>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype partBytes = 8;
static constexpr auto previousName = "_previous"_L1; // in a correction: the seq of the one before it
// The seq of a row of changes if the message was retracted.
static constexpr qint64 retractedSeq = 0;

static QByteArray partOf(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).first(partBytes);
}

// The rows of a conversation are adjacent, so that a busy conversation writes to few pages of the database.
static QByteArray referenceOf(const Jid &conversation, const QString &id)
{
    return partOf(conversation.toString()) + partOf(id);
}

// The key of a row for the newest change to a message. No id contains U+0000, because XML does not.
static QByteArray changesOf(const Jid &conversation, qint64 seq)
{
    return referenceOf(conversation, QChar(0) + QString::number(seq));
}

static std::optional<RefRow> findNamed(Database &database, qint64 accountId, const Jid &conversation,
                                       const MessageName &name)
{
    if (name.id.isEmpty())
        return {};
    const QByteArray reference = referenceOf(conversation, name.id);
    auto row = selectRef(database, accountId, reference, partOf(name.author.toString()));
    return row ? row : selectAnyRef(database, accountId, reference);
}

static std::optional<KnownMessage> knownMessage(const AccountRow &account, const MessageName &name,
                                                const std::optional<RefRow> &row)
{
    if (!row)
        return {};
    return KnownMessage{row->seq >= account.oldestSeq ? row->seq : 0, row->author == partOf(name.author.toString())};
}

// Removes the content of an event. Returns the seq of the correction before it; 0 if there is none.
static qint64 emptyEvent(StoreContext &context, AccountRow &account, const Event &retraction, qint64 seq)
{
    const auto event = selectEvent(context.database, account.id, retraction.account, seq);
    if (!event)
        return 0;
    account.queueBytes += updateRetracted(context.database, account.id, retractedForm(*event, retraction.time));
    context.accounts.noteChange(account);
    return eventContent(*event).value(previousName).toInteger();
}

// Corrections form a list from the newest to the oldest. Of more than a slice the oldest keep their content.
static QList<qint64> emptyMessage(StoreContext &context, AccountRow &account, const Event &retraction, qint64 original,
                                  qint64 correction)
{
    QList<qint64> emptied;
    for (qint64 seq = correction; seq >= account.oldestSeq && emptied.size() < rowsPerSlice;) {
        emptied.append(seq);
        seq = emptyEvent(context, account, retraction, seq);
    }
    if (original >= account.oldestSeq) {
        emptyEvent(context, account, retraction, original);
        emptied.append(original);
    }
    return emptied;
}

static void changeOriginal(StoreContext &context, AccountRow &account, Event &event, References &references,
                           const QDateTime &now)
{
    const qint64 original = references.original->seq;
    const QByteArray author = references.original->author;
    const QByteArray changes = changesOf(messageOrigin(event).conversation, original);
    const auto newest = selectRef(context.database, account.id, changes, author);
    references.isRetracted = newest && newest->seq == retractedSeq;
    if (references.isRetracted) {
        if (event.type == EventType::Correction)
            event = retractedForm(event, event.time);
    } else if (event.type == EventType::Retraction) {
        references.emptied = emptyMessage(context, account, event, original, newest ? newest->seq : 0);
        saveRef(context.database, account.id, {changes, author, retractedSeq, now});
    } else if (newest) {
        QJsonObject content = eventContent(event);
        content.insert(previousName, newest->seq);
        event.content = QJsonDocument(content).toJson(QJsonDocument::Compact);
    }
}

References resolveReferences(StoreContext &context, AccountRow &account, Event &event, const QDateTime &now)
{
    const NamedMessages names = namedMessages(event);
    const Jid conversation = messageOrigin(event).conversation;
    References references;
    if (conversation.isNull() || (names.about.id.isEmpty() && names.repliedTo.id.isEmpty()))
        return references;
    const auto about = findNamed(context.database, account.id, conversation, names.about);
    const auto repliedTo = findNamed(context.database, account.id, conversation, names.repliedTo);
    const auto known = knownMessage(account, names.about, about);
    setKnownMessages(event, known, knownMessage(account, names.repliedTo, repliedTo));
    const bool isOnlyForAuthors = event.type == EventType::Correction || event.type == EventType::Retraction;
    if (isOnlyForAuthors && known && known->isByAuthor) {
        references.original = about;
        changeOriginal(context, account, event, references, now);
    }
    return references;
}

void rememberMessage(StoreContext &context, const AccountRow &account, const Event &event, const References &references,
                     const QDateTime &now)
{
    const MessageOrigin origin = messageOrigin(event);
    const QStringList ids = messageIds(event);
    if (origin.conversation.isNull() || ids.isEmpty())
        return;
    const QByteArray author = partOf(origin.author.toString());
    // References to a correction mean the first version (XEP-0308, section 4).
    const qint64 seq = references.original ? references.original->seq : event.seq;
    for (const QString &id : ids)
        saveRef(context.database, account.id, {referenceOf(origin.conversation, id), author, seq, now});
    if (references.original && !references.isRetracted)
        saveRef(context.database, account.id, {changesOf(origin.conversation, seq), author, event.seq, now});
}

std::optional<ReferredMessage> referredMessage(StoreContext &context, const AccountRow &account, const Jid &owner,
                                               const Jid &conversation, const MessageName &name)
{
    const auto row = findNamed(context.database, account.id, conversation, name);
    if (!row)
        return {};
    const auto held = [&](qint64 seq) {
        return seq >= account.oldestSeq ? selectEvent(context.database, account.id, owner, seq) : std::nullopt;
    };
    const auto changes = selectRef(context.database, account.id, changesOf(conversation, row->seq), row->author);
    ReferredMessage message;
    message.isOwn = row->author == partOf(owner.toString());
    message.isRetracted = changes && changes->seq == retractedSeq;
    message.first = held(row->seq);
    message.newest = changes && !message.isRetracted ? held(changes->seq) : message.first;
    return message;
}

} // namespace WebJabber
