#include "widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace mahalla::ui {

namespace {

/// 0xRRGGBB as designers write it, in ImGui's order.
constexpr Colour rgb(std::uint32_t hex)
{
    return 0xFF000000u | (hex & 0xFF) << 16 | (hex & 0xFF00) | (hex >> 16 & 0xFF);
}

constexpr Palette light = {
    .ground = rgb(0xF4F6F5),
    .card = rgb(0xFFFFFF),
    .text = rgb(0x17211F),
    .muted = rgb(0x53615E),
    .line = rgb(0xDCE3E0),
    .control_line = rgb(0x7C8B87),
    .field = rgb(0xFFFFFF),
    .accent = rgb(0x0B6B62),
    .accent_hovered = rgb(0x095A52),
    .accent_pressed = rgb(0x074841),
    .on_accent = rgb(0xFFFFFF),
    .soft = rgb(0xE6EDEB),
    .soft_hovered = rgb(0xD9E4E1),
    .chosen = rgb(0xDDF0EC),
    .focus = rgb(0x1D5FCF),
    .selection = rgb(0xB9DDD7),
    .bar = rgb(0x12443F),
    .on_bar = rgb(0xFFFFFF),
    .information = {rgb(0xE5EFF8), rgb(0x1B4B7A)},
    .good = {rgb(0xE2F2E4), rgb(0x1E5E2A)},
    .warning = {rgb(0xFDF1D6), rgb(0x7A4B00)},
    .problem = {rgb(0xFBE5E2), rgb(0x9B1C12)},
    .line_width = 1,
};

constexpr Palette dark = {
    .ground = rgb(0x14191A),
    .card = rgb(0x1E2526),
    .text = rgb(0xE9EFED),
    .muted = rgb(0xA5B3B0),
    .line = rgb(0x323B3C),
    .control_line = rgb(0x7F8E8B),
    .field = rgb(0x171D1E),
    .accent = rgb(0x4FC3B5),
    .accent_hovered = rgb(0x6BD3C6),
    .accent_pressed = rgb(0x3BA598),
    .on_accent = rgb(0x06221F),
    .soft = rgb(0x2B3435),
    .soft_hovered = rgb(0x374243),
    .chosen = rgb(0x1D423D),
    .focus = rgb(0x9CC2FF),
    .selection = rgb(0x2A645C),
    .bar = rgb(0x0C2F2B),
    .on_bar = rgb(0xF2F7F6),
    .information = {rgb(0x1B3348), rgb(0xA9D1F5)},
    .good = {rgb(0x1B3A22), rgb(0xA5DDAF)},
    .warning = {rgb(0x42320F), rgb(0xF6D48A)},
    .problem = {rgb(0x4A1F1B), rgb(0xFFB4AB)},
    .line_width = 1,
};

constexpr Palette daylight = {
    .ground = rgb(0xFFFFFF),
    .card = rgb(0xFFFFFF),
    .text = rgb(0x000000),
    .muted = rgb(0x1F1F1F),
    .line = rgb(0x4A4A4A),
    .control_line = rgb(0x000000),
    .field = rgb(0xFFFFFF),
    .accent = rgb(0x00382F),
    .accent_hovered = rgb(0x00584B),
    .accent_pressed = rgb(0x000000),
    .on_accent = rgb(0xFFFFFF),
    .soft = rgb(0xFFFFFF),
    .soft_hovered = rgb(0xE6E6E6),
    .chosen = rgb(0xFFE873),
    .focus = rgb(0xB3005E),
    .selection = rgb(0xFFD83D),
    .bar = rgb(0x000000),
    .on_bar = rgb(0xFFFFFF),
    .information = {rgb(0xFFFFFF), rgb(0x00306E)},
    .good = {rgb(0xFFFFFF), rgb(0x00460F)},
    .warning = {rgb(0xFFF3B0), rgb(0x4A2B00)},
    .problem = {rgb(0xFFFFFF), rgb(0x8C0000)},
    .line_width = 2,
};

} // namespace

Palette::Pair Palette::of(Tone tone) const
{
    switch (tone) {
    case Tone::Neutral:
        return {soft, text};
    case Tone::Information:
        return information;
    case Tone::Good:
        return good;
    case Tone::Warning:
        return warning;
    case Tone::Problem:
        return problem;
    }
    return {soft, text};
}

const Palette& palette_of(Theme theme)
{
    switch (theme) {
    case Theme::Light:
        return light;
    case Theme::Dark:
        return dark;
    case Theme::Daylight:
        return daylight;
    }
    return light;
}

Metrics Metrics::at(float scale)
{
    Metrics metrics;
    metrics.scale = std::clamp(scale, 1.0f, 2.5f);
    const auto scaled = [&](float value) { return std::round(value * metrics.scale); };
    for (float* size : {&metrics.text, &metrics.small_text, &metrics.heading, &metrics.section, &metrics.target,
                        &metrics.gap, &metrics.wide_gap, &metrics.padding, &metrics.rounding, &metrics.reading_width}) {
        *size = scaled(*size);
    }
    return metrics;
}

} // namespace mahalla::ui
