#pragma once
#include "expression/expression.h"
#include "form/search_call.h"

#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// A `search(…)` of an appearance, ready to run: each argument an expression that stands on the question.
struct TableSearch {
    Expression file; ///< 'villages' or 'villages.csv'.
    /// Which rows, by parts of texts: all of them given, or none.
    std::optional<Expression> how, columns, text;
    /// Which of these, by a text that must be the same: both given, or none.
    std::optional<Expression> filter_column, filter_text;

    /// Nothing where a number of arguments is wrong or one of them is no expression.
    static std::optional<TableSearch> compile(const SearchCall& call);

    std::vector<Expression*> arguments();
    /// The file, where the form says it once for all: "villages"; empty where it is computed.
    std::string literal_file() const;
};

/// "villages.csv" and "villages" are one file, known by its name without the ending.
std::string table_id(std::string_view file);

/// A file that expressions read and that came beside the form.
struct ExternalFile {
    std::string instance; ///< What `instance('…')`, `pulldata('…')` or `search('…')` calls it.
    std::string name;     ///< "villages.csv"
};

} // namespace mahalla
