#include "interchange/export_columns.h"

#include "base/text.h"
#include "form/form_words.h"

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

constexpr std::string_view separators = "/-:.";
/// A longer header is no name of a question; so many separators from its end are tried for a choice behind one.
constexpr std::size_t header_bytes_max = 1024, separators_tried_max = 16;

/// What servers write beside the answers: ODK Central and Aggregate, Kobo, Ona.
constexpr std::array system_columns = {"_id",
                                       "_submission_time",
                                       "_validation_status",
                                       "_notes",
                                       "_status",
                                       "_submitted_by",
                                       "__version__",
                                       "_version_",
                                       "_version",
                                       "_tags",
                                       "_xform_id",
                                       "_xform_id_string",
                                       "_attachments",
                                       "_geolocation",
                                       "_media_count",
                                       "_duration",
                                       "_total_media",
                                       "_media_all_received",
                                       "_date_modified",
                                       "_bamboo_dataset_id",
                                       "_parent_table_name",
                                       "formhub/uuid",
                                       "_formhub/uuid",
                                       "_edited",
                                       "submissiondate",
                                       "submitterid",
                                       "submittername",
                                       "attachmentspresent",
                                       "attachmentsexpected",
                                       "status",
                                       "reviewstate",
                                       "deviceid",
                                       "edits",
                                       "formversion",
                                       "instancename",
                                       "meta/instancename",
                                       "meta-instancename",
                                       "meta/rootuuid",
                                       "meta/deprecatedid",
                                       "meta-deprecatedid",
                                       "_submission__id",
                                       "_submission__submission_time",
                                       "_submission__validation_status",
                                       "_submission__notes",
                                       "_submission__status",
                                       "_submission__submitted_by",
                                       "_submission___version__",
                                       "_submission__tags",
                                       "meta-audit",
                                       "meta/audit",
                                       "audit",
                                       "@formid",
                                       "@version",
                                       "subscriberid",
                                       "simserial",
                                       "simid",
                                       "devicephonenum",
                                       "phonenumber",
                                       "username",
                                       "row_id"};

constexpr std::array<std::string_view, 5> geopoint_words = {"latitude", "longitude", "altitude", "accuracy",
                                                            "precision"};

int part_of_word(std::string_view word)
{
    const auto found = std::find(geopoint_words.begin(), geopoint_words.end(), word);
    if (found == geopoint_words.end()) return -1;
    return std::min(static_cast<int>(found - geopoint_words.begin()), 3); // Kobo says precision for accuracy.
}

std::string joined_steps(const std::vector<std::string_view>& steps, char separator)
{
    std::string text;
    for (const std::string_view step : steps) {
        if (!text.empty()) text += separator;
        text += step;
    }
    return text;
}

bool is_question(const ModelNode& node) { return node.kind == ModelNodeKind::Value; }

} // namespace

ExportColumnNames::ExportColumnNames(const FormDefinition& form, ModelIndex top) : form_(form), top_(top)
{
    for (ModelIndex index = 0; index < form.nodes().size(); ++index) {
        if (!is_question(form.node(index))) continue;
        const ModelIndex around = form.repeat_around(index);
        const std::string name(form.node(index).local_name());
        if ((around == no_index ? 0 : around) != top) {
            add(elsewhere_, name, index);
            continue;
        }
        add_paths(index);
        add(names_, name, index);
        for (std::size_t language = 0; language < std::max<std::size_t>(form.languages().size(), 1); ++language)
            if (const std::string label = question_label(form, index, language); label != name)
                add(labels_, label, index);
    }
}

void ExportColumnNames::add(Names& names, const std::string& name, ModelIndex question)
{
    const auto [found, is_new] = names.try_emplace(lower_ascii(name), Named{question, false});
    if (!is_new && found->second.question != question) found->second.is_ambiguous = true;
}

void ExportColumnNames::add_paths(ModelIndex question)
{
    auto steps = split(std::string_view(form_.node(question).nodeset).substr(1), '/');
    for (std::string_view& step : steps) // "orx:instanceID" is written without its prefix
        if (const std::size_t colon = step.find(':'); colon != std::string_view::npos) step.remove_prefix(colon + 1);
    const std::size_t top_steps = split(std::string_view(form_.node(top_).nodeset).substr(1), '/').size();
    for (const char separator : separators) {
        add(paths_, joined_steps({steps.begin() + 1, steps.end()}, separator), question);
        add(paths_, joined_steps({steps.begin() + static_cast<std::ptrdiff_t>(top_steps), steps.end()}, separator),
            question);
        add(paths_, joined_steps(steps, separator), question);
    }
}

ExportColumnNames::Named ExportColumnNames::find(const std::string& name) const
{
    for (const Names* names : {&paths_, &names_, &labels_})
        if (const auto found = names->find(name); found != names->end()) return found->second;
    // A label behind those of its groups, or a name behind groups this version has not.
    const std::size_t slash = name.rfind('/');
    if (slash != std::string::npos)
        for (const Names* names : {&names_, &labels_})
            if (const auto found = names->find(name.substr(slash + 1)); found != names->end()) return found->second;
    return {};
}

ExportColumn ExportColumnNames::tick_of(const std::string& header) const
{
    std::size_t tried = 0;
    for (std::size_t at = header.size(); at-- > 1 && tried < separators_tried_max;) {
        if (separators.find(header[at]) == std::string_view::npos) continue;
        ++tried;
        const Named named = find(lower_ascii(trimmed(std::string_view(header).substr(0, at))));
        if (named.question == no_index || named.is_ambiguous) continue;
        const Control* select = select_of(form_, named.question);
        if (select == nullptr || select->kind != ControlKind::SelectMultiple) continue;
        const std::string_view choice = trimmed(std::string_view(header).substr(at + 1));
        for (std::size_t language = 0; language < std::max<std::size_t>(form_.languages().size(), 1); ++language)
            for (const LabelledChoice& one : labelled_choices(form_, *select, language))
                if (one.value == choice || one.label == choice)
                    return {ExportMeaning::Tick, named.question, one.value, -1};
    }
    return {};
}

ExportColumn ExportColumnNames::part_of(const std::string& header) const
{
    const std::string lower = lower_ascii(header);
    const std::size_t at = lower.find_last_of("/-:._");
    if (at == std::string::npos || at == 0) return {};
    const int part = part_of_word(std::string_view(lower).substr(at + 1));
    if (part < 0) return {};
    std::string name = lower.substr(0, at);
    Named named = find(name);
    if (named.question == no_index) { // "group/_place" and "_place" of Kobo
        const std::size_t step = name.rfind('/') == std::string::npos ? 0 : name.rfind('/') + 1;
        if (name[step] == '_') named = find(name.erase(step, 1));
    }
    if (named.question == no_index || named.is_ambiguous) return {};
    if (form_.node(named.question).bind.data_type != DataType::Geopoint) return {};
    return {ExportMeaning::GeopointPart, named.question, {}, part};
}

ExportColumn ExportColumnNames::system_column(const std::string& lower) const
{
    const auto is = [&](std::initializer_list<std::string_view> names) {
        return std::find(names.begin(), names.end(), lower) != names.end();
    };
    if (is({"_uuid", "uuid", "meta/instanceid", "meta-instanceid", "meta:instanceid", "meta.instanceid", "instanceid",
            "_submission__uuid"}))
        return {ExportMeaning::InstanceId, no_index, {}, -1};
    if (is({"_index", "index"})) return {ExportMeaning::RowIndex, no_index, {}, -1};
    if (is({"key"})) return {ExportMeaning::RowKey, no_index, {}, -1};
    if (is({"_parent_index"})) return {ExportMeaning::ParentIndex, no_index, {}, -1};
    if (is({"parent_key"})) return {ExportMeaning::ParentKey, no_index, {}, -1};
    const bool is_system = std::find(system_columns.begin(), system_columns.end(), lower) != system_columns.end();
    if (is_system || lower.starts_with("set-of-")) return {ExportMeaning::System, no_index, {}, -1};
    return {};
}

ExportColumn ExportColumnNames::meaning_of(const std::string& header) const
{
    const std::string lower = lower_ascii(trimmed(header));
    if (lower.empty() || lower.size() > header_bytes_max) return {};
    const ExportColumn system = system_column(lower);
    const bool is_id_of_ours = lower.ends_with("instanceid");
    const Named named = find(lower);
    // A form may ask for "index" or "status" itself; an id of the submission is one whatever the form calls it.
    if (system.meaning != ExportMeaning::Unknown &&
        (named.question == no_index || is_id_of_ours || lower.front() == '_'))
        return system;
    if (named.is_ambiguous) return {ExportMeaning::Ambiguous, no_index, {}, -1};
    if (named.question != no_index) return {ExportMeaning::Answer, named.question, {}, -1};
    if (const ExportColumn tick = tick_of(header); tick.meaning != ExportMeaning::Unknown) return tick;
    if (const ExportColumn part = part_of(header); part.meaning != ExportMeaning::Unknown) return part;
    if (elsewhere_.contains(lower)) return {ExportMeaning::OfAnotherTable, no_index, {}, -1};
    return {};
}

std::size_t ExportColumnNames::answers_in(const std::vector<std::string>& header) const
{
    std::size_t count = 0;
    for (const std::string& cell : header) {
        const Named named = find(lower_ascii(trimmed(cell)));
        count += named.question != no_index && !named.is_ambiguous ? 1U : 0U;
    }
    return count;
}

namespace {

/// The table's name ends with the repeat's, after a sign that is no letter; or it is as much of the repeat's name as
/// the name of a sheet holds.
bool is_named_after(std::string_view table, std::string_view repeat)
{
    constexpr std::size_t sheet_name_max = 31;
    const std::string name = lower_ascii(table), wanted = lower_ascii(repeat);
    if (name == wanted) return true;
    if (wanted.size() > sheet_name_max && name == wanted.substr(0, sheet_name_max)) return true;
    if (!name.ends_with(wanted)) return false;
    const char before = name[name.size() - wanted.size() - 1];
    return before == '-' || before == '_' || before == '.' || before == '/' || before == ' ';
}

} // namespace

std::vector<ExportTableMeaning> meanings_of_tables(const FormDefinition& form, const std::vector<std::string>& names,
                                                   const std::vector<std::vector<std::string>>& headers)
{
    std::vector<std::pair<ModelIndex, ExportColumnNames>> tops;
    for (ModelIndex index = 0; index < form.nodes().size(); ++index)
        if (index == 0 || form.node(index).kind == ModelNodeKind::Repeat)
            tops.emplace_back(index, ExportColumnNames(form, index));
    std::vector<ExportTableMeaning> meanings(names.size());
    for (std::size_t table = 0; table < names.size(); ++table) {
        std::size_t root_answers = 0, best_name = 0;
        for (const auto& [top, columns] : tops) {
            const std::size_t answers = columns.answers_in(headers[table]);
            if (top == 0) root_answers = answers;
            if (answers == 0) continue;
            const std::string_view repeat = form.node(top).local_name();
            // A form and a repeat may share a name: what the table asks goes before what it is called.
            const bool is_named =
                top != 0 && answers >= std::min<std::size_t>(root_answers, 3) && is_named_after(names[table], repeat);
            const std::size_t name = is_named ? repeat.size() : 0;
            ExportTableMeaning& best = meanings[table];
            if (name > best_name || (name == best_name && answers > best.answers)) {
                best = {top, answers};
                best_name = name;
            }
        }
    }
    return meanings;
}

} // namespace mahalla
