#include "interchange/variable_list.h"

#include "base/number.h"
#include "base/text.h"
#include "interchange/csv_cell.h"

#include <map>

namespace mahalla {

namespace {

const char* type_of(VariableKind kind)
{
    switch (kind) {
    case VariableKind::Words:
        return "text";
    case VariableKind::Whole:
        return "whole number";
    case VariableKind::Decimal:
        return "number";
    case VariableKind::Day:
        return "date";
    case VariableKind::Clock:
        return "time";
    case VariableKind::Moment:
        return "date and time";
    }
    return "text";
}

std::string text_of(const ValueLabel& label)
{
    const auto* text = std::get_if<std::string>(&label.value);
    return text ? *text : number_to_text(std::get<double>(label.value));
}

/// A text in SAS's quotes; macro signs mean nothing between single ones.
std::string sas_quoted(std::string_view text) { return "'" + replaced_all(text, "'", "''") + "'"; }

} // namespace

std::string variable_list_csv(const std::vector<StatisticsSheet>& sheets)
{
    CsvLineWriter line;
    for (const char* column : {"file", "variable", "column", "label", "type", "code", "value", "value_label"})
        line.add(column);
    std::string csv = line.take();
    for (const StatisticsSheet& sheet : sheets)
        for (const StatisticsColumn& column : sheet.columns) {
            const auto begin = [&] {
                line.add(sheet.file_name, CsvContent::Words)
                    .add(column.variable.name)
                    .add(column.column->name, CsvContent::Words);
            };
            begin();
            line.add(column.variable.label, CsvContent::Words)
                .add(type_of(column.variable.kind))
                .add("")
                .add("")
                .add("");
            csv += line.take();
            const auto& choices = column.column->choices;
            for (std::size_t i = 0; i < column.variable.value_labels.size(); ++i) {
                const ValueLabel& label = column.variable.value_labels[i];
                begin();
                line.add("").add("");
                line.add(choices && i < choices->size() ? (*choices)[i].value : text_of(label), CsvContent::Words);
                line.add(text_of(label), CsvContent::Words).add(label.label, CsvContent::Words);
                csv += line.take();
            }
        }
    return csv;
}

std::string sas_program(const std::vector<StatisticsSheet>& sheets, const std::vector<std::string>& table_names,
                        StatisticsProgram program)
{
    std::string text = "/* Reads the transport files beside this program and labels their values. UTF-8. */\n"
                       "%let path = .;\noptions validvarname=v7;\n\nproc format;\n";
    std::map<std::string, std::string> formats; // the values and labels, and the format's name
    std::vector<std::pair<std::string, std::vector<std::pair<std::string, std::string>>>> uses;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        uses.push_back({table_names[i], {}});
        for (const StatisticsColumn& column : sheets[i].columns) {
            if (column.variable.value_labels.empty()) continue;
            const bool is_text = column.variable.kind == VariableKind::Words;
            std::string body;
            for (const ValueLabel& label : column.variable.value_labels)
                body += "    " + (is_text ? sas_quoted(text_of(label)) : text_of(label)) + " = " +
                        sas_quoted(label.label) + "\n";
            if (!is_text) body += "    .A = 'does not apply'\n    .B = 'undecided'\n    .C = 'not of its type'\n";
            auto [format, is_new] = formats.try_emplace((is_text ? "$" : "") + body);
            if (is_new) {
                // A format's name ends in no digit.
                format->second = std::string(is_text ? "$" : "") + "L" + std::to_string(formats.size()) + "f";
                text += "  value " + format->second + "\n" + body + "  ;\n";
            }
            uses.back().second.emplace_back(column.variable.name, format->second);
        }
    }
    text += "run;\n";
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        text += "\n";
        if (program == StatisticsProgram::Sas5)
            text += "libname source xport " + std::string("\"&path/") + sheets[i].file_name + "\";\ndata " +
                    table_names[i] + ";\n  set source." + table_names[i] + ";\n";
        else
            text += "%xpt2loc(libref=work, filespec=\"&path/" + sheets[i].file_name + "\");\ndata " + table_names[i] +
                    ";\n  set " + table_names[i] + ";\n";
        for (const auto& [variable, format] : uses[i].second) text += "  format " + variable + " " + format + ".;\n";
        text += "run;\n";
    }
    return text;
}

} // namespace mahalla
