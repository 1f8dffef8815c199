#pragma once
#include <optional>
#include <string_view>

namespace mahalla {

/// From which value on an indicator calls for attention: the column `alert` of the sheet `indicators`.
struct AlertThresholds {
    double watch = 0;
    double alert = 0;
    double emergency = 0;

    /// Whether more is worse: the thresholds rise. Where they fall, less is worse (a share who attend school).
    bool rises() const { return emergency > watch; }
    bool operator==(const AlertThresholds&) const = default;
};

/// Reads "watch=0.1 alert=0.2 emergency=0.4", in this order, each further than the one before in one direction; nothing
/// where the text is anything else.
std::optional<AlertThresholds> read_alert_thresholds(std::string_view text);

} // namespace mahalla
