#include "crypto/secret.h"

#include "crypto/sodium_library.h"

#include <cstring>
#include <new>
#include <utility>

namespace mahalla {

Secret::Secret(std::size_t size) : size_(size)
{
    if (size == 0) return;
    require_sodium();
    data_ = static_cast<std::uint8_t*>(sodium_malloc(size));
    if (data_ == nullptr) throw std::bad_alloc();
    sodium_memzero(data_, size);
}

Secret Secret::copy_of(ByteView bytes)
{
    Secret secret(bytes.size());
    if (!bytes.empty()) std::memcpy(secret.data_, bytes.data(), bytes.size());
    return secret;
}

Secret Secret::random(std::size_t size)
{
    Secret secret(size);
    if (size > 0) randombytes_buf(secret.data_, size);
    return secret;
}

Secret::Secret(Secret&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0))
{}

Secret& Secret::operator=(Secret&& other) noexcept
{
    if (this != &other) {
        wipe();
        data_ = std::exchange(other.data_, nullptr);
        size_ = std::exchange(other.size_, 0);
    }
    return *this;
}

Secret::~Secret() { wipe(); }

void Secret::wipe()
{
    sodium_free(data_); // Wipes before it gives the pages back; nothing happens for null.
    data_ = nullptr;
    size_ = 0;
}

bool equal_in_constant_time(ByteView a, ByteView b)
{
    if (a.size() != b.size()) return false;
    return a.empty() || sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

void wipe(std::span<std::uint8_t> bytes)
{
    if (!bytes.empty()) sodium_memzero(bytes.data(), bytes.size());
}

} // namespace mahalla
