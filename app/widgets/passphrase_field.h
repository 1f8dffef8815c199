#pragma once
#include "widgets/field.h"

#include <cstddef>
#include <span>

namespace mahalla::ui {

/// A typed secret in memory that is locked (never swapped), left out of core dumps, and overwritten when it ends.
/// Cannot be copied, compared or printed.
class SecretText {
public:
    static constexpr std::size_t bytes_max = 1024;

    SecretText();
    ~SecretText();
    SecretText(const SecretText&) = delete;
    SecretText& operator=(const SecretText&) = delete;

    /// UTF-8, as typed; valid until the next change.
    std::span<const char> bytes() const { return {memory_, size_}; }
    bool empty() const { return size_ == 0; }
    /// Code points.
    std::size_t length() const;
    /// Left out where it would not fit.
    void append(char32_t code_point);
    void remove_last();
    void clear();

private:
    char* memory_ = nullptr;
    std::size_t size_ = 0;
};

/// Dots for what is typed; the letters go into `secret` only: no cache, undo, clipboard or registry sees them.
/// True where Enter was pressed.
bool passphrase_field(Page& page, Id id, Label label, SecretText& secret, const FieldOptions& options = {});

} // namespace mahalla::ui
