#include "command_line/indicator_insertion.h"

#include "base/text.h"
#include "command_line/fragment_sheet.h"
#include "indicator/definition_scope.h"
#include "indicator/record_columns.h"
#include "xlsform/read_xlsform.h"

#include <algorithm>
#include <array>
#include <set>

namespace mahalla {

namespace {

using Cells = FragmentSheet::Cells;

/// The columns of XLSForm that are translated, by the keys of library files.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> translated{
    {{"", "label"}, {"hint", "hint"}, {"message", "constraint_message"}}};

/// "hint" and "fr" of "hint.fr"; "" and "en" of "en".
std::optional<std::pair<std::string_view, std::string_view>> translated_key(std::string_view key)
{
    const std::size_t dot = key.rfind('.');
    const std::string_view stem = dot == std::string_view::npos ? "" : key.substr(0, dot);
    const std::string_view language = dot == std::string_view::npos ? key : key.substr(dot + 1);
    if (language != "en" && language != "fr" && language != "ar") return std::nullopt;
    return std::pair(stem, language);
}

class IndicatorInsertion {
public:
    IndicatorInsertion(const Workbook& workbook, const FormDefinition& form, const InsertionRequest& request)
        : form_(form), request_(request), made_{workbook, {}}, survey_(made_.workbook, "survey", {"type", "name"})
    {
        for (const RecordColumn& column : record_columns(form)) questions_.insert(column.name);
        for (const std::string& language : form.languages()) languages_.push_back(language);
        if (languages_.empty()) languages_.emplace_back();
    }

    Result<Insertion> insert()
    {
        for (const std::string& name : request_.names)
            if (auto chosen = choose(name); !chosen) return tl::unexpected(chosen.error());
        for (const LibraryInstrument* instrument : instruments_)
            if (auto done = insert_questions(*instrument); !done) return tl::unexpected(done.error());
        insert_indicators();
        for (const std::string& language : languages_)
            if (const std::string code = language_code(language);
                !language.empty() && code != "en" && code != "fr" && code != "ar" && code != "default")
                made_.notes.push_back("The library has no words in " + language +
                                      ": the English ones stand in for them.");
        if (auto sound = check(); !sound) return tl::unexpected(sound.error());
        return std::move(made_);
    }

private:
    static const IndicatorLibrary& library() { return IndicatorLibrary::shipped(); }

    Result<void> choose(const std::string& name)
    {
        if (const LibraryInstrument* instrument = library().find_instrument(name)) {
            add_instrument(*instrument);
            for (const LibraryIndicator& indicator : instrument->indicators)
                if (!indicator.is_flag) add_indicator(indicator);
            for (const DisaggregationDefinition& definition : instrument->disaggregations)
                disaggregations_.push_back(&definition);
            return {};
        }
        if (const LibraryIndicator* indicator = library().find_indicator(name)) {
            add_indicator(*indicator);
            return {};
        }
        std::vector<std::string> names = library().indicator_names();
        for (const LibraryInstrument& instrument : library().instruments()) names.push_back(instrument.name);
        const auto nearest = nearest_word(name, names);
        return failure(ErrorKind::NotFound, "The library has no instrument or indicator '" + name + "'." +
                                                (nearest ? " Is '" + *nearest + "' meant?" : ""));
    }

    void add_instrument(const LibraryInstrument& instrument)
    {
        if (std::find(instruments_.begin(), instruments_.end(), &instrument) == instruments_.end())
            instruments_.push_back(&instrument);
    }

    /// The indicator, and each instrument whose questions it reads in the end.
    void add_indicator(const LibraryIndicator& indicator)
    {
        indicators_.push_back(&indicator);
        const LibraryInstrument* own = library().find_instrument(indicator.definition.library->instrument);
        const DefinitionScope scope(library(), indicator.definition.library);
        for (const std::string& expression :
             {indicator.definition.value, indicator.definition.universe, indicator.definition.denominator})
            if (const auto read = scope.columns_read(expression))
                for (const ColumnRead& one : *read)
                    for (const LibraryInstrument* reached : library().reach_of(*own))
                        if (reached->find_question(one.column)) add_instrument(*reached);
    }

    Result<void> insert_questions(const LibraryInstrument& instrument)
    {
        std::vector<std::string> there, missing;
        for (const LibraryQuestion& question : instrument.survey)
            if (question.is_answered()) (questions_.contains(question.name) ? there : missing).push_back(question.name);
        if (missing.empty()) {
            if (!there.empty())
                made_.notes.push_back("The form has the questions of '" + instrument.name +
                                      "'; they stay as they are.");
            return {};
        }
        if (!there.empty())
            return failure(ErrorKind::Invalid, "The form has some questions of '" + instrument.name + "' (" +
                                                   joined(there, ", ") + ") and lacks others (" +
                                                   joined(missing, ", ") +
                                                   "). Rename its own, or name them in the column mapping.");
        if (auto done = insert_choices(instrument); !done) return done;
        MAHALLA_TRY(const std::string into, place_for(instrument));
        std::vector<Cells> rows;
        for (const LibraryQuestion& question : instrument.survey) rows.push_back(cells_of(question));
        if (into.empty() && instrument.is_asked_of_each_person) {
            rows.insert(rows.begin(),
                        words_of({{"type", "begin_repeat"}, {"name", "person"}}, person_words(), "label"));
            rows.push_back({{"type", "end_repeat"}, {"name", "person"}});
            person_repeat_ = "person";
        }
        MAHALLA_TRY(const std::size_t position, position_in(into));
        survey_.insert(position, rows);
        made_.notes.push_back("Inserted the questions of '" + instrument.name + "'" +
                              (into.empty() ? std::string(" at the end.") : " into '" + into + "'."));
        return {};
    }

    static const std::map<std::string, std::string>& person_words()
    {
        static const std::map<std::string, std::string> words{
            {"en", "A person of the household"}, {"fr", "Une personne du ménage"}, {"ar", "شخص من الأسرة"}};
        return words;
    }

    /// The group or repeat that an instrument's questions belong into; empty for the end of the form.
    Result<std::string> place_for(const LibraryInstrument& instrument)
    {
        if (!request_.into.empty()) return request_.into;
        if (!instrument.is_asked_of_each_person) return std::string();
        if (!person_repeat_.empty()) return person_repeat_;
        std::vector<std::string> repeats;
        for (const ModelNode& node : form_.nodes())
            if (node.kind == ModelNodeKind::Repeat) repeats.push_back(node.name);
        if (repeats.size() > 1)
            return failure(ErrorKind::Invalid, "'" + instrument.name +
                                                   "' is asked of each person. Say with --into which "
                                                   "repeat lists them: " +
                                                   joined(repeats, ", ") + ".");
        return repeats.empty() ? std::string() : repeats.front();
    }

    /// Before the row that ends `into`; the end of the sheet for none.
    Result<std::size_t> position_in(const std::string& into) const
    {
        if (into.empty()) return survey_.row_count();
        std::vector<std::string> open;
        for (std::size_t row = 1; row < survey_.row_count(); ++row) {
            const std::string type = replaced_all(lower_ascii(collapsed(survey_.cell(row, "type"))), " ", "_");
            if (type.starts_with("begin_")) {
                open.emplace_back(survey_.cell(row, "name"));
            } else if (type.starts_with("end_") && !open.empty()) {
                if (open.back() == into) return row;
                open.pop_back();
            }
        }
        return failure(ErrorKind::Invalid, "The form has no group or repeat '" + into + "'.");
    }

    Cells cells_of(const LibraryQuestion& question) const
    {
        Cells cells{{"type", question.type}, {"name", question.name}};
        for (const auto& [stem, column] : translated) {
            std::map<std::string, std::string> words;
            for (const auto& [key, text] : question.columns)
                if (const auto named = translated_key(key); named && named->first == stem)
                    words.emplace(named->second, text);
            if (!words.empty()) cells = words_of(std::move(cells), words, std::string(column));
        }
        for (const auto& [key, text] : question.columns)
            // A column of ours that other programs do not know is not brought into a form that does without.
            if (!translated_key(key) && (key != "sensitivity" || survey_.has_column(key)))
                cells.emplace_back(key, text);
        return cells;
    }

    /// `cells` with a column of words in each language of the form.
    Cells words_of(Cells cells, const std::map<std::string, std::string>& words, const std::string& column) const
    {
        for (const std::string& language : languages_) {
            const bool is_named = !language.empty() && language != "default";
            const std::string code = is_named ? language_code(language) : request_.language;
            const auto found = words.find(code);
            cells.emplace_back(is_named ? column + "::" + language : column,
                               found == words.end() ? words.at("en") : found->second);
        }
        return cells;
    }

    Result<void> insert_choices(const LibraryInstrument& instrument)
    {
        std::set<std::string> lists;
        for (const LibraryQuestion& question : instrument.survey)
            if (const auto parts = words(question.type); parts.size() == 2 && parts[0].starts_with("select"))
                lists.emplace(parts[1]);
        if (lists.empty()) return {};
        FragmentSheet choices(made_.workbook, "choices", {"list_name", "name"});
        std::vector<Cells> rows;
        for (const LibraryChoice& choice : instrument.choices) {
            if (!lists.contains(choice.list)) continue; // names of groups in results, not asked
            if (choices.find("list_name", choice.list))
                return failure(ErrorKind::Invalid, "The form has a choice list '" + choice.list + "' already.");
            rows.push_back(words_of({{"list_name", choice.list}, {"name", choice.name}}, choice.labels, "label"));
        }
        choices.append(rows);
        return {};
    }

    void insert_indicators()
    {
        FragmentSheet sheet(made_.workbook, "indicators", {"name"});
        std::vector<Cells> rows;
        for (const LibraryIndicator* indicator : indicators_)
            if (!sheet.find("name", indicator->definition.name) && added_.insert(indicator->definition.name).second)
                rows.push_back(words_of({{"name", indicator->definition.name}}, indicator->definition.labels, "label"));
        sheet.append(rows);
        for (const LibraryIndicator* indicator : indicators_)
            if (const IndicatorDefinition& definition = indicator->definition; definition.aggregate)
                made_.notes.push_back("'" + definition.name + "' puts records together to one " +
                                      definition.unit_of_analysis +
                                      ": name the question that tells which in the "
                                      "sheet design, as the setting " +
                                      definition.unit_of_analysis + ".");
        if (disaggregations_.empty()) return;
        FragmentSheet groups(made_.workbook, "disaggregation", {"name"});
        rows.clear();
        for (const DisaggregationDefinition* definition : disaggregations_)
            if (!groups.find("name", definition->name))
                rows.push_back(words_of({{"name", definition->name}}, definition->labels, "label"));
        groups.append(rows);
    }

    /// What was made must be read without errors; a fault of the library or of the form's columns is found here, not in
    /// the field.
    Result<void> check() const
    {
        for (const Diagnostic& diagnostic : read_xlsform(made_.workbook).diagnostics)
            if (diagnostic.severity == Severity::Error)
                return failure(ErrorKind::Invalid, "The workbook would not load any more: " + to_line(diagnostic));
        return {};
    }

    const FormDefinition& form_;
    const InsertionRequest& request_;
    Insertion made_;
    FragmentSheet survey_;
    std::set<std::string> questions_, added_;
    std::vector<std::string> languages_; // those of the form; one without a name where it has none
    std::vector<const LibraryInstrument*> instruments_;
    std::vector<const LibraryIndicator*> indicators_;
    std::vector<const DisaggregationDefinition*> disaggregations_;
    std::string person_repeat_; // made here, for the next instrument that is asked of each person
};

} // namespace

Result<Insertion> with_indicators(const Workbook& workbook, const FormDefinition& form, const InsertionRequest& request)
{
    return IndicatorInsertion(workbook, form, request).insert();
}

} // namespace mahalla
