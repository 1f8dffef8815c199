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
    if (dimension == StandardDimension::Sex) {
        if (lower == "f" || lower == "female" || lower == "woman" || lower == "women") return "F";
        if (lower == "m" || lower == "male" || lower == "man" || lower == "men") return "M";
    }
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
