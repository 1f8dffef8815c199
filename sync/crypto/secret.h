#pragma once
#include "base/bytes.h"

#include <cstddef>
#include <string_view>

namespace mahalla {

/// Bytes that nobody else may see: a passphrase, a key, a seed.
///
/// They lie in a page of their own between two guard pages, locked against swapping and left out of core dumps as far
/// as the system allows, and are wiped at the end. They can be moved, but not copied, printed or compared with `==`.
///
/// One thread at a time. Making one ends like `new` where there is no memory: with std::bad_alloc.
class Secret {
public:
    /// Empty.
    Secret() = default;
    /// `size` zero bytes.
    explicit Secret(std::size_t size);
    /// A copy of `bytes`; the caller wipes its own.
    static Secret copy_of(ByteView bytes);
    static Secret copy_of(std::string_view text) { return copy_of(as_bytes(text)); }
    /// `size` bytes of the operating system's generator.
    static Secret random(std::size_t size);

    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret();

    /// A second one with the same bytes, said aloud because it is rarely right.
    Secret duplicate() const { return copy_of(view()); }
    /// Wipes the bytes now; the secret is empty afterwards.
    void wipe();

    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    ByteView view() const { return {data_, size_}; }
    std::span<std::uint8_t> writable() { return {data_, size_}; }

    bool operator==(const Secret&) const = delete;

private:
    std::uint8_t* data_ = nullptr;
    std::size_t size_ = 0;
};

/// Compares in a time that depends on the lengths alone.
bool equal_in_constant_time(ByteView a, ByteView b);

/// Overwrites bytes that are no longer needed; the compiler may not leave it out.
void wipe(std::span<std::uint8_t> bytes);

} // namespace mahalla
