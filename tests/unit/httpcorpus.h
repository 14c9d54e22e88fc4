// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace WebJabber::Test {

// One line of httpcorpus.txt.
struct MalformedRequest {
    int status = 0; // the expected status
    QByteArray rule;
    QByteArray name;
    QByteArray bytes;
};

// Ends the test if the file is missing or malformed.
QList<MalformedRequest> readHttpCorpus();

} // namespace WebJabber::Test
