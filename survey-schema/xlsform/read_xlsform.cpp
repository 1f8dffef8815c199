#include "xlsform/read_xlsform.h"

#include "base/text.h"
#include "form/external_choices.h"
#include "xlsform/feature_report.h"
#include "xlsform/form_assembly.h"
#include "xlsform/reference_checks.h"
#include "xlsform/repairs.h"
#include "xlsform/survey_reader.h"
#include "xlsform/xlsform_settings.h"

#include <algorithm>
#include <array>
#include <set>

namespace mahalla {

namespace {

constexpr std::array sheet_names = {"survey", "choices", "settings", "entities", "external_choices", "osm"};
constexpr std::array own_sheet_names = {"indicators", "disaggregation", "design", "publication"};

bool is_one_of(std::string_view name, const auto& names)
{
    return std::any_of(names.begin(), names.end(),
                       [&](const char* known) { return equal_ignoring_ascii_case(trimmed(name), known); });
}

/// Another spelling of "list_name": "List Names", "listname", "list".
bool is_like_list_name(std::string_view header)
{
    const std::string word = loosely(header);
    return word == "list" || word == "lists" || word == "choicelist" || edit_distance(word, "listname") <= 2;
}

/// One run over one workbook, from sheets to the draft.
class XlsformReader {
public:
    XlsformReader(const Workbook& workbook, const XlsformOptions& options)
        : workbook_(workbook), options_(options), findings_(options.faults)
    {}

    FormReading read()
    {
        read_sheets();
        if (survey_.columns.empty()) {
            std::vector<std::string> names;
            for (const Sheet& sheet : workbook_.sheets) names.push_back(sheet.name);
            findings_.error({"survey", 0, ""}, "sheet-missing", "The workbook has no sheet \"survey\".",
                            findings_.did_you_mean("survey", names, "Add it: it holds the questions, one a row."));
            return {nullptr, findings_.take()};
        }
        return read_form();
    }

private:
    XlsformTable table(const char* name, const ColumnNames& names, Spaces spaces = Spaces::Keep)
    {
        const Sheet* sheet = workbook_.sheet(name);
        if (sheet == nullptr) sheet = stand_in_for(name, names);
        return sheet == nullptr ? empty_table(name) : read_table(*sheet, name, names, spaces, findings_);
    }
    static XlsformTable empty_table(const char* name)
    {
        XlsformTable table;
        table.sheet = name;
        return table;
    }

    const Sheet* stand_in_for(std::string_view name, const ColumnNames& names);
    void mend_list_name(XlsformTable& table);
    void read_sheets();
    void keep_other_sheets();
    void keep_external_choices();
    FormReading read_form();
    std::string root_name();
    void tell_of_other_lists(Findings& found);
    void add_metadata(SurveyTree& tree, std::optional<Element> audit);
    void check_geometry(SurveyTree& tree, const ChoiceLists& lists, const EntityDeclarations& entities);
    void warn_of_unused_lists(const ChoiceLists& lists, const SurveyTree& tree);
    void check_default_language(const FormLanguages& languages);

    const Workbook& workbook_;
    const XlsformOptions& options_;
    Findings findings_;
    std::set<const Sheet*> stand_ins_; ///< Sheets of other names that are read as the survey or the choices.
    XlsformTable survey_, choices_, settings_table_, entities_, external_choices_, osm_;
    XlsformSettings settings_;
    FormDraft draft_;
};

/// The sheet to be read where none has the name: the only one whose headers are those of a survey, or of choices.
const Sheet* XlsformReader::stand_in_for(std::string_view name, const ColumnNames& names)
{
    if (!findings_.mends() || (name != "survey" && name != "choices")) return nullptr;
    const auto has = [&](const Sheet& sheet, std::string_view column) {
        const std::vector<std::string>& header = sheet.rows.front().cells;
        return std::any_of(header.begin(), header.end(), [&](const std::string& cell) {
            const std::string word = snake_case(cell);
            const auto alias = names.aliases.find(word);
            return column == "list_name" ? is_like_list_name(word)
                                         : (alias == names.aliases.end() ? word : alias->second.front()) == column;
        });
    };
    const Sheet* only = nullptr;
    for (const Sheet& sheet : workbook_.sheets) {
        if (sheet.rows.empty() || is_one_of(sheet.name, sheet_names) || is_one_of(sheet.name, own_sheet_names))
            continue;
        if (!has(sheet, "name") || !has(sheet, name == "survey" ? "type" : "list_name")) continue;
        if (only != nullptr) return nullptr;
        only = &sheet;
    }
    if (only == nullptr) return nullptr;
    stand_ins_.insert(only);
    findings_.mend({std::string(name), 0, ""}, "sheet-missing",
                   "The workbook has no sheet \"" + std::string(name) + "\".", "",
                   "The sheet \"" + only->name + "\" is read as it, for its headers are the same.");
    return only;
}

/// Choices without a column list_name: the column that is nearest to it in spelling is taken for it.
void XlsformReader::mend_list_name(XlsformTable& table)
{
    if (!findings_.mends() || table.rows.empty() || table.has_column("list_name")) return;
    const auto column = std::find_if(table.columns.begin(), table.columns.end(), [](const TableColumn& candidate) {
        return is_like_list_name(candidate.path.front());
    });
    if (column == table.columns.end()) return;
    column->path = {"list_name"};
    findings_.mend({table.sheet, 1, column->header}, "column-missing", "The sheet has no column \"list_name\".", "",
                   "The column \"" + column->header + "\" is read as it.");
}

void XlsformReader::read_sheets()
{
    settings_table_ = table("settings", ColumnNames::settings());
    settings_ = XlsformSettings::read(settings_table_, findings_);
    choices_ = table("choices", ColumnNames::choices());
    mend_list_name(choices_);
    external_choices_ = table("external_choices", ColumnNames::choices());
    osm_ = table("osm", ColumnNames::choices());
    entities_ = table("entities", ColumnNames::entities());
    const Spaces spaces =
        settings_.is_yes_unless("clean_text_values", true, findings_) ? Spaces::Collapse : Spaces::Keep;
    // A workbook of one sheet is a survey, whatever its name.
    const bool only_sheet = workbook_.sheets.size() == 1 && !is_one_of(workbook_.sheets.front().name, sheet_names);
    survey_ = only_sheet ? read_table(workbook_.sheets.front(), "survey", ColumnNames::survey(), spaces, findings_)
                         : table("survey", ColumnNames::survey(), spaces);
    if (!only_sheet) keep_other_sheets();
    keep_external_choices();
}

void XlsformReader::keep_external_choices()
{
    if (external_choices_.rows.empty()) return;
    ExtraSheet kept;
    kept.name = external_choices_sheet;
    std::map<const TableColumn*, std::size_t> places;
    for (const TableColumn& column : external_choices_.columns) {
        places.emplace(&column, kept.header.size());
        const bool is_media = column.path.size() > 1 && column.path.front() == "media";
        kept.header.push_back(joined({column.path.begin() + (is_media ? 1 : 0), column.path.end()}, "::"));
    }
    for (const TableRow& row : external_choices_.rows) {
        std::vector<std::string>& cells = kept.rows.emplace_back(kept.header.size());
        for (const XlsformCell& cell : row.cells) cells[places.at(cell.column)] = cell.text;
        kept.row_numbers.push_back(row.number);
    }
    draft_.extra_sheets.push_back(std::move(kept));
}

void XlsformReader::keep_other_sheets()
{
    std::vector<std::string> known(sheet_names.begin(), sheet_names.end());
    known.insert(known.end(), own_sheet_names.begin(), own_sheet_names.end());
    for (const Sheet& sheet : workbook_.sheets) {
        if (workbook_.sheet(trimmed(sheet.name)) != &sheet && !sheet.name.starts_with('_')) {
            findings_.warning({sheet.name, 0, ""}, "sheet-unused",
                              "There is another sheet of this name; this one is not read.",
                              "Move its rows into the first, or begin its name with an underscore.");
            continue;
        }
        const bool is_read = is_one_of(sheet.name, sheet_names) || stand_ins_.contains(&sheet);
        if (is_read || sheet.name.starts_with('_')) continue;
        if (!is_one_of(sheet.name, own_sheet_names)) {
            findings_.warning(
                {sheet.name, 0, ""}, "sheet-unused", "This sheet is kept, not used here.",
                findings_.did_you_mean(sheet.name, known,
                                       "Begin its name with an underscore, and nothing is said about it."));
            continue;
        }
        ExtraSheet kept;
        kept.name = lower_ascii(trimmed(sheet.name));
        for (const SheetRow& row : sheet.rows) {
            if (&row == &sheet.rows.front()) {
                for (const std::string& cell : row.cells) kept.header.emplace_back(trimmed(cell));
                continue;
            }
            std::vector<std::string>& cells = kept.rows.emplace_back();
            for (std::size_t i = 0; i < kept.header.size(); ++i) cells.emplace_back(trimmed(row.cell(i)));
            kept.row_numbers.push_back(row.number);
        }
        draft_.extra_sheets.push_back(std::move(kept));
    }
}

/// These lists may be long, and other programs forgive them everything: each kind of fault is told once, as a warning.
void XlsformReader::tell_of_other_lists(Findings& found)
{
    std::set<std::pair<std::string, std::string>> told;
    for (const Diagnostic& fault : found.take())
        if (told.emplace(fault.sheet, fault.code).second)
            findings_.warning({fault.sheet, fault.row, fault.column}, fault.code, fault.message, fault.help);
}

std::string XlsformReader::root_name()
{
    const std::string& written = settings_.text("name");
    const std::size_t colon = written.find(':');
    const bool has_known_prefix =
        colon == std::string::npos || settings_.namespaces().uri(std::string_view(written).substr(0, colon));
    const bool is_valid = written.empty() || (is_xml_name(written) && has_known_prefix);
    if (!is_valid)
        findings_.mend(settings_.place("name"), "name-invalid", "The setting \"name\" cannot name the record's root.",
                       "Begin with a letter or underscore; then letters, digits, underscores, hyphens and periods.",
                       "Left out.");
    if (!options_.root_name.empty()) return options_.root_name;
    return written.empty() || !is_valid ? "data" : written;
}

void XlsformReader::add_metadata(SurveyTree& tree, std::optional<Element> audit)
{
    const auto computed = [](const char* name) {
        Element element;
        element.type = "calculate";
        element.name = name;
        element.sheet = "settings";
        element.bind = {{"type", "string", ""}};
        return element;
    };
    Element meta;
    meta.kind = ElementKind::Group;
    meta.name = "meta";
    meta.is_shown = false;
    const ElementIndex index = tree.add(tree.root(), std::move(meta));
    if (audit) tree.add(index, *std::move(audit));
    const bool omits_id = settings_.is_yes_unless("omit_instanceid", false, findings_);
    const bool needs_id = omits_id && !settings_.text("public_key").empty();
    if (needs_id)
        findings_.mend(settings_.place("omit_instanceid"), "setting-invalid", "Encrypted records need an instance id.",
                       "Remove omit_instanceID.", "The id is not omitted.");
    if (!omits_id || needs_id) {
        Element id = computed("instanceID");
        id.bind.push_back({"readonly", "true()", ""});
        id.bind.push_back({"jr:preload", settings_.text("instance_id").empty() ? "uid" : settings_.text("instance_id"),
                           "instance_id"});
        tree.add(index, std::move(id));
    }
    if (settings_.text("instance_name").empty()) return;
    Element name = computed("instanceName");
    name.row = settings_.place("instance_name").row;
    name.bind.push_back({"calculate", settings_.text("instance_name"), settings_.place("instance_name").column});
    tree.add(index, std::move(name));
}

void XlsformReader::check_geometry(SurveyTree& tree, const ChoiceLists& lists, const EntityDeclarations& entities)
{
    // Files that only pulldata() reads have no geometries to be shown.
    std::set<std::string> files;
    for (const ElementIndex index : tree.in_document_order()) {
        if (tree[index].kind == ElementKind::External) files.insert(tree[index].name);
        if (!tree[index].choices.extension().empty()) files.insert(tree[index].choices.instance_id());
    }
    for (const ElementIndex index : tree.in_document_order()) {
        Element& element = tree[index];
        const std::string source = element.choices.list_name;
        const bool is_position = element.type == "geopoint" || element.type == "geotrace" || element.type == "geoshape";
        if (!is_position || source.empty()) continue;
        const bool is_file = files.contains(source);
        const std::string question = only_reference(source);
        const ElementIndex named = tree.meant_by(question, index);
        const bool is_repeat = named != no_element && tree[named].kind == ElementKind::Repeat;
        if (is_file || is_repeat || lists.find(source) != nullptr || entities.has(source)) continue;
        const bool mended =
            findings_.mend({"survey", element.row, "parameters"}, "reference-geometry-unknown",
                           "\"" + source + "\" is no list, file or repeat with geometries.",
                           findings_.did_you_mean(source, lists.names(),
                                                  "Name a choice list, a file of the form, or a repeat: ${name}."),
                           "No geometries are shown.");
        if (mended) element.choices = {};
    }
}

void XlsformReader::warn_of_unused_lists(const ChoiceLists& lists, const SurveyTree& tree)
{
    // A list may also be used by an expression, which names it between quotation marks: instance('list').
    std::set<std::string, std::less<>> quoted;
    const auto note_quoted = [&](std::string_view text) {
        for (std::size_t open = text.find_first_of("'\""); open != std::string_view::npos;) {
            const std::size_t close = text.find(text[open], open + 1);
            if (close == std::string_view::npos) return;
            quoted.emplace(text.substr(open + 1, close - open - 1));
            open = text.find_first_of("'\"", close + 1);
        }
    };
    for (const ElementIndex index : tree.in_document_order()) {
        for (const WrittenValue& value : tree[index].bind) note_quoted(value.text);
        for (const LocalText* text : {&tree[index].label, &tree[index].hint}) {
            note_quoted(text->plain);
            for (const auto& [language, words] : text->translations) note_quoted(words);
        }
        note_quoted(tree[index].choices.filter);
        note_quoted(tree[index].default_value);
    }
    for (const ChoiceList& list : lists.all())
        if (!list.is_used && !quoted.contains(list.name))
            findings_.warning({"choices", list.choices.front().row, "list_name"}, "choice-list-unused",
                              "No question uses the list \"" + list.name + "\".", "Remove it if it is a leftover.");
}

/// "English" beside a column label::English (en) is the commonest mistake: the form then begins in another language.
void XlsformReader::check_default_language(const FormLanguages& languages)
{
    const std::string& wanted = settings_.text("default_language");
    if (wanted.empty() || languages.names().empty() || languages.default_is_used()) return;
    const auto may_be_meant = [&](const std::string& language) {
        const std::string lower = lower_ascii(language), asked = lower_ascii(wanted);
        return lower.starts_with(asked) || asked.starts_with(lower) ||
               lower.find("(" + asked + ")") != std::string::npos;
    };
    const auto meant = std::find_if(languages.names().begin(), languages.names().end(), may_be_meant);
    findings_.warning(
        settings_.place("default_language"), "default-language-unknown",
        "No column is in the language \"" + wanted + "\"; \"" + languages.names().front() + "\" is shown first.",
        meant != languages.names().end()
            ? "Did you mean \"" + *meant + "\"?"
            : findings_.did_you_mean(wanted, languages.names(), "Write one of the languages as the columns do."));
}

FormReading XlsformReader::read_form()
{
    SurveyTree tree(root_name(), options_.faults);
    ChoiceLists lists =
        ChoiceLists::read(choices_, settings_.is_yes_unless("allow_choice_duplicates", false, findings_), findings_);
    Findings of_other_lists;
    const ChoiceLists external_lists = ChoiceLists::read(external_choices_, true, of_other_lists);
    const ChoiceLists osm_tags = ChoiceLists::read(osm_, true, of_other_lists);
    tell_of_other_lists(of_other_lists);
    EntityDeclarations entities = EntityDeclarations::read(entities_, findings_);

    const Namespaces namespaces = settings_.namespaces();
    SurveyReader reader(tree, {lists, external_lists, osm_tags, entities, namespaces}, findings_);
    reader.read(survey_);
    if (reader.has_stopped()) return {nullptr, findings_.take()};
    for (const auto& [key, value] : reader.settings()) settings_.set(key, value);
    add_metadata(tree, reader.take_audit());
    const ElementIndex meta = tree[tree.root()].children.back();

    for (const XlsformTable* table : {&settings_table_, &entities_, &survey_, &choices_})
        check_references(*table, tree, findings_);
    report_features(std::array<const XlsformTable*, 6>{&survey_, &choices_, &settings_table_, &entities_,
                                                       &external_choices_, &osm_},
                    findings_);
    Findings unreported;
    std::vector<std::string> instance_ids;
    for (const ChoiceList& list : lists.all()) instance_ids.push_back(list.name);
    for (const SecondaryInstance& file : file_instances(tree, unreported)) instance_ids.push_back(file.id);
    const std::string entities_version = entities.place(tree, meta, instance_ids, findings_);
    warn_of_unused_lists(lists, tree);
    if (tree[meta].children.empty()) tree[tree.root()].children.pop_back();

    settings_.apply(draft_.settings, workbook_.base_name());
    if (!entities_version.empty())
        draft_.settings.model_attributes.push_back({"entities:entities-version", entities_version});
    const std::string& default_language = settings_.text("default_language");
    const FormLanguages languages(tree, lists, default_language.empty() ? "default" : default_language);
    check_default_language(languages);
    draft_.languages = languages.names();
    draft_.settings.default_language_marked = languages.default_is_used();

    // Strictly, what is wrong with geometries is told last; to be mended it must be known before.
    if (findings_.mends()) check_geometry(tree, lists, entities);
    ExpressionReader expressions(tree, namespaces, findings_);
    expressions.find_left_out_calculations();
    assemble_form({tree, lists, languages, expressions}, draft_);
    if (!findings_.mends()) check_geometry(tree, lists, entities);
    for (const WrittenAttribute& attribute : settings_.root_attributes())
        if (expressions.takes_attribute(attribute.name,
                                        {"settings", settings_.place("").row, "attribute::" + attribute.name}))
            draft_.nodes[draft_.add_node(0, attribute.name, ModelNodeKind::Attribute)].default_value = attribute.value;
    for (const char* key : {"prefix", "delimiter"})
        if (!settings_.text(key).empty())
            draft_.nodes[draft_.add_node(0, "odk:" + std::string(key), ModelNodeKind::Attribute)].default_value =
                settings_.text(key);

    if (findings_.has_errors()) return {nullptr, findings_.take()};
    FormReading reading = FormDefinition::create(std::move(draft_), options_.faults);
    Diagnostics found = findings_.take();
    reading.diagnostics.insert(reading.diagnostics.begin(), found.begin(), found.end());
    return reading;
}

} // namespace

FormReading read_xlsform(const Workbook& workbook, const XlsformOptions& options)
{
    XlsformOptions strict = options;
    strict.faults = Faults::Refuse;
    FormReading reading = XlsformReader(workbook, strict).read();
    // A workbook without a fault means what it says: only where that gives no form, anything is mended.
    if (reading.form || options.faults == Faults::Refuse) return reading;
    reading = XlsformReader(workbook, options).read();
    reading.mended = reading.form != nullptr;
    return reading;
}

} // namespace mahalla
