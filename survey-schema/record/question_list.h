#pragma once
#include "record/answer_path.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// The questions of one form by number, each with the choices it offers: what a short encoding of answers needs
/// (record/event.h, docs/formats/record.md).
///
/// Whoever reads such an event needs the same list as who wrote it, so it is made of the form's bytes alone
/// (sync/store/form_dictionary.h). Immutable; cheap to copy; any number of threads may read it.
class QuestionList {
public:
    struct Question {
        std::string nodeset; ///< `/data/person/age`, whatever the row.
        /// Which of the lists it chooses from, if any.
        std::optional<std::size_t> choice_list;
    };

    QuestionList();
    /// Numbers follow the order of the nodesets' bytes; of two with the same nodeset the first counts.
    QuestionList(std::vector<Question> questions, std::vector<std::vector<std::string>> choice_lists);

    std::size_t size() const { return content_->questions.size(); }
    const std::string& nodeset(std::size_t number) const { return content_->questions[number].nodeset; }
    /// The nodeset as the place of an answer outside of rosters; the empty path where it is no place's text.
    const AnswerPath& path(std::size_t number) const { return content_->paths[number]; }
    /// Empty where it offers none. `number` is below `size()`, here and below.
    std::span<const std::string> choices(std::size_t number) const;

    std::optional<std::size_t> number_of(std::string_view nodeset) const;
    std::optional<std::size_t> choice_number_of(std::size_t number, std::string_view value) const;
    /// True for copies of one list, without looking into them.
    bool is_copy_of(const QuestionList& other) const { return content_ == other.content_; }

private:
    struct ChoiceList {
        std::vector<std::string> values;
        std::vector<std::uint32_t> by_value; ///< Their numbers in the order of their bytes.
    };
    struct Content {
        std::vector<Question> questions;
        std::vector<AnswerPath> paths;
        std::vector<ChoiceList> choice_lists;
    };
    std::shared_ptr<const Content> content_;
};

} // namespace mahalla
