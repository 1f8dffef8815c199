#pragma once
#include "base/result.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace mahalla {

/// A text as a square of dark and light modules (ISO/IEC 18004), without its quiet zone: whoever draws it leaves four
/// modules free on each side.
///
/// Where the text is a secret, so is this: it is wiped at the end. The encoder's own copies are freed, not wiped.
class QrCode {
public:
    /// How much may be dirty or torn: about a seventh or a quarter of it.
    enum class Repair { Medium, High };
    static constexpr int quiet_modules = 4;

    /// Capital letters, digits and " $%*+-./:" are packed twice as tightly as others. Fails with `Invalid` where the
    /// text is empty or longer than a QR code holds.
    static Result<QrCode> of(std::string_view text, Repair repair);

    QrCode(QrCode&&) = default;
    QrCode& operator=(QrCode&&) = default;
    QrCode(const QrCode&) = delete;
    QrCode& operator=(const QrCode&) = delete;
    ~QrCode();

    int side() const { return side_; }
    /// Light outside of the square.
    bool is_dark(int column, int row) const;

private:
    QrCode() = default;
    int side_ = 0;
    std::vector<std::uint8_t> modules_;
};

} // namespace mahalla
