// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/jsonobject.h"

#include <QJsonDocument>
#include <QSet>

#include <expected>
#include <vector>

using namespace Qt::StringLiterals;

namespace WebJabber {

static std::unexpected<Problem> invalid(const QString &detail)
{
    return problem(ProblemCode::InvalidRequest, detail);
}

namespace {

// Checks the strings of a text that QJsonDocument has accepted as JSON. Not recursive.
class MemberCheck
{
public:
    explicit MemberCheck(QByteArrayView text)
        : m_text(text)
    {
    }
    Result<void> run();

private:
    using Text = std::expected<QString, QString>; // or an error text
    Text takeString();
    bool takeEscape(QString &into);

    // An open object or array, and the member names seen so far; none in an array.
    struct Level {
        bool isObject;
        QSet<QString> names;
    };

    QByteArrayView m_text;
    qsizetype m_at = 0;
    std::vector<Level> m_levels;
};

} // namespace

Result<void> MemberCheck::run()
{
    bool isName = false;
    while (m_at < m_text.size()) {
        switch (m_text[m_at]) {
        case '{':
        case '[':
            m_levels.push_back({m_text[m_at] == '{', {}});
            isName = m_levels.back().isObject;
            break;
        case '}':
        case ']':
            m_levels.pop_back();
            isName = false;
            break;
        case ',':
            isName = m_levels.back().isObject;
            break;
        case '"': {
            const Text text = takeString();
            if (!text)
                return invalid(
                    u"The body is not JSON: %1 in the string that ends at byte %2."_s.arg(text.error()).arg(m_at));
            if (std::exchange(isName, false)) {
                QSet<QString> &names = m_levels.back().names;
                if (names.contains(*text))
                    return invalid(u"“%1” is there twice."_s.arg(text->left(maxShownName)));
                names.insert(*text);
            }
            continue;
        }
        default:
            break;
        }
        ++m_at;
    }
    return {};
}

// Reads the string that begins at m_at and moves behind it.
MemberCheck::Text MemberCheck::takeString()
{
    QString text;
    qsizetype plain = ++m_at; // begin of the part that is not in `text` yet
    bool isEscapeKnown = true;
    while (m_text[m_at] != '"') {
        if (m_text[m_at] != '\\') {
            ++m_at;
            continue;
        }
        text += QString::fromUtf8(m_text.sliced(plain, m_at - plain));
        isEscapeKnown = takeEscape(text) && isEscapeKnown;
        plain = m_at;
    }
    text += QString::fromUtf8(m_text.sliced(plain, m_at - plain));
    ++m_at;
    if (!isEscapeKnown)
        return std::unexpected(u"an unknown escape"_s);
    if (!text.isValidUtf16())
        return std::unexpected(u"half of a surrogate pair"_s);
    return text;
}

// RFC 8259, section 7. False for an unknown escape; QJsonDocument then keeps the character.
bool MemberCheck::takeEscape(QString &into)
{
    static constexpr QByteArrayView escapes = "\"\\/bfnrt";
    static constexpr QByteArrayView meanings = "\"\\/\b\f\n\r\t";
    const char escaped = m_text[m_at + 1];
    m_at += 2;
    if (escaped == 'u') {
        into += QChar(m_text.sliced(m_at, 4).toUShort(nullptr, 16));
        m_at += 4;
        return true;
    }
    const qsizetype index = escapes.indexOf(escaped);
    if (index >= 0)
        into += QLatin1Char(meanings[index]);
    return index >= 0;
}

Result<QJsonObject> readJsonObject(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return invalid(u"The body is not JSON: %1 at byte %2."_s.arg(error.errorString()).arg(error.offset));
    if (!document.isObject())
        return invalid(u"The body must be a JSON object."_s);
    return MemberCheck(text).run().transform([&document] { return document.object(); });
}

} // namespace WebJabber
