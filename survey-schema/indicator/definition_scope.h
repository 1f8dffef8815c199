#pragma once
#include "indicator/data_table.h"
#include "indicator/indicator_library.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace mahalla {

/// A question of the form that a definition reads.
struct ColumnRead {
    std::string column;
    /// The question of the library that it stands for; empty where the author named the form's question.
    std::string library_question;

    auto operator<=>(const ColumnRead&) const = default;
};

/// What the names in a definition's expressions mean. Without an instrument each is a question of the form. With one,
/// a name is first what `mapping` says, then a formula of the instrument (or of those it uses), then a question.
///
/// Cheap to make; keeps a reference to the library.
class DefinitionScope {
public:
    /// An instrument that the library does not have leaves the scope without one: whoever read the sheet has said so.
    DefinitionScope(const IndicatorLibrary& library, const std::optional<LibraryUse>& use);

    const LibraryInstrument* instrument() const { return reach_.empty() ? nullptr : reach_.front(); }
    /// The form's questions that `expression` reads in the end. Fails with `Invalid` where one does not parse.
    Result<std::set<ColumnRead>> columns_read(std::string_view expression) const;
    /// What is written for the name in `mapping`, else the formula; null for a question.
    const std::string* expression_of(const std::string& name) const;
    bool is_mapped(const std::string& name) const { return use_ && use_->mapping.contains(name); }
    /// The question of the instrument of this name; null where there is none.
    const LibraryQuestion* find_question(std::string_view name) const;
    /// Every name that may be given in `mapping`.
    std::vector<std::string> mappable_names() const;

    /// `expression` for every row of `data`, whose columns are the form's questions. Codes that mean there is no answer
    /// are missing, with their reason; a yes or no is 1 or 0. Fails as `ColumnExpression::create` does.
    Result<Column> evaluate(std::string_view expression, const DataTable& data) const;

private:
    friend class ScopeEvaluation;
    /// The instrument whose name it is; the first for a name of the form. Only where there is one.
    const LibraryInstrument& owner_of(const std::string& name) const;
    Result<void> collect(std::string_view expression, bool in_form, int depth, std::set<ColumnRead>& columns) const;

    std::optional<LibraryUse> use_;
    std::vector<const LibraryInstrument*> reach_;
};

} // namespace mahalla
