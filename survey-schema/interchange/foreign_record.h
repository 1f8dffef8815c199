#pragma once
#include "form/form_definition.h"
#include "record/record.h"

#include <map>
#include <optional>
#include <string>

namespace mahalla {

/// Where an answer came from.
struct CellPlace {
    std::size_t table = 0; ///< In the list of the tables that were read.
    int row = 0;
    std::string column;
};

/// A record as another program has it.
struct ForeignRecord {
    Record record;
    std::string instance_id; ///< As the other program calls it; empty where it has no name.
    int row = 0;             ///< Of the table of records; of submissions, which file it is, from 1.
    /// Where each answer stands in a table, by its place in an interview: "/data/person[2]/age"; and where each row of
    /// a repeat does.
    std::map<std::string, CellPlace> places;
};

/// The id of a record that another program calls so, where that is "uuid:" and 32 hexadecimal digits, with or without
/// hyphens.
std::optional<RecordId> record_id_in(std::string_view instance_id);

/// 16 bytes that name something for ever: of the same words the same.
template <typename IdType> IdType id_of_words(std::string_view words);

/// The id of a record that is called otherwise: made of that name, or of `content` where it has none.
RecordId record_id_of_name(const FormDefinition& form, std::string_view instance_id);
RecordId record_id_of_content(const FormDefinition& form, std::string_view content);

} // namespace mahalla
