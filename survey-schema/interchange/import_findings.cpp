#include "interchange/import_findings.h"

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

// docs/commands.md explains them.
constexpr std::array codes = {
    ImportCode{"table-unknown", "No column of this table is a question of the form; it is not read.",
               "Leave it out, or look whether the form is the right one."},
    ImportCode{"table-twice", "Another table has the same rows; this one is not read.",
               "Import them one after the other."},
    ImportCode{"table-without-parent", "Nothing in this table says which record its rows belong to; it is not read.",
               "Export it with _parent_index, PARENT_KEY or _submission__uuid."},
    ImportCode{"parent-table-missing", "The rows belong to rows of a table that is not there; they are not read.",
               "Name the files of all repeats."},
    ImportCode{"row-without-parent", "The row belongs to a row that is not there; it is not taken.",
               "Export both tables again, at the same time."},
    ImportCode{"row-twice", "Another row has the same id; this one is not taken.",
               "Decide which is right, delete the other."},
    ImportCode{"text-damaged", "Bytes of the file are no text; they stand as U+FFFD.", "Export it again as UTF-8."},
    ImportCode{"column-unknown", "The form has no question of this name; the answers are not taken.",
               "Use the version of the form that was filled in, or rename the column."},
    ImportCode{"column-ambiguous", "Several questions are called so; the answers are not taken.",
               "Export with the names of groups in the header."},
    ImportCode{"column-elsewhere", "This question is asked in another table; what stands here is not taken.",
               "Nothing needs to be done where the other table has it."},
    ImportCode{"column-twice", "Two columns hold this question and differ; the first is taken.", "Delete one of them."},
    ImportCode{"number-unreadable", "This is no number of the question's type; it is kept as it is written.",
               "Correct it in the record."},
    ImportCode{"date-unreadable", "This is no date; it is kept as it is written.", "Correct it in the record."},
    ImportCode{"date-order-unknown", "This may be two days; it is kept as it is written.",
               "Say which number is the day: --dates day-first or --dates month-first."},
    ImportCode{"choice-unknown", "This is no choice of the question; it is kept as it is written.",
               "Use the version of the form that was filled in, or correct it in the record."},
    ImportCode{"choice-label-ambiguous", "Two choices have this label; it is kept as it is written.",
               "Export with values instead of labels."},
    ImportCode{"choices-disagree", "The columns of the choices say something else than the list; the list is taken.",
               "Look which one was edited."},
    ImportCode{"tick-unreadable", "This is neither 1 nor 0; it is taken as not chosen.", "Write 1 or 0."},
    ImportCode{"geopoint-unreadable", "This is no place on earth; it is kept as it is written.",
               "Correct it in the record."},
    ImportCode{"value-too-long", "The answer is longer than a record holds; it is not taken.", "Shorten it."},
    ImportCode{"submission-unreadable", "This file is no submission of the form; it is not taken.",
               "Look whether it is whole, and of this form."},
    ImportCode{"record-too-large", "The record has more answers than can be kept; it is not taken.", "Split it."},
    ImportCode{"answer-not-relevant",
               "By the form this question does not apply here; the answer is kept and marked so.",
               "Nothing needs to be done where the data is as it was collected."},
    ImportCode{"answer-invalid",
               "The answer is no value of its question in this version of the form; it is kept and marked.",
               "Correct it in the record."},
    ImportCode{"answer-without-place", "The form has no place for this answer; it is kept in the record.",
               "Use the version of the form that was filled in."},
    ImportCode{"rows-beyond-count", "The repeat has more rows than the form asks for; they are kept.",
               "Look at the question that gives their number."},
    ImportCode{"constraint-unmet", "The answer breaks the form's constraint; the record stays a draft.", "Correct it."},
    ImportCode{"required-missing", "The form requires an answer; the record stays a draft.", "Answer it."},
    ImportCode{"calculation-differs", "The form computes another value today; what the file says is kept.",
               "Nothing needs to be done where the data is as it was collected."},
};

} // namespace

const ImportCode* find_import_code(std::string_view code)
{
    const auto found =
        std::find_if(codes.begin(), codes.end(), [&](const ImportCode& one) { return one.code == code; });
    return found == codes.end() ? nullptr : &*found;
}

void ImportFindings::add(Severity severity, const std::string& table, int row, const std::string& column,
                         const char* code)
{
    const auto [place, is_new] = places_.try_emplace({table, column, code}, findings_.size());
    if (is_new) {
        const ImportCode* known = find_import_code(code);
        findings_.push_back(
            {{severity, table, row, column, code, known ? known->message : "", known ? known->help : ""}, {}, 0});
    }
    ImportFinding& finding = findings_[place->second];
    ++finding.count;
    if (row <= 0 || finding.rows.size() >= ImportFinding::rows_max) return;
    const auto at = std::lower_bound(finding.rows.begin(), finding.rows.end(), row);
    if (at == finding.rows.end() || *at != row) finding.rows.insert(at, row);
}

void ImportFindings::add(Diagnostic diagnostic)
{
    ImportFinding finding{std::move(diagnostic), {}, 1};
    if (finding.diagnostic.row > 0) finding.rows.push_back(finding.diagnostic.row);
    findings_.push_back(std::move(finding));
}

} // namespace mahalla
