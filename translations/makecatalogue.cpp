// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the web app's texts (the context "texts") of a .ts file as the JSON that the app loads: {"source":
// "translation" or [plural forms]}.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QXmlStreamReader>

#include <cstdio>

using namespace Qt::StringLiterals;

static QJsonValue readTranslation(QXmlStreamReader &reader)
{
    QString text;
    QJsonArray forms;
    while (reader.readNext() != QXmlStreamReader::EndElement) {
        if (reader.isCharacters())
            text += reader.text();
        else if (reader.isStartElement()) // a numerusform
            forms.append(reader.readElementText());
    }
    return forms.isEmpty() ? QJsonValue(text) : QJsonValue(forms);
}

static QJsonObject readTexts(QXmlStreamReader &reader)
{
    QJsonObject texts;
    QString context;
    QString source;
    while (!reader.atEnd()) {
        reader.readNext();
        if (!reader.isStartElement())
            continue;
        if (reader.name() == "name"_L1)
            context = reader.readElementText();
        else if (reader.name() == "source"_L1)
            source = reader.readElementText();
        else if (reader.name() == "translation"_L1 && context == "texts"_L1)
            texts.insert(source, readTranslation(reader));
    }
    return texts;
}

int main(int argc, char *argv[])
{
    if (argc != 3) {
        std::fprintf(stderr, "usage: makecatalogue FROM.ts TO.json\n");
        return 2;
    }
    QFile from(QFile::decodeName(argv[1]));
    QFile to(QFile::decodeName(argv[2]));
    if (!from.open(QIODevice::ReadOnly) || !to.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        std::fprintf(stderr, "makecatalogue: cannot open %s or %s\n", argv[1], argv[2]);
        return 1;
    }
    QXmlStreamReader reader(&from);
    const QJsonObject texts = readTexts(reader);
    if (reader.hasError()) {
        std::fprintf(stderr, "makecatalogue: %s: %s\n", argv[1], qPrintable(reader.errorString()));
        return 1;
    }
    to.write(QJsonDocument(texts).toJson(QJsonDocument::Compact));
    return to.flush() ? 0 : 1;
}
