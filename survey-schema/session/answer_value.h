#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace mahalla {

/// What a bind's type allows as text. Types without rules of their own (binary, barcode, intent, unknown ones) are
/// strings.
enum class ValueType { String, Int, Decimal, Boolean, Date, Time, DateTime, Geopoint, Geotrace, Geoshape };

/// "xsd:int" and "int" are the same; "integer" is read as forms of old wrote it.
ValueType value_type_of(std::string_view bind_type);

/// The text as a record holds it, nothing where `text` is no value of the type. An empty text is a value of every type.
///
/// int: 32 bits as xsd:int, without leading zeros. decimal: with a point, as both reference implementations store it
/// ("89" gives "89.0"). date: the day, where a time follows it that is cut off. time, dateTime: kept as entered, with
/// its zone. Geographic values: latitude, longitude, altitude, accuracy apart by a space, points by a semicolon; kept
/// as entered.
std::optional<std::string> value_from_text(ValueType type, std::string_view text);

/// The same for what an expression gave: numbers that are none ("NaN") become empty, fractions of an int are cut off,
/// and what fits the type in no way becomes empty.
std::string value_from_expression(ValueType type, std::string_view text);

} // namespace mahalla
