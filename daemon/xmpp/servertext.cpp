// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/servertext.h"

#include <QList>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype maxCharacters = 300;

static bool isShown(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format: // includes the controls that change the direction of text
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
        return false;
    default:
        return true;
    }
}

QString serverText(const QString &text)
{
    QString shown;
    qsizetype characters = 0;
    // White space at the ends may use up some of these characters, which does not matter.
    for (const char32_t c : text.left(4 * maxCharacters).simplified().toUcs4()) {
        if (!isShown(c))
            continue;
        if (++characters == maxCharacters)
            return shown + u'…';
        shown += QChar::fromUcs4(c);
    }
    return shown;
}

QString withServerText(const QString &sentence, const QString &text)
{
    const QString said = serverText(text);
    return said.isEmpty() ? sentence : u"%1 It says: “%2”"_s.arg(sentence, said);
}

} // namespace WebJabber
