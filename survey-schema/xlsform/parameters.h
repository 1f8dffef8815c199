#pragma once
#include "xlsform/findings.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mahalla {

/// The cell of the column `parameters`: `key=value` pairs separated by blanks, commas or semicolons, in the order
/// written.
///
/// Keys are lower-cased, and so are values, but for those that name a column, a list or a question.
class Parameters {
public:
    /// Reports a cell that is not made of pairs (parameters-invalid) and gives those before the fault.
    static Parameters read(std::string_view cell, const Place& place, Findings& findings);

    const std::string* find(std::string_view key) const;
    bool is(std::string_view key, std::string_view value) const;
    /// Reports each key that is not among `accepted` (parameter-unknown).
    void accept(const std::vector<std::string>& accepted, const Place& place, Findings& findings) const;

private:
    std::vector<std::pair<std::string, std::string>> pairs_;
};

} // namespace mahalla
