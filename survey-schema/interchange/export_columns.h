#pragma once
#include "form/form_definition.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace mahalla {

/// What a column of another program's export holds.
enum class ExportMeaning {
    Unknown,        ///< Nothing of the form; its cells are not taken.
    Ambiguous,      ///< A name or label that two questions have.
    OfAnotherTable, ///< A question that is asked in another repeat, or outside of this one.
    System,         ///< What a server writes about a submission: who sent it, when.
    Answer,
    Tick,         ///< 1 or 0 for one choice of a select_multiple.
    GeopointPart, ///< Latitude, longitude, altitude or accuracy.
    InstanceId,   ///< `_uuid`, `meta/instanceID`; in a repeat's table that of the record.
    RowIndex,     ///< `_index`
    RowKey,       ///< `KEY`
    ParentIndex,  ///< `_parent_index`
    ParentKey,    ///< `PARENT_KEY`
};

struct ExportColumn {
    ExportMeaning meaning = ExportMeaning::Unknown;
    ModelIndex question = no_index;
    std::string choice; ///< Of a tick: its value.
    int part = -1;      ///< Of a geopoint.
};

/// Recognises the columns of a table whose rows are records (`top` is the root) or rows of a repeat.
///
/// A question may be called by its path with "/", "-", ":" or "." between the steps, from the root or from the repeat
/// ("house/rooms", "house-rooms"); by its name alone, or its label in any language, where no other question of the
/// table has it; whatever the case of ASCII letters. Choices stand behind it after one of the same signs
/// ("needs/water"), by value or label; parts of a geopoint as ODK ("place-Latitude") and Kobo ("_place_latitude") write
/// them.
class ExportColumnNames {
public:
    ExportColumnNames(const FormDefinition& form, ModelIndex top);

    ExportColumn meaning_of(const std::string& header) const;
    /// How many columns of the header hold answers.
    std::size_t answers_in(const std::vector<std::string>& header) const;

private:
    struct Named {
        ModelIndex question = no_index;
        bool is_ambiguous = false;
    };
    using Names = std::unordered_map<std::string, Named>;

    void add_paths(ModelIndex question);
    static void add(Names& names, const std::string& name, ModelIndex question);
    Named find(const std::string& name) const;
    ExportColumn tick_of(const std::string& header) const;
    ExportColumn part_of(const std::string& header) const;
    ExportColumn system_column(const std::string& lower) const;

    const FormDefinition& form_;
    const ModelIndex top_;
    Names paths_, names_, labels_; ///< By lower case.
    Names elsewhere_;              ///< Names of other tables' questions.
};

/// Which table of an export holds which rows.
struct ExportTableMeaning {
    ModelIndex top = no_index; ///< The root, a repeat, or none where no column is known.
    std::size_t answers = 0;   ///< How many columns hold answers.
};
/// Finds out what each table holds: by the name of a repeat that its own name ends with ("data__person",
/// "household-person"), else by the questions in its header.
std::vector<ExportTableMeaning> meanings_of_tables(const FormDefinition& form, const std::vector<std::string>& names,
                                                   const std::vector<std::vector<std::string>>& headers);

} // namespace mahalla
