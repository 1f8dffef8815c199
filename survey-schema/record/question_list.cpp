#include "record/question_list.h"

#include <algorithm>
#include <numeric>

namespace mahalla {

QuestionList::QuestionList()
{
    static const auto nothing = std::make_shared<const Content>();
    content_ = nothing;
}

QuestionList::QuestionList(std::vector<Question> questions, std::vector<std::vector<std::string>> choice_lists)
{
    auto content = std::make_shared<Content>();
    std::ranges::stable_sort(questions, {}, &Question::nodeset);
    const auto doubled = std::ranges::unique(questions, {}, &Question::nodeset);
    questions.erase(doubled.begin(), doubled.end());
    content->questions = std::move(questions);
    for (const Question& question : content->questions)
        content->paths.push_back(AnswerPath::parse(question.nodeset).value_or(AnswerPath()));
    for (std::vector<std::string>& values : choice_lists) {
        ChoiceList list;
        list.values = std::move(values);
        list.by_value.resize(list.values.size());
        std::iota(list.by_value.begin(), list.by_value.end(), 0U);
        // Stable: a value that stands twice is found at its first place.
        std::ranges::stable_sort(list.by_value, {},
                                 [&list](std::uint32_t at) -> const std::string& { return list.values[at]; });
        content->choice_lists.push_back(std::move(list));
    }
    content_ = std::move(content);
}

std::span<const std::string> QuestionList::choices(std::size_t number) const
{
    const auto& list = content_->questions[number].choice_list;
    if (!list || *list >= content_->choice_lists.size()) return {};
    return content_->choice_lists[*list].values;
}

std::optional<std::size_t> QuestionList::number_of(std::string_view nodeset) const
{
    const auto& questions = content_->questions;
    const auto found = std::ranges::lower_bound(questions, nodeset, {}, &Question::nodeset);
    if (found == questions.end() || found->nodeset != nodeset) return std::nullopt;
    return static_cast<std::size_t>(found - questions.begin());
}

std::optional<std::size_t> QuestionList::choice_number_of(std::size_t number, std::string_view value) const
{
    const auto& list_number = content_->questions[number].choice_list;
    if (!list_number || *list_number >= content_->choice_lists.size()) return std::nullopt;
    const ChoiceList& list = content_->choice_lists[*list_number];
    const auto value_at = [&list](std::uint32_t at) -> std::string_view { return list.values[at]; };
    const auto found = std::ranges::lower_bound(list.by_value, value, {}, value_at);
    if (found == list.by_value.end() || value_at(*found) != value) return std::nullopt;
    return *found;
}

} // namespace mahalla
