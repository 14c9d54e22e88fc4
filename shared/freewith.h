// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace WebJabber {

// Deleter for objects of C libraries: std::unique_ptr<BIO, FreeWith<BIO_free>>.
template<auto free>
struct FreeWith {
    template<typename T>
    void operator()(T *object) const
    {
        free(object);
    }
};

} // namespace WebJabber
