#pragma once
#include "base/text.h"
#include "review/review.h"
#include "xform/read_xform.h"
#include "xlsform/xlsform_fixture.h"

#include <doctest/doctest.h>

#include <string>

namespace mahalla::test {

/// The advice on a questionnaire written as Markdown tables; it must load.
inline Diagnostics advice_on(std::string_view tables)
{
    const FormReading reading = read_markdown_form(tables);
    for (const Diagnostic& diagnostic : reading.diagnostics)
        if (diagnostic.severity == Severity::Error) MESSAGE(to_line(diagnostic));
    REQUIRE(reading.form);
    return review(*reading.form);
}

/// A survey sheet: `columns` beside type, name and label, and rows of cells that begin with them.
inline std::string survey(std::string_view columns, std::string_view rows)
{
    std::string tables = "| survey |\n| | type | name | label |" + std::string(columns) + "\n";
    for (const std::string_view row : split(rows, '\n')) tables += "| | " + std::string(row) + " |\n";
    return tables;
}

/// A choices sheet of the lists that many of these forms use.
inline const char* const choices = "| choices |\n| | list_name | name | label |\n"
                                   "| | sex | male | Man |\n| | sex | female | Woman |\n"
                                   "| | yn | yes | Yes |\n| | yn | no | No |\n"
                                   "| | scale | 1 | Bad |\n| | scale | 2 | Fair |\n| | scale | dk | Unknown |\n"
                                   "| | crop | maize | Maize |\n| | crop | beans | Beans |\n| | crop | none | None |\n";

inline std::size_t count_of(const Diagnostics& advice, std::string_view code)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(advice, [&](const Diagnostic& diagnostic) { return diagnostic.code == code; }));
}

/// The only piece of advice of this code.
inline Diagnostic the(const Diagnostics& advice, std::string_view code)
{
    INFO("code ", std::string(code));
    REQUIRE(count_of(advice, code) == 1);
    return *std::ranges::find_if(advice, [&](const Diagnostic& diagnostic) { return diagnostic.code == code; });
}

/// All lines, for the message of a test that fails.
inline std::string lines_of(const Diagnostics& advice)
{
    std::string lines;
    for (const Diagnostic& diagnostic : advice) lines += to_line(diagnostic) + "\n";
    return lines;
}

/// Nothing is said about this form.
inline void check_silence(std::string_view tables) { CHECK(lines_of(advice_on(tables)) == ""); }

} // namespace mahalla::test
