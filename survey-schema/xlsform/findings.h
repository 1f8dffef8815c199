#pragma once
#include "base/diagnostic.h"

#include <string>
#include <string_view>

namespace mahalla {

/// A place in a workbook. `row` 0 means the sheet as a whole, an empty column the row as a whole.
struct Place {
    std::string sheet;
    int row = 0;
    std::string column;
};

/// What reading a workbook has found so far. All of it is kept: a person mends a questionnaire in one go, not one
/// mistake a run. Beyond `count_max` further ones are counted only, so that a hostile workbook cannot fill the memory.
class Findings {
public:
    static constexpr std::size_t count_max = 1000;

    explicit Findings(Faults faults = Faults::Refuse) : faults_(faults) {}

    /// A fault that has a repair. Strictly it is an error, with `help`; leniently a warning whose help says what was
    /// `done` about it. True where the caller is to go on with what was done.
    bool mend(const Place& place, std::string_view code, std::string message, std::string help, std::string done);
    /// Whether faults that have a repair are repaired: for repairs that need work before the fault is met.
    bool mends() const { return faults_ == Faults::Mend; }
    /// A fault that nobody can repair but the author.
    void error(const Place& place, std::string_view code, std::string message, std::string help = {});
    void warning(const Place& place, std::string_view code, std::string message, std::string help = {});

    /// `Did you mean "age"?`, or `otherwise` where nothing is near. The words compared are counted over the whole
    /// workbook: once they are many, nothing is suggested any more, for each costs a comparison of all letters.
    std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates,
                             std::string otherwise = {});

    bool has_errors() const { return errors_ > 0; }
    /// Everything found, sheet by sheet in the order they were read.
    Diagnostics take();

private:
    void add(Severity severity, const Place& place, std::string_view code, std::string message, std::string help);

    Faults faults_;
    Diagnostics diagnostics_;
    std::size_t errors_ = 0;
    std::size_t left_out_ = 0;
    std::size_t compared_ = 0;
};

} // namespace mahalla
