// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QRegularExpression>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>

#include <cstdio>

using namespace Qt::StringLiterals;

// A letter with a diacritic, so that untranslated text stands out.
static QChar accented(QChar letter)
{
    static const QString plain = u"AaCcEeIiNnOoSsUuYyZz"_s;
    static const QString marked = u"ÅåÇçÈèÎîÑñÖöŠšÛûÝýŽž"_s;
    const qsizetype at = plain.indexOf(letter);
    return at < 0 ? letter : marked.at(at);
}

// Makes the text as long as translations may become, in brackets that show whether it is cut off. Place markers,
// mnemonics and option names stay unchanged.
static QString pseudo(const QString &source)
{
    static const QRegularExpression kept(u"%L?\\d+|%L?n|&|--[a-z-]+"_s);
    QString text;
    qsizetype at = 0;
    const auto add = [&](qsizetype end) {
        for (; at < end; ++at)
            text += accented(source.at(at));
    };
    for (auto match = kept.globalMatch(source); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        add(found.capturedStart());
        text += found.captured();
        at = found.capturedEnd();
    }
    add(source.size());
    return u'⟦' + text + QString(source.size() * 3 / 10, u'·') + u'⟧';
}

// Copies a .ts file and replaces its translations.
static bool copy(QXmlStreamReader &reader, QXmlStreamWriter &writer)
{
    QString source;
    bool isNumerus = false;
    writer.writeStartDocument();
    writer.writeDTD(u"<!DOCTYPE TS>"_s);
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement() && reader.name() == "translation"_L1) {
            reader.skipCurrentElement();
            writer.writeStartElement(u"translation"_s);
            if (isNumerus) {
                writer.writeTextElement(u"numerusform"_s, pseudo(source));
                writer.writeTextElement(u"numerusform"_s, pseudo(source));
            } else {
                writer.writeCharacters(pseudo(source));
            }
            writer.writeEndElement();
        } else if (reader.isStartElement()) {
            if (reader.name() == "message"_L1)
                isNumerus = reader.attributes().value("numerus"_L1) == "yes"_L1;
            writer.writeStartElement(reader.qualifiedName());
            for (const QXmlStreamAttribute &attribute : reader.attributes())
                writer.writeAttribute(attribute.qualifiedName(),
                                      attribute.qualifiedName() == "language"_L1 ? QStringView(u"en")
                                                                                 : attribute.value());
            if (reader.name() == "source"_L1) {
                source = reader.readElementText();
                writer.writeCharacters(source);
                writer.writeEndElement();
            }
        } else if (reader.isEndElement()) {
            writer.writeEndElement();
        } else if (reader.isCharacters()) {
            writer.writeCharacters(reader.text());
        }
    }
    writer.writeEndDocument();
    return !reader.hasError();
}

int main(int argc, char *argv[])
{
    if (argc != 3) {
        std::fputs("usage: makepseudo FROM.ts TO.ts\n", stderr);
        return 2;
    }
    QFile from(QString::fromLocal8Bit(argv[1]));
    QFile to(QString::fromLocal8Bit(argv[2]));
    if (!from.open(QIODevice::ReadOnly) || !to.open(QIODevice::WriteOnly))
        return 1;
    QXmlStreamReader reader(&from);
    QXmlStreamWriter writer(&to);
    return copy(reader, writer) ? 0 : 1;
}
