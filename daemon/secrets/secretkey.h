// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <optional>

namespace WebJabber {

// A 256-bit key. Nothing of it stays in memory when it goes or is moved from.
class SecretKey
{
public:
    static constexpr qsizetype bytes = 32;

    // Ends the program where the system gives no random numbers.
    static SecretKey random();
    // Nothing where the length is another; wipes what it was given.
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

// Overwrites bytes that no other QByteArray shares, so that the allocator does
// not hand them on.
void wipe(QByteArray &secret);

} // namespace WebJabber
