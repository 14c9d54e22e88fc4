// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <optional>

namespace WebJabber {

// A 256-bit key. Its memory is overwritten on destruction and when it is moved from.
class SecretKey
{
public:
    static constexpr qsizetype bytes = 32;

    // Ends the program if the system provides no random numbers.
    static SecretKey random();
    // Returns nothing if `key` does not have this length. Wipes `key`.
    static std::optional<SecretKey> take(QByteArray &&key);

    SecretKey(SecretKey &&other) noexcept;
    SecretKey &operator=(SecretKey &&other) noexcept;
    ~SecretKey() { wipe(); }

    const unsigned char *data() const { return m_key.data(); }
    QByteArrayView view() const { return m_key; }

private:
    SecretKey() = default;
    void wipe();

    std::array<unsigned char, bytes> m_key{};
};

// Overwrites the bytes before the allocator can reuse them. No other QByteArray may share them.
void wipe(QByteArray &secret);

} // namespace WebJabber
