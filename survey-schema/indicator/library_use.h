#pragma once
#include <map>
#include <string>

namespace mahalla {

/// How a definition uses an instrument of the library: what stands in the columns `library`, `mapping` and `codes`.
struct LibraryUse {
    std::string instrument; ///< "fcs".
    /// What a question, formula or setting of the instrument is in this form: an expression over the form's questions.
    /// A name that is not here is the question of the same name.
    std::map<std::string, std::string> mapping;
    /// What a code of the form means to the instrument: "a_lot" is "3", "no_answer" is "refused".
    std::map<std::string, std::string> codes;

    bool operator==(const LibraryUse&) const = default;
};

} // namespace mahalla
