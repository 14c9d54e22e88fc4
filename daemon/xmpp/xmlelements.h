// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDomElement>
#include <QLatin1StringView>

namespace WebJabber {

bool isElement(const QDomElement &element, QLatin1StringView name, QLatin1StringView ns);

// The first child with this name and namespace; a null element if there is none.
QDomElement childElement(const QDomElement &parent, QLatin1StringView name, QLatin1StringView ns);

} // namespace WebJabber
