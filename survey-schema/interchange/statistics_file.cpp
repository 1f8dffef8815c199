#include "interchange/statistics_file.h"

#include "base/number.h"
#include "base/text.h"

#include <cmath>
#include <map>
#include <memory>
#include <readstat.h>

namespace mahalla {

namespace {

constexpr double day_seconds = 86'400;
// Where the programs begin to count days, seen from 1970-01-01: 1582-10-14 (SPSS), 1960-01-01 (Stata and SAS).
constexpr double spss_day_zero = -141'428, stata_day_zero = -3'653;

bool is_sas(StatisticsProgram program)
{
    return program == StatisticsProgram::Sas || program == StatisticsProgram::Sas5;
}

/// Whole characters of a text that fit into so many bytes.
std::string cut_to(std::string_view text, std::size_t bytes_max)
{
    if (text.size() <= bytes_max) return std::string(text);
    std::size_t end = bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return std::string(text.substr(0, end));
}

struct LabelLimits {
    std::size_t variable, value, file;
};
LabelLimits label_limits(StatisticsProgram program)
{
    switch (program) {
    case StatisticsProgram::Spss:
        return {255, 120, 63};
    case StatisticsProgram::Stata:
        return {80 * 4 - 3, 32'000, 80}; // 80 characters, counted below
    case StatisticsProgram::Sas:
        return {255, 0, 255};
    case StatisticsProgram::Sas5:
        return {40, 0, 40};
    }
    return {40, 0, 40};
}

bool fits_as_label(StatisticsProgram program, std::string_view label)
{
    constexpr std::size_t stata_characters_max = 80;
    return label.size() <= label_limits(program).variable &&
           (program != StatisticsProgram::Stata || to_code_points(label).size() <= stata_characters_max);
}

/// The label, or as much of its beginning as fits with its end.
std::string label_for(StatisticsProgram program, const StatisticsVariable& variable)
{
    if (fits_as_label(program, variable.label)) return variable.label;
    const bool has_end = !variable.label_end.empty() && fits_as_label(program, "…" + variable.label_end);
    const std::string end = has_end ? "…" + variable.label_end : std::string();
    std::u32string begin = to_code_points(variable.label);
    while (!begin.empty() && !fits_as_label(program, to_utf8(begin) + end)) begin.pop_back();
    return to_utf8(begin) + end;
}

const char* format_for(StatisticsProgram program, VariableKind kind)
{
    const bool spss = program == StatisticsProgram::Spss, stata = program == StatisticsProgram::Stata;
    switch (kind) {
    case VariableKind::Words:
        return nullptr;
    case VariableKind::Whole:
        return spss ? "F11.0" : stata ? "%12.0g" : nullptr;
    case VariableKind::Decimal:
        return spss ? "F16.6" : stata ? "%10.0g" : nullptr;
    case VariableKind::Day:
        return spss ? "SDATE10" : stata ? "%tdCCYY-NN-DD" : "YYMMDD10";
    case VariableKind::Clock:
        return spss ? "TIME8" : stata ? "%tcHH:MM:SS" : "TIME8";
    case VariableKind::Moment:
        return spss ? "DATETIME20" : stata ? "%tcCCYY-NN-DD_HH:MM:SS" : "DATETIME20";
    }
    return nullptr;
}

/// A number as the program counts: days and seconds from its own beginning, Stata's in milliseconds.
double counted_by(StatisticsProgram program, VariableKind kind, double value)
{
    const bool spss = program == StatisticsProgram::Spss, stata = program == StatisticsProgram::Stata;
    const double zero = spss ? spss_day_zero : stata_day_zero;
    switch (kind) {
    case VariableKind::Day:
        return spss ? (value - zero) * day_seconds : value - zero;
    case VariableKind::Moment:
        return (value - zero * day_seconds) * (stata ? 1000 : 1);
    case VariableKind::Clock:
        return value * (stata ? 1000 : 1);
    case VariableKind::Words:
    case VariableKind::Whole:
    case VariableKind::Decimal:
        return value;
    }
    return value;
}

bool is_amount(VariableKind kind) { return kind == VariableKind::Whole || kind == VariableKind::Decimal; }

constexpr MissingTag all_tags[] = {MissingTag::NotRelevant, MissingTag::Undecided, MissingTag::WrongType};

char letter_of(MissingTag tag) { return static_cast<char>('a' + static_cast<int>(tag)); }

const char* words_of(MissingTag tag)
{
    switch (tag) {
    case MissingTag::NotRelevant:
        return "does not apply";
    case MissingTag::Undecided:
        return "undecided";
    case MissingTag::WrongType:
        return "not of its type";
    }
    return "";
}

class StatisticsWriter {
public:
    StatisticsWriter(const StatisticsFile& file, DiskWriter& out) : file_(file), sink_{out, {}, {}} {}

    Result<void> write(const StatisticsRows& rows)
    {
        // C's own kind of exception does not pass here: every call's result is looked at.
        if (writer_ == nullptr) return failure(ErrorKind::Unavailable, "There is not enough memory to write the file.");
        if (auto begun = begin(); !begun) return begun;
        std::size_t count = 0;
        auto done = rows([&](const std::vector<StatisticsCell>& cells) -> Result<void> {
            if (++count > file_.row_count) return other_count();
            return add_row(cells);
        });
        if (!done) return done;
        if (count != file_.row_count) return other_count();
        if (auto ended = checked(readstat_end_writing(writer_.get()), {}); !ended) return ended;
        return flush();
    }

private:
    struct Sink {
        DiskWriter& out;
        std::string pending;
        std::optional<Error> failed;
    };
    static constexpr std::size_t block_bytes = std::size_t{64} << 10U;

    static ssize_t take(const void* data, std::size_t size, void* context)
    {
        auto& sink = *static_cast<Sink*>(context);
        sink.pending.append(static_cast<const char*>(data), size);
        if (sink.pending.size() >= block_bytes) {
            if (auto written = sink.out.write(as_bytes(sink.pending)); !written) {
                sink.failed = written.error();
                return -1;
            }
            sink.pending.clear();
        }
        return static_cast<ssize_t>(size);
    }

    Result<void> flush()
    {
        auto written = sink_.out.write(as_bytes(sink_.pending));
        sink_.pending.clear();
        return written;
    }

    static tl::unexpected<Error> other_count()
    {
        return failure(ErrorKind::Invalid, "The records changed while they were written: try again.");
    }

    Result<void> checked(readstat_error_t code, const std::string& variable) const
    {
        if (code == READSTAT_OK) return {};
        if (sink_.failed) return tl::unexpected(*sink_.failed);
        return failure(ErrorKind::Invalid, "The format cannot hold " +
                                               (variable.empty() ? "this table" : "the variable \"" + variable + "\"") +
                                               ": " + readstat_error_message(code) + ".");
    }

    Result<void> begin()
    {
        readstat_writer_t* writer = writer_.get();
        readstat_set_data_writer(writer, take);
        const LabelLimits limits = label_limits(file_.program);
        readstat_writer_set_file_label(writer, cut_to(file_.label, limits.file).c_str());
        readstat_writer_set_file_timestamp(writer, 0);
        for (const StatisticsVariable& variable : file_.variables) add_variable(variable);
        const auto count = static_cast<long>(file_.row_count);
        readstat_error_t begun = READSTAT_OK;
        switch (file_.program) {
        case StatisticsProgram::Spss:
            readstat_writer_set_compression(writer, READSTAT_COMPRESS_ROWS);
            begun = readstat_begin_writing_sav(writer, &sink_, count);
            break;
        case StatisticsProgram::Stata:
            readstat_writer_set_file_format_version(writer, 118);
            begun = readstat_begin_writing_dta(writer, &sink_, count);
            break;
        case StatisticsProgram::Sas:
        case StatisticsProgram::Sas5:
            readstat_writer_set_file_format_version(writer, file_.program == StatisticsProgram::Sas ? 8 : 5);
            readstat_writer_set_table_name(writer, file_.table_name.c_str());
            begun = readstat_begin_writing_xport(writer, &sink_, count);
            break;
        }
        if (auto sound = checked(begun, {}); !sound) return sound;
        for (std::size_t i = 0; i < variables_.size(); ++i)
            if (auto sound = checked(readstat_validate_variable(writer, variables_[i]), file_.variables[i].name);
                !sound)
                return sound;
        return checked(readstat_validate_metadata(writer), {});
    }

    /// Stata labels whole numbers only; an amount may be larger than its whole numbers are.
    bool is_stata_code(const StatisticsVariable& described) const
    {
        return file_.program == StatisticsProgram::Stata && described.kind == VariableKind::Whole &&
               described.is_category;
    }

    void add_variable(const StatisticsVariable& described)
    {
        const bool is_text = described.kind == VariableKind::Words;
        const readstat_type_t type = is_text                    ? READSTAT_TYPE_STRING
                                     : is_stata_code(described) ? READSTAT_TYPE_INT32
                                                                : READSTAT_TYPE_DOUBLE;
        readstat_variable_t* variable = readstat_add_variable(writer_.get(), described.name.c_str(), type,
                                                              is_text ? std::max<std::size_t>(described.width, 1) : 0);
        readstat_variable_set_label(variable, label_for(file_.program, described).c_str());
        if (const char* format = format_for(file_.program, described.kind))
            readstat_variable_set_format(variable, format);
        readstat_variable_set_measure(variable, is_text || described.is_category ? READSTAT_MEASURE_NOMINAL
                                                                                 : READSTAT_MEASURE_SCALE);
        if (!is_sas(file_.program)) add_value_labels(described, type, variable);
        if (file_.program == StatisticsProgram::Spss && is_amount(described.kind))
            for (const MissingTag tag : all_tags)
                readstat_variable_add_missing_double_value(variable, spss_missing_value(tag));
        variables_.push_back(variable);
    }

    void add_value_labels(const StatisticsVariable& described, readstat_type_t type, readstat_variable_t* variable)
    {
        const bool is_text = type == READSTAT_TYPE_STRING;
        if (is_text && (described.value_labels.empty() || file_.program == StatisticsProgram::Stata)) return;
        if (!is_text && !is_amount(described.kind) && file_.program == StatisticsProgram::Spss) return;
        readstat_label_set_t*& set = label_sets_[label_set_key(described, type)];
        if (set == nullptr) set = make_label_set(described, type);
        readstat_variable_set_label_set(variable, set);
    }

    /// Variables of one list of choices share its labels.
    static std::string label_set_key(const StatisticsVariable& described, readstat_type_t type)
    {
        std::string key = std::to_string(type) + (type == READSTAT_TYPE_STRING ? std::to_string(described.width) : "");
        for (const ValueLabel& label : described.value_labels) {
            const auto* text = std::get_if<std::string>(&label.value);
            key += '\n' + (text ? *text : number_to_text(std::get<double>(label.value))) + '\t' + label.label;
        }
        return key;
    }

    readstat_label_set_t* make_label_set(const StatisticsVariable& described, readstat_type_t type)
    {
        readstat_label_set_t* set =
            readstat_add_label_set(writer_.get(), type, ("labels" + std::to_string(label_sets_.size())).c_str());
        const std::size_t bytes_max = label_limits(file_.program).value;
        for (const ValueLabel& label : described.value_labels) {
            const std::string words = cut_to(label.label, bytes_max);
            const auto* text = std::get_if<std::string>(&label.value);
            if (text != nullptr && type == READSTAT_TYPE_STRING && text->size() <= described.width)
                readstat_label_string_value(set, text->c_str(), words.c_str());
            if (text != nullptr || type == READSTAT_TYPE_STRING) continue;
            const double value = std::get<double>(label.value);
            if (type == READSTAT_TYPE_INT32)
                readstat_label_int32_value(set, static_cast<std::int32_t>(value), words.c_str());
            else
                readstat_label_double_value(set, value, words.c_str());
        }
        if (type == READSTAT_TYPE_STRING) return set;
        for (const MissingTag tag : all_tags) {
            if (file_.program == StatisticsProgram::Spss)
                readstat_label_double_value(set, spss_missing_value(tag), words_of(tag));
            else
                readstat_label_tagged_value(set, letter_of(tag), words_of(tag));
        }
        return set;
    }

    Result<void> add_row(const std::vector<StatisticsCell>& cells)
    {
        if (auto begun = checked(readstat_begin_row(writer_.get()), {}); !begun) return begun;
        for (std::size_t i = 0; i < variables_.size(); ++i)
            if (auto put = checked(insert(file_.variables[i], variables_[i], cells[i]), file_.variables[i].name); !put)
                return put;
        return checked(readstat_end_row(writer_.get()), {});
    }

    readstat_error_t insert(const StatisticsVariable& described, const readstat_variable_t* variable,
                            const StatisticsCell& cell)
    {
        readstat_writer_t* writer = writer_.get();
        if (const auto* text = std::get_if<std::string_view>(&cell)) {
            text_.assign(*text);
            return readstat_insert_string_value(writer, variable, text_.c_str());
        }
        if (const auto* number = std::get_if<double>(&cell)) {
            if (is_stata_code(described))
                return readstat_insert_int32_value(writer, variable, static_cast<std::int32_t>(*number));
            return readstat_insert_double_value(writer, variable, counted_by(file_.program, described.kind, *number));
        }
        const std::optional<MissingTag> tag = std::get<MissingNumber>(cell).tag;
        if (described.kind == VariableKind::Words) return readstat_insert_string_value(writer, variable, "");
        // SPSS shows a number that is declared missing as the day it would be: reasons of days stay untold there.
        if (!tag || (file_.program == StatisticsProgram::Spss && !is_amount(described.kind)))
            return readstat_insert_missing_value(writer, variable);
        if (file_.program == StatisticsProgram::Spss)
            return readstat_insert_double_value(writer, variable, spss_missing_value(*tag));
        return readstat_insert_tagged_missing_value(
            writer, variable, static_cast<char>(is_sas(file_.program) ? letter_of(*tag) - 'a' + 'A' : letter_of(*tag)));
    }

    const StatisticsFile& file_;
    Sink sink_;
    std::unique_ptr<readstat_writer_t, void (*)(readstat_writer_t*)> writer_{readstat_writer_init(),
                                                                             readstat_writer_free};
    std::vector<readstat_variable_t*> variables_;
    std::map<std::string, readstat_label_set_t*> label_sets_;
    std::string text_; ///< ReadStat wants a text that ends in a zero.
};

} // namespace

double spss_missing_value(MissingTag tag) { return -9'999'999'997.0 - static_cast<double>(tag); }

std::size_t text_bytes_max(StatisticsProgram program)
{
    switch (program) {
    case StatisticsProgram::Spss:
        return 32'767;
    case StatisticsProgram::Stata:
        return 2'045;
    case StatisticsProgram::Sas:
        return 32'767;
    case StatisticsProgram::Sas5:
        return 200;
    }
    return 200;
}

Result<void> write_statistics_file(const StatisticsFile& file, const StatisticsRows& rows, DiskWriter& out)
{
    if (file.variables.empty()) return failure(ErrorKind::Invalid, "A table needs a column.");
    return StatisticsWriter(file, out).write(rows);
}

} // namespace mahalla
