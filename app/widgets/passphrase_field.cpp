#include "widgets/passphrase_field.h"

#include "base/check.h"
#include "base/text.h"
#include "widgets/field_parts.h"

#include <sys/mman.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace mahalla::ui {

SecretText::SecretText()
{
    void* memory = mmap(nullptr, bytes_max, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    MAHALLA_CHECK(memory != MAP_FAILED);
    // Where the system allows no more locked memory, the secret is still wiped and kept out of core dumps.
    mlock(memory, bytes_max);
    madvise(memory, bytes_max, MADV_DONTDUMP);
    memory_ = static_cast<char*>(memory);
}

SecretText::~SecretText()
{
    clear();
    munlock(memory_, bytes_max);
    munmap(memory_, bytes_max);
}

std::size_t SecretText::length() const
{
    return static_cast<std::size_t>(
        std::count_if(memory_, memory_ + size_, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void SecretText::append(char32_t code_point)
{
    std::string encoded; // at most four bytes: they stay within the string object and are overwritten
    append_utf8(encoded, code_point);
    if (size_ + encoded.size() <= bytes_max) {
        std::memcpy(memory_ + size_, encoded.data(), encoded.size());
        size_ += encoded.size();
    }
    explicit_bzero(encoded.data(), encoded.size());
}

void SecretText::remove_last()
{
    while (size_ > 0) {
        const bool continues = (static_cast<unsigned char>(memory_[size_ - 1]) & 0xC0) == 0x80;
        memory_[--size_] = 0;
        if (!continues) return;
    }
}

void SecretText::clear()
{
    explicit_bzero(memory_, bytes_max);
    size_ = 0;
}

bool passphrase_field(Page& page, Id id, Label label, SecretText& secret, const FieldOptions& options)
{
    begin_field(page, label, options);
    PageParts& parts = page.parts();
    const Metrics& metrics = parts.metrics;
    const Palette& palette = page.palette();
    const Rect rect = take(page, std::max(metrics.target, 2 * metrics.text + metrics.gap / 2), room(page));
    const Interaction interaction = interact(page, id, Role::PassphraseField, page.say(label), rect, options.enabled);
    describe(page, interaction, options);
    node_of(page, interaction).secret = true;
    bool entered = false;
    if (interaction.focused && options.enabled) {
        parts.focus_takes_text = true;
        for (const char32_t c : parts.input.characters) {
            if (c >= U' ' && c != 0x7F) secret.append(c);
        }
        if (!parts.input.characters.empty()) parts.another_frame = true;
        explicit_bzero(parts.input.characters.data(), parts.input.characters.size() * sizeof(char32_t));
        parts.input.characters.clear();
        if (take_key(page, KeyPress{Key::Backspace})) secret.remove_last();
        if (take_key(page, KeyPress{.key = Key::Backspace, .control = true}) || take_key(page, KeyPress{Key::Delete})) {
            secret.clear();
        }
        entered = take_key(page, KeyPress{Key::Enter});
    }
    draw_control_ground(page, rect, interaction, options.enabled, !options.problem.empty());
    // A dot a letter, the last ones where there are many: how long it is says little, that a key arrived says much.
    const float icon = std::round(20 * metrics.scale);
    draw_icon(page, Icon::Lock, from_start(page, rect, metrics.gap, icon), palette.muted);
    const float step = std::round(14 * metrics.scale), radius = std::round(4.5f * metrics.scale);
    const float first = 2 * metrics.gap + icon;
    const auto places = static_cast<std::size_t>((rect.width() - first - metrics.gap) / step);
    const std::size_t dots = std::min(secret.length(), places);
    for (std::size_t i = 0; i < dots; ++i) {
        const Rect dot = from_start(page, rect, first + step * static_cast<float>(i), step);
        ImGui::GetWindowDrawList()->AddCircleFilled({dot.centre_x(), dot.centre_y()}, radius, palette.text, 16);
    }
    if (interaction.focused) {
        const Rect caret =
            from_start(page, rect, first + step * static_cast<float>(dots), std::round(2 * metrics.scale));
        const float height = metrics.text * 0.7f;
        fill({caret.left, caret.centre_y() - height, caret.right, caret.centre_y() + height}, palette.accent);
        outline(rect, palette.focus, metrics.rounding, std::round(2.5f * metrics.scale));
    }
    end_field(page, options);
    return entered;
}

} // namespace mahalla::ui
