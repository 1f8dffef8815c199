#include "store/form_dictionary.h"

#include "crypto/hash.h"

#include <map>

namespace mahalla {

namespace {

constexpr std::size_t text_bytes_max = 256; ///< Of a nodeset or a choice's value; a longer one is passed over.

/// The text between `before` and `after`, from `at` on; empty where there is none.
std::string_view between(std::string_view text, std::string_view before, std::string_view after, std::size_t at = 0)
{
    const std::size_t begin = text.find(before, at);
    if (begin == std::string_view::npos) return {};
    const std::size_t end = text.find(after, begin + before.size());
    if (end == std::string_view::npos) return {};
    return text.substr(begin + before.size(), end - begin - before.size());
}

/// What is gathered from an XForm, read as tags one after the other. The form library is not asked: what it reads may
/// change between versions, and what is made here never must.
class FormScan {
public:
    explicit FormScan(std::string_view xform)
    {
        for (std::size_t at = xform.find('<'); at != std::string_view::npos; at = xform.find('<', at + 1)) {
            const std::size_t end = xform.find('>', at);
            if (end == std::string_view::npos) return;
            const std::string_view rest = xform.substr(end + 1);
            read_tag(xform.substr(at + 1, end - at - 1), rest.substr(0, rest.find('<')));
        }
    }

    std::vector<std::string> particulars;        ///< Id and version.
    std::map<std::string, std::size_t> list_of;  ///< By nodeset: which list it chooses from, or `no_list`.
    std::vector<std::vector<std::string>> lists; ///< The values of choices, in their order.
    static constexpr std::size_t no_list = ~std::size_t{0};

private:
    void read_tag(std::string_view tag, std::string_view text)
    {
        std::string_view name = tag.substr(0, tag.find_first_of(" \t\r\n/", 1));
        if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
        if (name == "instance") {
            const std::string_view id = between(tag, " id=\"", "\"");
            list_ = id.empty() ? no_list : list_named(id);
        } else if (name == "/instance") {
            list_ = no_list;
        } else if (name == "name" || name == "value") {
            // `<value ref="name"/>` says where values stand and is none.
            const bool is_text = tag == name && !text.empty() && text.size() <= text_bytes_max;
            if (list_ != no_list && is_text) lists[list_].emplace_back(text);
        } else if (name == "bind" || name == "repeat") {
            add_question(between(tag, " nodeset=\"", "\""));
        } else if (name == "select" || name == "select1" || name == "rank") {
            question_ = between(tag, " ref=\"", "\"");
            add_question(question_);
            // Choices that stand in the question itself: a list without a name.
            lists.emplace_back();
            list_ = lists.size() - 1;
            choose_from(list_);
        } else if (name == "/select" || name == "/select1" || name == "/rank") {
            question_ = {};
            list_ = no_list;
        } else if (name == "itemset") {
            const std::string_view id = between(tag, "instance('", "')");
            if (!id.empty()) choose_from(list_named(id));
        } else if (particulars.empty() && list_ == no_list && tag.find(" id=\"") != std::string_view::npos) {
            // The first element with an id that is no instance's is the record's root.
            for (const char* attribute : {" id=\"", " version=\""})
                if (const auto found = between(tag, attribute, "\""); !found.empty()) particulars.emplace_back(found);
        }
    }

    std::size_t list_named(std::string_view id)
    {
        const auto [found, is_new] = named_.emplace(std::string(id), lists.size());
        if (is_new) lists.emplace_back();
        return found->second;
    }

    void add_question(std::string_view nodeset)
    {
        if (nodeset.starts_with('/') && nodeset.size() <= text_bytes_max) list_of.emplace(nodeset, no_list);
    }

    void choose_from(std::size_t list)
    {
        if (const auto found = list_of.find(std::string(question_)); found != list_of.end()) found->second = list;
    }

    std::map<std::string, std::size_t> named_;
    std::size_t list_ = no_list; ///< Whose values are read.
    std::string_view question_;  ///< The select that is read.
};

} // namespace

FormDictionary form_dictionary_of(ByteView xform)
{
    const FormScan scan(as_text(xform));
    std::vector<std::string> strings{std::string(as_text(hash_of(xform).bytes))};
    strings.insert(strings.end(), scan.particulars.begin(), scan.particulars.end());
    std::size_t bytes = 0;
    for (const std::string& text : strings) bytes += text.size() + 1;

    std::vector<QuestionList::Question> questions;
    std::vector<std::vector<std::string>> lists;
    std::map<std::size_t, std::size_t> list_numbers; // Lists by their first question.
    for (const auto& [nodeset, list] : scan.list_of) {
        std::vector<std::string> added{nodeset};
        QuestionList::Question question{nodeset, std::nullopt};
        if (list != FormScan::no_list && !scan.lists[list].empty()) {
            const auto [number, is_new] = list_numbers.emplace(list, lists.size());
            question.choice_list = number->second;
            added.push_back("#" + std::to_string(number->second));
            if (is_new) {
                added.back() += ":" + std::to_string(scan.lists[list].size());
                added.insert(added.end(), scan.lists[list].begin(), scan.lists[list].end());
            }
        }
        std::size_t added_bytes = 0;
        for (const std::string& text : added) added_bytes += text.size() + 1;
        if (bytes + added_bytes > FormStrings::bytes_max) break;
        bytes += added_bytes;
        if (question.choice_list == lists.size()) lists.push_back(scan.lists[list]);
        questions.push_back(std::move(question));
        strings.insert(strings.end(), added.begin(), added.end());
    }
    return {FormStrings::create(strings), QuestionList(std::move(questions), std::move(lists))};
}

} // namespace mahalla
