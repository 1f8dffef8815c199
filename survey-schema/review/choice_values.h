#pragma once
#include "form/form_definition.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace mahalla {

/// The values that a question may take, each once, in the order of its list.
struct ValuesOnOffer {
    std::string list_name; ///< "sex"; empty for choices written inside the question.
    std::vector<std::string> values;
    std::unordered_set<std::string_view> known; ///< Views of `values`.
    std::unordered_set<double> numbers;         ///< Those of the values that are numbers.

    bool has(std::string_view value) const { return known.contains(value); }
    bool has_number(double number) const { return numbers.contains(number); }
};

/// What each select offers at most, whatever its filter leaves of it. Lists are read when they are first asked for.
class ChoiceValues {
public:
    explicit ChoiceValues(const FormDefinition& form) : form_(form) {}

    /// Null where the values are not known from the form alone: files beside it, rows of the record, search().
    const ValuesOnOffer* of(ModelIndex select);

private:
    std::shared_ptr<const ValuesOnOffer> read(const Control& control);
    std::shared_ptr<const ValuesOnOffer> read_list(const Itemset& itemset);

    const FormDefinition& form_;
    std::unordered_map<ModelIndex, std::shared_ptr<const ValuesOnOffer>> by_node_;
    std::unordered_map<std::string, std::shared_ptr<const ValuesOnOffer>> by_list_; ///< "sex/name".
    std::unordered_map<std::string_view, const SecondaryInstance*> instances_;
};

} // namespace mahalla
