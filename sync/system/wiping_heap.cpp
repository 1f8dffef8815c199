#include "system/wiping_heap.h"

#include <cstddef>
#include <cstring>
#include <malloc.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define MAHALLA_OTHER_HEAP 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define MAHALLA_OTHER_HEAP 1
#endif
#endif

#ifdef MAHALLA_OTHER_HEAP

bool mahalla::heap_wipes_what_is_freed() { return false; }

#else

bool mahalla::heap_wipes_what_is_freed() { return true; }

// The C library's own functions under the names that it keeps for those who put their own in front of them.
extern "C" {
void* __libc_malloc(std::size_t size) noexcept;
void* __libc_realloc(void* block, std::size_t size) noexcept;
void __libc_free(void* block) noexcept;
}

namespace {

/// The largest that M_MMAP_THRESHOLD grows to by itself: larger blocks are mappings of their own.
constexpr std::size_t always_mapped_bytes = std::size_t{32} << 20U;

void overwrite(void* block, std::size_t size) { explicit_bzero(block, size); }

} // namespace

extern "C" void free(void* block) noexcept
{
    if (block == nullptr) return;
    const std::size_t size = malloc_usable_size(block);
    if (size <= always_mapped_bytes) overwrite(block, size);
    __libc_free(block);
}

extern "C" void* realloc(void* block, std::size_t size) noexcept
{
    if (block == nullptr) return __libc_malloc(size);
    const std::size_t held = malloc_usable_size(block);
    if (size == 0 || held > always_mapped_bytes) {
        if (size != 0) return __libc_realloc(block, size); // the kernel moves the pages
        free(block);
        return nullptr;
    }
    if (size <= held) {
        // What is cut off goes back to the heap without passing through free.
        overwrite(static_cast<char*>(block) + size, held - size);
        return __libc_realloc(block, size);
    }
    void* const larger = __libc_malloc(size);
    if (larger == nullptr) return nullptr;
    std::memcpy(larger, block, held);
    free(block);
    return larger;
}

#endif
