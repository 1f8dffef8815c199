#include "indicator/indicator_library.h"

#include "base/check.h"
#include "indicator/column_expression.h"

#include <algorithm>
#include <set>

namespace mahalla {

namespace embedded {

/// The files of assets/indicators, in the order of their names.
std::span<const std::string_view> indicator_files();

} // namespace embedded

namespace {

tl::unexpected<Error> in_instrument(const LibraryInstrument& instrument, const std::string& message)
{
    return failure(ErrorKind::Invalid, "instrument '" + instrument.name + "': " + message);
}

/// Looks for names that stand for two things, and for names that stand for nothing.
class LibraryCheck {
public:
    explicit LibraryCheck(const IndicatorLibrary& library) : library_(library) {}

    Result<void> check()
    {
        for (const LibraryInstrument& instrument : library_.instruments())
            if (auto unique = take_names(instrument); !unique) return unique;
        for (const LibraryInstrument& instrument : library_.instruments())
            if (auto sound = check_formulas(instrument); !sound) return sound;
        return {};
    }

private:
    Result<void> take_names(const LibraryInstrument& instrument)
    {
        const auto take = [&](std::set<std::string>& names, const std::string& name) -> Result<void> {
            if (names.insert(name).second) return {};
            return in_instrument(instrument, "the name '" + name + "' is taken");
        };
        if (auto done = take(instruments_, instrument.name); !done) return done;
        for (const LibraryQuestion& question : instrument.survey)
            if (question.is_answered())
                if (auto done = take(values_, question.name); !done) return done;
        for (const LibraryFormula& formula : instrument.formulas)
            if (auto done = take(values_, formula.name); !done) return done;
        for (const LibraryIndicator& indicator : instrument.indicators)
            if (auto done = take(indicators_, indicator.definition.name); !done) return done;
        for (const DisaggregationDefinition& definition : instrument.disaggregations)
            if (auto done = take(disaggregations_, definition.name); !done) return done;
        return {};
    }

    Result<void> check_formulas(const LibraryInstrument& instrument)
    {
        for (const std::string& used : instrument.uses)
            if (!library_.find_instrument(used)) return in_instrument(instrument, "there is no '" + used + "' to use");
        known_.clear();
        for (const LibraryInstrument* reached : library_.reach_of(instrument)) {
            for (const LibraryQuestion& question : reached->survey)
                if (question.is_answered()) known_.insert(question.name);
            if (reached == &instrument) continue;
            for (const LibraryFormula& formula : reached->formulas) known_.insert(formula.name);
        }
        // A formula reads those above it: so none depends on itself.
        for (const LibraryFormula& formula : instrument.formulas) {
            if (auto sound = check_expression(instrument, formula.expression); !sound) return sound;
            known_.insert(formula.name);
        }
        for (const LibraryIndicator& indicator : instrument.indicators)
            for (const std::string& expression :
                 {indicator.definition.value, indicator.definition.denominator, indicator.definition.universe})
                if (auto sound = check_expression(instrument, expression); !sound) return sound;
        for (const DisaggregationDefinition& definition : instrument.disaggregations)
            if (auto sound = check_expression(instrument, definition.value); !sound) return sound;
        return {};
    }

    Result<void> check_expression(const LibraryInstrument& instrument, const std::string& expression) const
    {
        if (expression.empty()) return {};
        const auto names = column_names_in(expression);
        if (!names) return in_instrument(instrument, "`" + expression + "`: " + names.error().message);
        for (const std::string& name : *names)
            if (!known_.contains(name))
                return in_instrument(instrument,
                                     "`" + expression + "` reads '" + name + "', which does not stand above");
        return {};
    }

    const IndicatorLibrary& library_;
    std::set<std::string> instruments_, values_, indicators_, disaggregations_;
    std::set<std::string> known_; // what the instrument's expressions may read
};

} // namespace

Result<IndicatorLibrary> IndicatorLibrary::create(std::span<const std::string_view> files)
{
    IndicatorLibrary library;
    for (std::size_t i = 0; i < files.size(); ++i) {
        auto instrument = read_library_instrument(files[i]);
        if (!instrument)
            return failure(ErrorKind::Invalid, "file " + std::to_string(i + 1) + ": " + instrument.error().message);
        library.instruments_.push_back(*std::move(instrument));
    }
    if (auto sound = LibraryCheck(library).check(); !sound) return tl::unexpected(sound.error());
    return library;
}

const IndicatorLibrary& IndicatorLibrary::shipped()
{
    static const IndicatorLibrary library = [] {
        auto read = create(embedded::indicator_files());
        MAHALLA_CHECK(read); // the tests read every file
        return *std::move(read);
    }();
    return library;
}

const LibraryInstrument* IndicatorLibrary::find_instrument(std::string_view name) const
{
    for (const LibraryInstrument& instrument : instruments_)
        if (instrument.name == name) return &instrument;
    return nullptr;
}

const LibraryIndicator* IndicatorLibrary::find_indicator(std::string_view name) const
{
    for (const LibraryInstrument& instrument : instruments_)
        for (const LibraryIndicator& indicator : instrument.indicators)
            if (indicator.definition.name == name) return &indicator;
    return nullptr;
}

const DisaggregationDefinition* IndicatorLibrary::find_disaggregation(std::string_view name) const
{
    for (const LibraryInstrument& instrument : instruments_)
        for (const DisaggregationDefinition& definition : instrument.disaggregations)
            if (definition.name == name) return &definition;
    return nullptr;
}

std::vector<const LibraryInstrument*> IndicatorLibrary::reach_of(const LibraryInstrument& instrument) const
{
    std::vector<const LibraryInstrument*> reached{&instrument};
    for (std::size_t i = 0; i < reached.size(); ++i)
        for (const std::string& used : reached[i]->uses)
            if (const LibraryInstrument* found = find_instrument(used);
                found && std::find(reached.begin(), reached.end(), found) == reached.end())
                reached.push_back(found);
    return reached;
}

std::vector<std::string> IndicatorLibrary::indicator_names() const
{
    std::vector<std::string> names;
    for (const LibraryInstrument& instrument : instruments_)
        for (const LibraryIndicator& indicator : instrument.indicators) names.push_back(indicator.definition.name);
    return names;
}

std::vector<std::string> IndicatorLibrary::disaggregation_names() const
{
    std::vector<std::string> names;
    for (const LibraryInstrument& instrument : instruments_)
        for (const DisaggregationDefinition& definition : instrument.disaggregations) names.push_back(definition.name);
    return names;
}

} // namespace mahalla
