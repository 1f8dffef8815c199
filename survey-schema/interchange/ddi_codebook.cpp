#include "interchange/ddi_codebook.h"

#include "base/text.h"
#include "form/language_tag.h"
#include "indicator/design.h"
#include "interchange/record_sheet.h"
#include "xform/xml_writer.h"

#include <algorithm>

namespace mahalla {

namespace {

class CodebookWriter {
public:
    CodebookWriter(const FormDefinition& form, std::size_t language)
        : form_(form), sheets_(record_sheets(form, {language}))
    {
        languages_.push_back(language);
        for (std::size_t i = 0; i < form.languages().size(); ++i)
            if (i != language) languages_.push_back(i);
        Diagnostics ignored; // whoever checks the form is told of them
        design_ = read_design_sheet(form.find_extra_sheet("design"), ignored);
    }

    std::string write()
    {
        xml_.begin("codeBook");
        xml_.attribute("xmlns", "ddi:codebook:2_5");
        xml_.attribute("version", "2.5");
        write_study();
        for (std::size_t i = 0; i < sheets_.size(); ++i) write_file(i);
        xml_.begin("dataDscr");
        for (std::size_t i = 0; i < sheets_.size(); ++i)
            for (std::size_t k = 0; k < sheets_[i].columns.size(); ++k) write_variable(i, k);
        xml_.end();
        xml_.end();
        return xml_.take();
    }

private:
    void write_study()
    {
        xml_.begin("stdyDscr");
        xml_.begin("citation");
        xml_.begin("titlStmt");
        xml_.leaf("titl", form_.title().empty() ? form_.id() : form_.title());
        xml_.leaf("IDNo", form_.id());
        xml_.end();
        if (!form_.version().empty()) {
            xml_.begin("verStmt");
            xml_.leaf("version", form_.version());
            xml_.end();
        }
        xml_.end();
        xml_.begin("stdyInfo");
        xml_.begin("sumDscr");
        xml_.leaf("anlyUnit", "household");
        for (std::size_t i = 1; i < sheets_.size(); ++i) xml_.leaf("anlyUnit", form_.node(sheets_[i].top).local_name());
        xml_.leaf("dataKind", "survey data");
        xml_.end();
        xml_.end();
        write_method();
        xml_.end();
    }

    void write_method()
    {
        xml_.begin("method");
        xml_.begin("dataColl");
        std::string sampling;
        if (!design_.strata.empty()) sampling += "Strata: " + design_.strata + ". ";
        if (!design_.psu.empty()) sampling += "Sampling units of each stage: " + joined(design_.psu, ", ") + ". ";
        if (!design_.fpc.empty())
            sampling += "Population sizes or sampling fractions: " + joined(design_.fpc, ", ") + ". ";
        if (!sampling.empty()) xml_.leaf("sampProc", trimmed(sampling));
        xml_.leaf("collMode", "face-to-face interview, computer assisted (CAPI)");
        std::string weight = design_.weight.empty() ? "" : "Weight: " + design_.weight + ".";
        if (!design_.calibrations.empty()) weight += " Weights are calibrated to known totals of the population.";
        if (!weight.empty()) xml_.leaf("weight", weight);
        xml_.end();
        xml_.end();
    }

    static std::string file_id(std::size_t sheet) { return "F" + std::to_string(sheet + 1); }

    void write_file(std::size_t sheet)
    {
        xml_.begin("fileDscr");
        xml_.attribute("ID", file_id(sheet));
        xml_.begin("fileTxt");
        xml_.leaf("fileName", sheets_[sheet].name + ".csv");
        xml_.leaf("fileCont", sheet == 0 ? "One line a household"
                                         : "One line a " + std::string(form_.node(sheets_[sheet].top).local_name()) +
                                               "; PARENT_KEY names the line it belongs to");
        xml_.begin("dimensns");
        xml_.leaf("varQnty", std::to_string(sheets_[sheet].columns.size()));
        xml_.end();
        xml_.leaf("fileType", "CSV, UTF-8");
        xml_.end();
        xml_.end();
    }

    template <typename Words> void write_in_languages(const char* element, const Words& words_in)
    {
        std::string first;
        for (const std::size_t language : languages_) {
            const std::string words = words_in(language);
            const std::string code =
                language < form_.languages().size() ? language_tag(form_.languages()[language]) : "";
            // A text that nobody translated is the first one again.
            if (words.empty() || (language != languages_.front() && words == first)) continue;
            if (first.empty()) first = words;
            xml_.begin(element);
            xml_.attribute_unless_empty("xml:lang", code);
            xml_.text(words);
            xml_.end();
        }
    }

    bool is_weight(const SheetColumn& column) const
    {
        return column.question != no_index && !design_.weight.empty() &&
               (column.name == design_.weight || form_.node(column.question).local_name() == design_.weight);
    }

    void write_variable(std::size_t sheet, std::size_t place)
    {
        const SheetColumn& column = sheets_[sheet].columns[place];
        const bool is_key = column.question == no_index;
        const bool is_code = column.kind == SheetColumnKind::Code;
        const bool is_number = column.kind == SheetColumnKind::Whole || column.kind == SheetColumnKind::Decimal;
        const bool is_time = column.kind == SheetColumnKind::Day || column.kind == SheetColumnKind::Clock ||
                             column.kind == SheetColumnKind::Moment;
        xml_.begin("var");
        xml_.attribute("ID", "V" + std::to_string(sheet + 1) + "_" + std::to_string(place + 1));
        xml_.attribute("name", column.name);
        xml_.attribute("files", file_id(sheet));
        xml_.attribute("intrvl", is_number ? "contin" : "discrete");
        if (is_weight(column)) xml_.attribute("wgt", "wgt");
        xml_.attribute("representationType", is_code ? "code" : is_number ? "numeric" : is_time ? "datetime" : "text");
        if (is_key) {
            xml_.leaf("labl",
                      column.kind == SheetColumnKind::Key ? "Key of the line" : "Key of the line it belongs to");
        } else {
            write_in_languages("labl",
                               [&](std::size_t language) { return question_label(form_, column.question, language); });
            write_sensitivity(column.question);
            write_question(column.question);
            write_rules(column.question);
            write_categories(column.question);
        }
        xml_.begin("varFormat");
        xml_.attribute("type", is_number ? "numeric" : "character");
        if (is_time) {
            xml_.attribute("schema", "ISO");
            xml_.attribute("category", column.kind == SheetColumnKind::Clock ? "time" : "date");
        }
        xml_.end();
        xml_.end();
    }

    /// What the author says of the question, or of a group around it: who archives the answers must know.
    void write_sensitivity(ModelIndex question)
    {
        for (ModelIndex at = question; at != no_index; at = form_.node(at).parent)
            for (const WrittenAttribute& column : form_.node(at).columns)
                if (column.name == "sensitivity" && !trimmed(column.value).empty()) {
                    xml_.leaf("security", trimmed(column.value));
                    return;
                }
    }

    void write_question(ModelIndex question)
    {
        for (const ControlIndex index : form_.controls_of(question)) {
            const Control& control = form_.control(index);
            if (control.is_structure() || control.label.is_empty()) continue;
            xml_.begin("qstn");
            write_in_languages("qstnLit",
                               [&](std::size_t language) { return plain_words(form_, control.label, language); });
            write_in_languages("ivuInstr",
                               [&](std::size_t language) { return plain_words(form_, control.hint, language); });
            xml_.end();
        }
    }

    /// What the form's own language says about who is asked, what is allowed and what is computed.
    void write_rules(ModelIndex question)
    {
        const Bind& bind = form_.node(question).bind;
        std::vector<std::string> conditions;
        for (ModelIndex at = question; at != no_index; at = form_.node(at).parent)
            if (const auto& relevant = form_.node(at).bind.relevant)
                conditions.insert(conditions.begin(), relevant->text());
        if (!conditions.empty()) xml_.leaf("universe", joined(conditions, "; and "));
        if (bind.constraint) xml_.leaf("txt", "Constraint: " + bind.constraint->text());
        if (bind.calculate) xml_.leaf("txt", "Computed: " + bind.calculate->text());
    }

    void write_categories(ModelIndex question)
    {
        const Control* select = select_of(form_, question);
        if (select == nullptr) return;
        std::vector<std::vector<LabelledChoice>> lists;
        for (const std::size_t language : languages_) lists.push_back(labelled_choices(form_, *select, language));
        for (std::size_t i = 0; i < lists.front().size(); ++i) {
            xml_.begin("catgry");
            xml_.leaf("catValu", lists.front()[i].value);
            write_in_languages("labl", [&](std::size_t language) {
                const auto place = static_cast<std::size_t>(std::find(languages_.begin(), languages_.end(), language) -
                                                            languages_.begin());
                return lists[place][i].label;
            });
            xml_.end();
        }
    }

    const FormDefinition& form_;
    const std::vector<RecordSheet> sheets_;
    DesignDefinition design_;
    std::vector<std::size_t> languages_;
    XmlWriter xml_;
};

} // namespace

std::string write_ddi_codebook(const FormDefinition& form, std::size_t language)
{
    return CodebookWriter(form, language).write();
}

} // namespace mahalla
