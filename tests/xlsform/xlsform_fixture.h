#pragma once
#include "workbook/read_workbook.h"
#include "xform/write_xform.h"
#include "xlsform/read_xlsform.h"

#include <algorithm>
#include <string>

namespace mahalla::test {

/// A questionnaire written as Markdown tables, read.
inline FormReading read_markdown_form(std::string_view tables, const XlsformOptions& options = {})
{
    auto reading = read_workbook(as_bytes(tables), "form.md");
    if (!reading) return {nullptr, {{Severity::Error, "", 0, "", "workbook", reading.error().message, ""}}};
    return read_xlsform(reading->workbook, options);
}

/// `xml` without the line breaks and indents between its tags.
inline std::string without_indents(std::string_view xml)
{
    std::string out;
    for (std::size_t i = 0; i < xml.size(); ++i) {
        const std::size_t next = xml.find_first_not_of(" \n", i);
        const bool is_indent = xml[i] == '\n' && next != std::string_view::npos && xml[next] == '<';
        if (is_indent) i = next;
        out += xml[i];
    }
    return out;
}

/// The same, as the XForm that other programs read; the diagnostics where there is none.
inline std::string xform_of(std::string_view tables)
{
    const FormReading reading = read_markdown_form(tables);
    if (reading.form) return without_indents(write_xform(*reading.form));
    std::string lines;
    for (const Diagnostic& diagnostic : reading.diagnostics) lines += to_line(diagnostic) + "\n";
    return lines;
}

inline bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// The first diagnostic with this code; null where there is none.
inline const Diagnostic* find(const FormReading& reading, std::string_view code)
{
    const auto found = std::find_if(reading.diagnostics.begin(), reading.diagnostics.end(),
                                    [&](const Diagnostic& diagnostic) { return diagnostic.code == code; });
    return found == reading.diagnostics.end() ? nullptr : &*found;
}

} // namespace mahalla::test
