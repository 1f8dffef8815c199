#include "interchange/statistics_readback.h"

#include "base/number.h"

#include <algorithm>
#include <cstring>
#include <doctest/doctest.h>
#include <memory>
#include <readstat.h>

namespace mahalla::test {

namespace {

struct Reading {
    const std::string* content = nullptr;
    std::size_t at = 0;
    ReadStatistics found;
};

std::string text_of(readstat_value_t value)
{
    if (readstat_value_type_class(value) == READSTAT_TYPE_CLASS_STRING) {
        const char* text = readstat_string_value(value);
        return text ? text : "";
    }
    if (readstat_value_is_tagged_missing(value)) return std::string(".") + readstat_value_tag(value);
    if (readstat_value_is_system_missing(value)) return ".";
    return number_to_text(readstat_double_value(value));
}

int take_metadata(readstat_metadata_t* metadata, void* context)
{
    const char* label = readstat_get_file_label(metadata);
    static_cast<Reading*>(context)->found.file_label = label ? label : "";
    return READSTAT_HANDLER_OK;
}

int take_variable(int, readstat_variable_t* variable, const char* label_set, void* context)
{
    ReadVariable read;
    const auto text = [](const char* words) { return std::string(words ? words : ""); };
    read.name = text(readstat_variable_get_name(variable));
    read.label = text(readstat_variable_get_label(variable));
    read.format = text(readstat_variable_get_format(variable));
    read.label_set = text(label_set);
    read.is_text = readstat_variable_get_type_class(variable) == READSTAT_TYPE_CLASS_STRING;
    for (int i = 0; i < readstat_variable_get_missing_ranges_count(variable); ++i)
        read.missing_values.push_back(text_of(readstat_variable_get_missing_range_lo(variable, i)));
    static_cast<Reading*>(context)->found.variables.push_back(std::move(read));
    return READSTAT_HANDLER_OK;
}

int take_value(int row, readstat_variable_t* variable, readstat_value_t value, void* context)
{
    auto& rows = static_cast<Reading*>(context)->found.rows;
    rows.resize(std::max(rows.size(), static_cast<std::size_t>(row) + 1));
    rows[static_cast<std::size_t>(row)][readstat_variable_get_name(variable)] = text_of(value);
    return READSTAT_HANDLER_OK;
}

int take_value_label(const char* set, readstat_value_t value, const char* label, void* context)
{
    static_cast<Reading*>(context)->found.value_labels[set][text_of(value)] = label;
    return READSTAT_HANDLER_OK;
}

int open_nothing(const char*, void*) { return 0; }
int close_nothing(void*) { return 0; }

readstat_off_t seek(readstat_off_t offset, readstat_io_flags_t whence, void* context)
{
    auto& reading = *static_cast<Reading*>(context);
    const auto size = static_cast<readstat_off_t>(reading.content->size());
    readstat_off_t at = offset;
    if (whence == READSTAT_SEEK_CUR) at += static_cast<readstat_off_t>(reading.at);
    if (whence == READSTAT_SEEK_END) at += size;
    if (at < 0 || at > size) return -1;
    reading.at = static_cast<std::size_t>(at);
    return at;
}

ssize_t read_some(void* buffer, size_t size, void* context)
{
    auto& reading = *static_cast<Reading*>(context);
    const std::size_t count = std::min(size, reading.content->size() - reading.at);
    std::memcpy(buffer, reading.content->data() + reading.at, count);
    reading.at += count;
    return static_cast<ssize_t>(count);
}

} // namespace

const ReadVariable& ReadStatistics::variable(const std::string& name) const
{
    const auto found =
        std::find_if(variables.begin(), variables.end(), [&](const auto& one) { return one.name == name; });
    REQUIRE_MESSAGE(found != variables.end(), name);
    return *found;
}

std::map<std::string, std::string> ReadStatistics::labels_of(const std::string& name) const
{
    const auto set = value_labels.find(variable(name).label_set);
    return set == value_labels.end() ? std::map<std::string, std::string>() : set->second;
}

ReadStatistics read_statistics(const std::string& name, const std::string& content)
{
    Reading reading;
    reading.content = &content;
    const std::unique_ptr<readstat_parser_t, void (*)(readstat_parser_t*)> parser(readstat_parser_init(),
                                                                                  readstat_parser_free);
    readstat_set_metadata_handler(parser.get(), take_metadata);
    readstat_set_variable_handler(parser.get(), take_variable);
    readstat_set_value_handler(parser.get(), take_value);
    readstat_set_value_label_handler(parser.get(), take_value_label);
    readstat_set_open_handler(parser.get(), open_nothing);
    readstat_set_close_handler(parser.get(), close_nothing);
    readstat_set_seek_handler(parser.get(), seek);
    readstat_set_read_handler(parser.get(), read_some);
    readstat_set_io_ctx(parser.get(), &reading);
    readstat_error_t read = READSTAT_OK;
    if (name.ends_with(".sav"))
        read = readstat_parse_sav(parser.get(), name.c_str(), &reading);
    else if (name.ends_with(".dta"))
        read = readstat_parse_dta(parser.get(), name.c_str(), &reading);
    else
        read = readstat_parse_xport(parser.get(), name.c_str(), &reading);
    REQUIRE_MESSAGE(read == READSTAT_OK, readstat_error_message(read));
    return reading.found;
}

} // namespace mahalla::test
