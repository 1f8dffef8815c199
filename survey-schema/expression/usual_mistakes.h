#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mahalla {

/// What reading an expression waited for where it stopped.
enum class Expected { Value, Operator };

/// A mistake that people make who know other languages, and how it is written here.
struct Mistake {
    std::size_t begin = 0; ///< In bytes.
    std::string what_to_do;
};

/// The usual mistake that stands in `text` where reading stopped at the byte `at`; nothing where it is none of them.
std::optional<Mistake> usual_mistake(std::string_view text, std::size_t at, Expected expected);

} // namespace mahalla
