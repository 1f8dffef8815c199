#pragma once
#include <map>
#include <string>
#include <vector>

namespace mahalla::test {

/// A variable as ReadStat's own reader finds it in a file.
struct ReadVariable {
    std::string name, label, format, label_set;
    bool is_text = false;
    std::vector<std::string> missing_values; ///< Declared ones of SPSS.
};

/// A file of SPSS, Stata or SAS, read back. A value is its text; "." with the tag behind it where it is missing.
struct ReadStatistics {
    std::string file_label;
    std::vector<ReadVariable> variables;
    std::vector<std::map<std::string, std::string>> rows;                   ///< By variable.
    std::map<std::string, std::map<std::string, std::string>> value_labels; ///< By label set, value to label.

    const ReadVariable& variable(const std::string& name) const;
    /// The labels of a variable's values.
    std::map<std::string, std::string> labels_of(const std::string& name) const;
};

/// By the ending of `name`: .sav, .dta, .xpt. Fails the test where ReadStat cannot read it.
ReadStatistics read_statistics(const std::string& name, const std::string& content);

} // namespace mahalla::test
