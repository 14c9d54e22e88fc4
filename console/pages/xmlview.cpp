// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/pages/xmlview.h"

#include <QPalette>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace WebJabber {

XmlHighlighter::XmlHighlighter(QTextDocument *document, const QPalette &palette)
    : QSyntaxHighlighter(document)
{
    setPalette(palette);
}

void XmlHighlighter::setPalette(const QPalette &palette)
{
    const bool isDark = palette.color(QPalette::Base).lightness() < 128;
    const auto rule = [isDark](const QString &pattern, QRgb light, QRgb dark) {
        QTextCharFormat format;
        format.setForeground(QColor(isDark ? dark : light));
        return Rule{QRegularExpression(pattern), format};
    };
    m_rules = {
        rule(u"</?[\\w:.-]+|/?>"_s, 0x1864ab, 0x7fb8ff), // tags
        rule(u"\\b[\\w:.-]+(?==[\"'])"_s, 0x862e9c, 0xda9cf0), // attributes
        rule(u"\"[^\"]*\"|'[^']*'"_s, 0x2b6a2f, 0x8ce99a), // values
        rule(u"\\*\\*\\*"_s, 0xc92a2a, 0xff8787), // hidden content
    };
    rehighlight();
}

void XmlHighlighter::highlightBlock(const QString &text)
{
    for (const Rule &rule : m_rules) {
        for (auto match = rule.pattern.globalMatch(text); match.hasNext();) {
            const QRegularExpressionMatch found = match.next();
            setFormat(int(found.capturedStart()), int(found.capturedLength()), rule.format);
        }
    }
}

static QString startTag(const QXmlStreamReader &reader)
{
    QString tag = u'<' + reader.qualifiedName().toString();
    for (const QXmlStreamAttribute &attribute : reader.attributes())
        tag += u" %1=\"%2\""_s.arg(attribute.qualifiedName(), attribute.value().toString().toHtmlEscaped());
    return tag + u'>';
}

QString indentedXml(const QString &xml)
{
    QXmlStreamReader reader(xml);
    reader.setNamespaceProcessing(false);
    QStringList lines;
    int depth = 0;
    bool isLeaf = false; // the last line is a start tag, possibly with its text
    while (!reader.atEnd()) {
        const QString indent(2 * depth, u' ');
        switch (reader.readNext()) {
        case QXmlStreamReader::StartElement:
            lines.append(indent + startTag(reader));
            ++depth;
            isLeaf = true;
            break;
        case QXmlStreamReader::Characters:
            if (lines.isEmpty() || reader.isWhitespace())
                break;
            if (isLeaf)
                lines.last() += reader.text().toString().toHtmlEscaped();
            else
                lines.append(indent + reader.text().toString().toHtmlEscaped());
            break;
        case QXmlStreamReader::EndElement: {
            --depth;
            const QString tag = u"</%1>"_s.arg(reader.qualifiedName());
            if (isLeaf && lines.last().endsWith(u'>'))
                lines.last().replace(lines.last().size() - 1, 1, u"/>"_s);
            else if (isLeaf)
                lines.last() += tag;
            else
                lines.append(QString(2 * depth, u' ') + tag);
            isLeaf = false;
            break;
        }
        default:
            break;
        }
    }
    return reader.hasError() ? xml : lines.join(u'\n');
}

} // namespace WebJabber
