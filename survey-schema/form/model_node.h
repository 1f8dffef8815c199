#pragma once
#include "expression/expression.h"
#include "form/form_text.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// The position of a node in `FormDraft::nodes`, and of a control in `FormDraft::controls`.
using ModelIndex = std::uint32_t;
using ControlIndex = std::uint32_t;
inline constexpr std::uint32_t no_index = 0xffffffff;

/// An attribute as written: "odk:quality", "voice-only".
struct WrittenAttribute {
    std::string name; ///< With its prefix.
    std::string value;

    bool operator==(const WrittenAttribute&) const = default;
};

/// The value of the attribute `name`, or null where it is not there.
const std::string* find_attribute(const std::vector<WrittenAttribute>& attributes, std::string_view name);

enum class DataType {
    String,
    Integer,
    Decimal,
    Boolean,
    DateOnly,
    TimeOnly,
    DateTime,
    Geopoint,
    Geotrace,
    Geoshape,
    Binary,
    Barcode,
    Intent,
};

/// The type a bind's `type` means: "int", "xsd:integer", "dateTime", "select1" (a string)…; nothing where it means
/// none.
std::optional<DataType> data_type_of(std::string_view bind_type);
/// The word of the XForms specification: "int", "dateTime".
std::string_view name_of(DataType type);

/// What holds for one node: the XForm's `<bind>`.
struct Bind {
    std::string type; ///< As written ("int", "xsd:string"); empty where none is stated: `data_type` is String then.
    DataType data_type = DataType::String;
    std::optional<Expression> relevant, required, readonly, constraint, calculate;
    Text required_message, constraint_message;
    std::string preload, preload_parameters; ///< "timestamp", "start".
    std::string save_to; ///< The property of the entity that the answer goes to (`entities:saveto`).
    std::vector<WrittenAttribute> attributes; ///< All others: "orx:max-pixels", "jr:noAppErrorString", an author's own.

    /// Nothing is stated: a writer leaves the bind out.
    bool is_empty() const;
};

/// `Group` has children and is there once, `Repeat` has one copy of its children for each row, `Value` holds an answer,
/// `Attribute` is an XML attribute of its parent (an entity's id, the form's version).
enum class ModelNodeKind { Group, Repeat, Value, Attribute };

struct InitialRow;

/// One node of what a record holds: the schema of the primary instance, with each repeat once.
///
/// Indexes are positions in `FormDraft::nodes`, where a parent stands before its children (document order).
struct ModelNode {
    std::string name;          ///< As written, with a prefix where it has one: "age", "orx:meta"; without "@".
    std::string namespace_uri; ///< Of the prefix; empty for names without one.
    std::string nodeset;       ///< "/data/person/age", "/data/meta/entity/@id"; filled by `FormDefinition::create`.
    ModelIndex parent = no_index;
    std::vector<ModelIndex> children;   ///< Elements in document order; filled by `create`.
    std::vector<ModelIndex> attributes; ///< Nodes of kind Attribute; filled by `create`.
    ModelNodeKind kind = ModelNodeKind::Value;
    std::string default_value; ///< What a new record, or a new row of the repeat around it, holds here.
    Bind bind;
    /// For a repeat: the rows that a new record, or a new row of the repeat around it, starts with. What a row added
    /// later holds are the `default_value`s. `has_template`: the author wrote the template (`jr:template`) apart from
    /// the rows.
    std::vector<InitialRow> rows;
    bool has_template = false;
    /// Columns of ours, which other programs pass over: "sensitivity", "merge_unit".
    std::vector<WrittenAttribute> columns;
    int sheet_row = 0; ///< Where it stands in the workbook's survey sheet, for messages; 0 for none.

    std::string_view local_name() const;
    std::string_view prefix() const;
};

/// A value of a row that the form begins with, where it differs from the repeat's template.
struct InitialValue {
    ModelIndex node = no_index;
    std::string value;
};

/// The rows of a repeat inside an `InitialRow`.
struct InitialRows {
    ModelIndex repeat = no_index;
    std::vector<InitialRow> rows;
};

/// One row of a repeat as the form begins. A repeat inside it that `inner` does not name has no rows there.
struct InitialRow {
    std::vector<InitialValue> values;
    std::vector<InitialRows> inner;
};

} // namespace mahalla
