#include "interchange/standard_dimension.h"

#include "base/text.h"
#include "indicator/table.h"

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

struct DimensionWord {
    std::string_view word;
    StandardDimension dimension;
};
// The words of a name are looked for in this order: "head_sex" is a sex, "age_group" an age.
constexpr std::array dimension_words = {
    DimensionWord{"sex", StandardDimension::Sex},
    DimensionWord{"gender", StandardDimension::Sex},
    DimensionWord{"age", StandardDimension::Age},
    DimensionWord{"disability", StandardDimension::Disability},
    DimensionWord{"displacement", StandardDimension::Displacement},
    DimensionWord{"urban", StandardDimension::Urbanisation},
    DimensionWord{"urbanisation", StandardDimension::Urbanisation},
    DimensionWord{"setting", StandardDimension::Urbanisation},
    DimensionWord{"wealth", StandardDimension::Wealth},
    DimensionWord{"income", StandardDimension::Wealth},
    DimensionWord{"education", StandardDimension::Education},
    DimensionWord{"occupation", StandardDimension::Occupation},
    DimensionWord{"area", StandardDimension::Area},
    DimensionWord{"district", StandardDimension::Area},
    DimensionWord{"province", StandardDimension::Area},
    DimensionWord{"governorate", StandardDimension::Area},
    DimensionWord{"region", StandardDimension::Area},
    DimensionWord{"neighbourhood", StandardDimension::Area},
    DimensionWord{"pcode", StandardDimension::Area},
};

std::vector<std::string> words_of_name(std::string_view name)
{
    std::string plain = lower_ascii(name);
    for (char& c : plain)
        if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) c = ' ';
    std::vector<std::string> parts;
    for (const std::string_view word : words(plain)) parts.emplace_back(word);
    return parts;
}

bool is_number(std::string_view text)
{
    return !text.empty() && text.size() <= 3 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "5-11" as Y5T11, "60+" as Y_GE60, "<5" as Y_LT5, "17" as Y17 (CL_AGE); nothing for what is no span of years.
std::string age_code(std::string_view category)
{
    std::string plain;
    for (const char c : replaced_all(category, "\xE2\x80\x93", "-"))
        if (c != ' ') plain += c;
    const std::string_view text = plain;
    if (is_number(text)) return "Y" + plain;
    if (text.ends_with('+') && is_number(text.substr(0, text.size() - 1)))
        return "Y_GE" + plain.substr(0, plain.size() - 1);
    if (text.starts_with('<') && is_number(text.substr(1))) return "Y_LT" + plain.substr(1);
    const std::size_t dash = text.find_first_of("-_");
    if (dash == std::string_view::npos || !is_number(text.substr(0, dash)) || !is_number(text.substr(dash + 1)))
        return {};
    return "Y" + plain.substr(0, dash) + "T" + plain.substr(dash + 1);
}

struct CodeWord {
    StandardDimension dimension;
    std::string_view word, code;
};
constexpr std::array code_words = {
    CodeWord{StandardDimension::Sex, "f", "F"},
    CodeWord{StandardDimension::Sex, "female", "F"},
    CodeWord{StandardDimension::Sex, "woman", "F"},
    CodeWord{StandardDimension::Sex, "women", "F"},
    CodeWord{StandardDimension::Sex, "m", "M"},
    CodeWord{StandardDimension::Sex, "male", "M"},
    CodeWord{StandardDimension::Sex, "man", "M"},
    CodeWord{StandardDimension::Sex, "men", "M"},
    CodeWord{StandardDimension::Urbanisation, "urban", "U"},
    CodeWord{StandardDimension::Urbanisation, "rural", "R"},
    CodeWord{StandardDimension::Disability, "yes", "PD"},
    CodeWord{StandardDimension::Disability, "with", "PD"},
    CodeWord{StandardDimension::Disability, "no", "PWD"},
    CodeWord{StandardDimension::Disability, "without", "PWD"},
    CodeWord{StandardDimension::Wealth, "1", "Q1"},
    CodeWord{StandardDimension::Wealth, "2", "Q2"},
    CodeWord{StandardDimension::Wealth, "3", "Q3"},
    CodeWord{StandardDimension::Wealth, "4", "Q4"},
    CodeWord{StandardDimension::Wealth, "5", "Q5"},
};

} // namespace

std::optional<int> area_level_of(std::string_view name)
{
    for (const std::string& word : words_of_name(name))
        for (const std::string_view stem : {"admin", "adm"})
            if (word.size() == stem.size() + 1 && word.starts_with(stem) && word.back() >= '0' && word.back() <= '5')
                return word.back() - '0';
    return std::nullopt;
}

std::optional<StandardDimension> standard_dimension_of(std::string_view name)
{
    if (area_level_of(name)) return StandardDimension::Area;
    const std::vector<std::string> parts = words_of_name(name);
    for (const DimensionWord& known : dimension_words)
        if (std::find(parts.begin(), parts.end(), known.word) != parts.end()) return known.dimension;
    return std::nullopt;
}

std::string sdmx_code(std::optional<StandardDimension> dimension, std::string_view category)
{
    if (category == total_category) return total_category;
    const std::string lower = lower_ascii(category);
    for (const CodeWord& known : code_words)
        if (dimension == known.dimension && lower == known.word) return std::string(known.code);
    if (dimension == StandardDimension::Age)
        if (const std::string code = age_code(category); !code.empty()) return code;
    std::string code;
    for (const char c : category) {
        const bool is_kept = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (is_kept)
            code += c;
        else if (c >= 'a' && c <= 'z')
            code += static_cast<char>(c - 'a' + 'A');
        else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) // a character of several bytes is one underscore
            code += '_';
    }
    return code.empty() ? "_U" : code;
}

} // namespace mahalla
