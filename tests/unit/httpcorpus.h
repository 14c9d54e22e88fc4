// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace WebJabber::Test {

// One line of httpcorpus.txt.
struct MalformedRequest {
    int status = 0; // that it is to be answered with
    QByteArray rule;
    QByteArray name;
    QByteArray bytes;
};

// The file is there, and right; else the test ends.
QList<MalformedRequest> readHttpCorpus();

} // namespace WebJabber::Test
