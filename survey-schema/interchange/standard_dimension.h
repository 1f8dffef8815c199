#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace mahalla {

/// What a dimension of a table is in the words of the standards (SDMX's SDG concepts, HXL).
enum class StandardDimension {
    Sex,
    Age,
    Disability,
    Urbanisation,
    Wealth,
    Education,
    Occupation,
    Displacement,
    Area, ///< By p-code or another code of places.
};

/// By the dimension's name, as questionnaires call it: "sex", "head_sex", "age_group", "disability", "setting",
/// "admin2", "district", "area"…; nothing for what no standard has a concept for.
std::optional<StandardDimension> standard_dimension_of(std::string_view name);

/// The level of an area by the dimension's name: 2 for "admin2" or "adm2"; nothing where the name does not say it.
std::optional<int> area_level_of(std::string_view name);

/// A category as SDMX's code lists write it: F and M for the sexes, Y5T11 and Y_GE60 for ages, U and R, PD and PWD
/// (with and without disabilities), Q1 to Q5 for fifths of wealth, "_T" for all; others with capitals, digits and
/// underscores only.
std::string sdmx_code(std::optional<StandardDimension> dimension, std::string_view category);

} // namespace mahalla
