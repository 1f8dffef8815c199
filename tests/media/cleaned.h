#pragma once
#include "media/media_cleaning.h"
#include "support/bytes_reader.h"
#include "support/media_samples.h"

#include <doctest/doctest.h>

namespace mahalla::test {

inline Result<MediaPlan> plan_of(std::string_view bytes, std::string_view name = "file")
{
    BytesReader reader(to_bytes(bytes));
    return plan_cleaning(reader, name);
}

/// The cleaned file; what kind of failure there was, where there was one.
inline std::string cleaned(std::string_view bytes, std::string_view name = "file")
{
    const auto plan = plan_of(bytes, name);
    if (!plan) return name_of(plan.error().kind);
    BytesReader reader(to_bytes(bytes));
    CleanedMediaReader clean(reader, *plan);
    std::string result;
    for (;;) {
        const auto part = clean.read(1000);
        REQUIRE(part);
        if (part->empty()) break;
        result += as_text(*part);
    }
    CHECK(result.size() == clean.size());
    return result;
}

inline std::size_t count_of(std::string_view text, std::string_view word)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) ++count;
    return count;
}

} // namespace mahalla::test
