#pragma once
#include "form/form_words.h"
#include "record/record.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// What the cells of a column are.
enum class SheetColumnKind {
    Words,    ///< Text; also the codes of a select_multiple or rank, apart by spaces.
    Whole,    ///< An integer.
    Decimal,  ///< A number.
    Code,     ///< The code of a select_one.
    Tick,     ///< 1 where `choice` was chosen, 0 where others were.
    Place,    ///< The place that `choice` got in a rank, from 1.
    Day,      ///< A date.
    Clock,    ///< A time of day, with its zone.
    Moment,   ///< A date and time, with its zone.
    Key,      ///< Names the row: `uuid:…`, in a repeat `uuid:…/person[1]`.
    ParentKey ///< Of a repeat's row: the key of the row it belongs to.
};

/// One column of a sheet of records.
struct SheetColumn {
    SheetColumnKind kind = SheetColumnKind::Words;
    ModelIndex question = no_index; ///< None for keys.
    std::string name;   ///< As ODK names it: "house-rooms"; "place-Latitude", "needs/water" for parts of an answer.
    std::string label;  ///< For people, in the language asked for.
    std::string choice; ///< Of a tick or a place.
    std::string choice_label; ///< The same for people: what `label` ends with, after a dash.
    int part = -1;            ///< Of a geopoint: latitude, longitude, altitude, accuracy.
    /// Of a code: what it may be. Shared by the columns of one list; null where that is not known.
    std::shared_ptr<const std::vector<LabelledChoice>> choices;
};

/// Records as a table: one of households, and one for each repeat whose rows name the row they belong to.
struct RecordSheet {
    ModelIndex top = 0; ///< The root, or the repeat whose rows are the lines.
    std::string name;   ///< The form's id; "ID-REPEAT" for a repeat.
    std::string label;
    std::vector<SheetColumn> columns; ///< Keys are the last.
};

/// Whether the choices of a select_multiple have a column each, beside the one with all codes.
enum class MultipleChoices { Together, Apart };

/// Whether notes, which nobody answers, have their empty columns, as ODK gives them.
enum class NoteColumns { Kept, LeftOut };

struct SheetLayout {
    std::size_t language = 0; ///< Of the labels.
    MultipleChoices multiple_choices = MultipleChoices::Together;
    NoteColumns notes = NoteColumns::Kept;
};

/// The sheets of a form; the first is that of households. Names differ.
std::vector<RecordSheet> record_sheets(const FormDefinition& form, const SheetLayout& layout);

/// Why a cell holds nothing.
enum class EmptyCellReason {
    NoAnswer,    ///< Nobody answered; also where the question was not asked for want of an answer before it.
    NotRelevant, ///< An answer is there that does not apply any more; it is not told.
    Undecided,   ///< Two people answered differently and nobody decided yet.
    WrongType,   ///< What is there is no value of the question's type (as a number, day or moment).
};
/// "no answer", "does not apply", "undecided", "not of its type".
const char* name_of(EmptyCellReason reason);

/// One cell: a text as the record holds it, or why there is none.
struct RecordCell {
    std::string text;
    std::optional<EmptyCellReason> missing;
};

/// Takes one row of a sheet, the cells in the order of its columns; valid for the call.
using RecordRowVisitor = std::function<Result<void>(std::size_t sheet, const std::vector<RecordCell>& cells)>;

/// Turns records into rows of sheets. Records that are deleted, masked or of another form have none.
class RecordRows {
public:
    /// `form` and `sheets` must outlive it.
    RecordRows(const FormDefinition& form, const std::vector<RecordSheet>& sheets);

    /// Calls `visit` for the record's row, then for those of its repeats, a parent before its children.
    /// `only`: leaves the other sheets out.
    Result<void> visit(const Record& record, const RecordRowVisitor& visit,
                       std::optional<std::size_t> only = std::nullopt);

private:
    struct Place;
    Result<void> visit_place(const Place& place, const RecordRowVisitor& visit, std::optional<std::size_t> only);
    void fill(const Place& place);

    const FormDefinition& form_;
    const std::vector<RecordSheet>& sheets_;
    std::vector<std::vector<std::size_t>> inner_; ///< The sheets of the repeats in each sheet.
    std::vector<RecordCell> cells_;
};

} // namespace mahalla
