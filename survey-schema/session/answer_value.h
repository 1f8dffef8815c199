#pragma once
#include "form/model_node.h"

#include <optional>
#include <string>
#include <string_view>

namespace mahalla {

/// The text as a record holds it, nothing where `text` is no value of the type. An empty text is a value of every type.
/// Types without rules of their own (binary, barcode, intent) hold any text.
///
/// int: 32 bits as xsd:int, without leading zeros. decimal: with a point, as both reference implementations store it
/// ("89" gives "89.0"). date: the day, where a time follows it that is cut off. time, dateTime: kept as entered, with
/// its zone. Geographic values: latitude, longitude, altitude, accuracy apart by a space, points by a semicolon; kept
/// as entered.
std::optional<std::string> value_from_text(DataType type, std::string_view text);

/// The same for what an expression gave: numbers that are none ("NaN") become empty, fractions of an int are cut off,
/// and what fits the type in no way becomes empty.
std::string value_from_expression(DataType type, std::string_view text);

} // namespace mahalla
