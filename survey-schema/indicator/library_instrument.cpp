#include "indicator/library_instrument.h"

#include "base/text.h"
#include "indicator/library_text.h"

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

constexpr std::array<std::string_view, 3> languages{"en", "fr", "ar"};

std::string in_line(const LibraryParagraph& paragraph, const std::string& message)
{
    return "line " + std::to_string(paragraph.line) + ": " + message;
}

std::map<std::string, std::string> labels_of(const LibraryParagraph& paragraph)
{
    std::map<std::string, std::string> labels;
    for (const std::string_view language : languages)
        if (const auto words = paragraph.field(language); !words.empty()) labels.emplace(language, words);
    return labels;
}

/// A label in each language, or which is missing.
Result<std::map<std::string, std::string>> whole_labels_of(const LibraryParagraph& paragraph)
{
    auto labels = labels_of(paragraph);
    if (labels.size() != languages.size())
        return failure(ErrorKind::Invalid, in_line(paragraph, "a label in en, fr and ar was expected"));
    return labels;
}

bool is_yes(std::string_view word) { return word == "yes"; }

/// Reads the pages of one file into an instrument.
class InstrumentReader {
public:
    Result<LibraryInstrument> read(const std::vector<LibraryPage>& pages)
    {
        for (const LibraryPage& page : pages)
            for (const LibraryParagraph& paragraph : page.paragraphs)
                if (auto done = read_paragraph(page.name, paragraph); !done) return tl::unexpected(done.error());
        for (const auto& [text, field] :
             {std::pair("name", &made_.name), std::pair("version", &made_.version), std::pair("source", &made_.source),
              std::pair("licence", &made_.licence), std::pair("missing", &made_.missing_rule)})
            if (field->empty()) return failure(ErrorKind::Invalid, "the page instrument has no " + std::string(text));
        return std::move(made_);
    }

private:
    Result<void> read_paragraph(const std::string& page, const LibraryParagraph& paragraph)
    {
        if (page == "instrument") return read_instrument(paragraph);
        if (page == "survey") return read_question(paragraph);
        if (page == "choices") return read_choices(paragraph);
        if (page == "formulas" || page == "settings") return read_formula(paragraph, page == "settings");
        if (page == "indicators" || page == "flags") return read_indicator(paragraph, page == "flags");
        if (page == "disaggregation") return read_disaggregation(paragraph);
        return failure(ErrorKind::Invalid, in_line(paragraph, "the page '" + page + "' is unknown"));
    }

    Result<void> read_instrument(const LibraryParagraph& paragraph)
    {
        MAHALLA_TRY(made_.labels, whole_labels_of(paragraph));
        made_.name = paragraph.field("name");
        made_.version = paragraph.field("version");
        made_.unit = paragraph.field("unit_of_analysis");
        made_.is_asked_of_each_person = paragraph.field("asked_of") == "each_person";
        made_.source = paragraph.field("source");
        made_.licence = paragraph.field("licence");
        made_.missing_rule = paragraph.field("missing");
        made_.to_check = paragraph.field("to_check");
        for (const std::string_view used : words(paragraph.field("uses"))) made_.uses.emplace_back(used);
        for (const char* reason : {"dont_know", "refused", "not_applicable"})
            for (const std::string_view code : words(paragraph.field(reason)))
                made_.missing_codes.emplace(code, *missing_reason_of(reason));
        if (made_.unit.empty()) made_.unit = "household";
        common_.unit_of_analysis = made_.unit;
        take_tags(common_, paragraph);
        return {};
    }

    static void take_tags(IndicatorDefinition& definition, const LibraryParagraph& paragraph)
    {
        const auto take = [&](std::string& field, std::string_view column) {
            if (const auto text = paragraph.field(column); !text.empty()) field = text;
        };
        take(definition.unit_of_analysis, "unit_of_analysis");
        take(definition.dimension, "dimension");
        take(definition.freedom, "freedom");
        take(definition.sdg, "sdg");
        take(definition.universe, "universe");
        if (const auto word = paragraph.field("perception"); !word.empty()) definition.perception = is_yes(word);
        if (const auto word = paragraph.field("sensitive"); !word.empty()) definition.sensitive = is_yes(word);
    }

    Result<void> read_question(const LibraryParagraph& paragraph)
    {
        const auto sides = split(paragraph.head, '|');
        LibraryQuestion question{std::string(trimmed(sides[0])), {}, paragraph.fields};
        if (sides.size() == 2) question.name = trimmed(sides[1]);
        if (question.name.empty()) return failure(ErrorKind::Invalid, in_line(paragraph, "`type | name` was expected"));
        made_.survey.push_back(std::move(question));
        return {};
    }

    Result<void> read_choices(const LibraryParagraph& paragraph)
    {
        for (const std::string& entry : paragraph.entries) {
            const auto parts = split(entry, '|');
            if (parts.size() != 1 + languages.size())
                return failure(ErrorKind::Invalid,
                               in_line(paragraph, "`code | English | French | Arabic` was expected"));
            LibraryChoice choice{paragraph.head, std::string(trimmed(parts[0])), {}};
            for (std::size_t i = 0; i < languages.size(); ++i)
                choice.labels.emplace(languages[i], trimmed(parts[i + 1]));
            made_.choices.push_back(std::move(choice));
        }
        return {};
    }

    Result<void> read_formula(const LibraryParagraph& paragraph, bool is_setting)
    {
        LibraryFormula formula{paragraph.head, std::string(paragraph.field("value")),
                               std::string(paragraph.field("what")), is_setting};
        if (formula.expression.empty() || formula.what.empty())
            return failure(ErrorKind::Invalid, in_line(paragraph, "a formula has a value and a what"));
        made_.formulas.push_back(std::move(formula));
        return {};
    }

    Result<void> read_indicator(const LibraryParagraph& paragraph, bool is_flag)
    {
        LibraryIndicator indicator{common_, std::string(paragraph.field("cut_offs")), is_flag};
        IndicatorDefinition& definition = indicator.definition;
        definition.name = paragraph.head;
        MAHALLA_TRY(definition.labels, whole_labels_of(paragraph));
        take_tags(definition, paragraph);
        definition.value = paragraph.field("value");
        definition.denominator = paragraph.field("denominator");
        definition.library = LibraryUse{made_.name, {}, {}};
        const std::string word(paragraph.field("statistic"));
        if (const auto statistic = statistic_of(word.empty() ? "proportion" : word))
            definition.statistic = *statistic;
        else
            return failure(ErrorKind::Invalid, in_line(paragraph, "the statistic '" + word + "' is unknown"));
        if (definition.statistic == Statistic::Quantile) definition.probabilities = {0.5};
        if (paragraph.field("aggregate") == "area_phase") definition.aggregate = Aggregate::AreaPhase;
        if (definition.value.empty()) return failure(ErrorKind::Invalid, in_line(paragraph, "there is no value"));
        made_.indicators.push_back(std::move(indicator));
        return {};
    }

    Result<void> read_disaggregation(const LibraryParagraph& paragraph)
    {
        DisaggregationDefinition definition;
        definition.name = paragraph.head;
        MAHALLA_TRY(definition.labels, whole_labels_of(paragraph));
        definition.value = paragraph.field("value");
        definition.library = LibraryUse{made_.name, {}, {}};
        // Its categories are those of a list; lists stand before.
        for (const LibraryChoice& choice : made_.choices)
            if (choice.list == paragraph.field("list_name"))
                definition.categories.push_back({choice.name, choice.labels, {}});
        if (definition.value.empty() || definition.categories.empty())
            return failure(ErrorKind::Invalid,
                           in_line(paragraph, "a value and a list_name that is there are expected"));
        made_.disaggregations.push_back(std::move(definition));
        return {};
    }

    LibraryInstrument made_;
    IndicatorDefinition common_; // what the instrument says for all its indicators
};

} // namespace

Result<LibraryInstrument> read_library_instrument(std::string_view text)
{
    MAHALLA_TRY(const std::vector<LibraryPage> pages, read_library_text(text));
    return InstrumentReader().read(pages);
}

bool LibraryQuestion::is_answered() const
{
    const auto kind = words(type).front();
    return kind == "integer" || kind == "decimal" || kind == "date" || kind == "select_one" ||
           kind == "select_multiple";
}

const LibraryQuestion* LibraryInstrument::find_question(std::string_view question) const
{
    for (const LibraryQuestion& row : survey)
        if (row.name == question && row.is_answered()) return &row;
    return nullptr;
}

const LibraryFormula* LibraryInstrument::find_formula(std::string_view formula) const
{
    for (const LibraryFormula& known : formulas)
        if (known.name == formula) return &known;
    return nullptr;
}

} // namespace mahalla
