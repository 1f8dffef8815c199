#pragma once
#include "base/diagnostic.h"
#include "form/form_definition.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// Where something stands that is told to the author.
struct ReviewPlace {
    ModelIndex node = no_index; ///< The node it is about; none for a choice, or the form as a whole.
    std::string sheet;          ///< "survey", where there is a row.
    int row = 0;
    std::string column; ///< XLSForm's word: "relevant", "label::French (fr)".
};

/// Collects what a review finds: of each code the first `told_max` as they are, the rest as a count with rows.
class ReviewFindings {
public:
    static constexpr std::size_t told_max = 20;

    explicit ReviewFindings(const FormDefinition& form);

    /// The place of a node's row; in forms without rows the messages begin with the node's path instead.
    ReviewPlace place(ModelIndex node, std::string column) const;
    void add(const ReviewPlace& place, std::string_view code, std::string message, std::string help);
    /// Whether more findings of this code would only be counted, so that their words need not be put together.
    bool is_full(std::string_view code) const;

    /// Everything found, in the order of sheets and rows.
    Diagnostics take();

    const FormDefinition& form() const { return form_; }
    /// What an author calls a node: "${age}", or "/data/age" in an XForm.
    std::string name_of(ModelIndex node) const;

private:
    struct OfOneCode {
        std::size_t count = 0;
        std::set<int> rows_not_told;
        std::string sheet_not_told;
    };

    const FormDefinition& form_;
    bool has_rows_ = false;
    std::map<std::string, OfOneCode, std::less<>> by_code_;
    Diagnostics told_;
};

/// "rows 3, 5 to 9, 12 and 40 more".
std::string rows_in_words(const std::set<int>& rows);

std::string in_quotes(std::string_view text);

} // namespace mahalla
