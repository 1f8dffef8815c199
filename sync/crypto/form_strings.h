#pragma once
#include "base/id.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace mahalla {

/// The strings of a form (names, paths, choice values) as a dictionary that compresses events on records of that form.
///
/// Made of the form's own strings and never of answers. Immutable; cheap to copy; any number of threads may read it.
class FormStrings {
public:
    static constexpr std::size_t bytes_max = 112 << 10;

    /// The same strings in the same order give the same dictionary; what goes beyond `bytes_max` is left out.
    static FormStrings create(const std::vector<std::string>& strings);

    /// Names the dictionary in the headers of events; never 0, which stands for "none".
    std::uint32_t id() const;
    ByteView bytes() const;

private:
    struct Content;
    explicit FormStrings(std::shared_ptr<const Content> content) : content_(std::move(content)) {}
    std::shared_ptr<const Content> content_;
};

} // namespace mahalla
