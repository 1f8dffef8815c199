#include "fieldwork/record_import.h"

#include "record/record_changes.h"

#include <algorithm>

namespace mahalla {

namespace {

const char* code_of(Departure::Kind kind)
{
    switch (kind) {
    case Departure::Kind::NoQuestion:
    case Departure::Kind::HoldsNoAnswer:
    case Departure::Kind::NoRow:
    case Departure::Kind::NoRepeat:
        return "answer-without-place";
    case Departure::Kind::WrongType:
    case Departure::Kind::NotOffered:
        return "answer-invalid";
    case Departure::Kind::BeyondCount:
        return "rows-beyond-count";
    }
    return "answer-invalid";
}

/// Tells what the form has against a record where it stands in the tables it came from.
class PlaceTeller {
public:
    PlaceTeller(const ForeignRecord& foreign, std::span<const std::string> tables, ImportFindings& findings)
        : foreign_(foreign), tables_(tables), findings_(findings)
    {}

    void tell(Severity severity, const std::string& ref, const char* code)
    {
        const auto exact = foreign_.places.find(ref);
        CellPlace place{0, foreign_.row, {}};
        if (exact != foreign_.places.end()) {
            place = exact->second;
        } else {
            // A question without a cell stands in the row of its repeat, under its own name.
            for (std::size_t slash = ref.rfind('/'); slash != std::string::npos && slash > 0;
                 slash = ref.rfind('/', slash - 1))
                if (const auto row = foreign_.places.find(ref.substr(0, slash)); row != foreign_.places.end()) {
                    place = row->second;
                    break;
                }
            place.column = ref.substr(ref.rfind('/') + 1);
        }
        findings_.add(severity, tables_[place.table], place.row, place.column, code);
    }

    /// The ref of an answer's path: rows by their position.
    std::string ref_of(const AnswerPath& path) const
    {
        std::string ref;
        AnswerPath at;
        for (const AnswerPath::Step& step : path.steps()) {
            auto below = at.child(step.name);
            if (!below) return ref;
            ref += "/" + std::string(step.name);
            at = *std::move(below);
            if (!step.row) continue;
            const auto rows = foreign_.record.rosters.find(at);
            std::size_t position = 0;
            if (rows != foreign_.record.rosters.end())
                position = static_cast<std::size_t>(std::find(rows->second.begin(), rows->second.end(), *step.row) -
                                                    rows->second.begin());
            ref += "[" + std::to_string(position + 1) + "]";
            at = at.with_row(*step.row);
        }
        return ref;
    }

private:
    const ForeignRecord& foreign_;
    const std::span<const std::string> tables_;
    ImportFindings& findings_;
};

} // namespace

RecordImport::RecordImport(const ShelvedForm& form, const SessionEnvironment& environment, Vault* vault,
                           ImportedStage stage)
    : form_(form), environment_(environment), vault_(vault), stage_(stage)
{
    if (vault_ == nullptr) return;
    for (const RecordOverview& overview : vault_->records()) known_.emplace(overview.id, overview.is_erased);
}

Result<void> RecordImport::take(const ForeignRecord& foreign, std::span<const std::string> tables,
                                ImportFindings& findings)
{
    if (const auto known = known_.find(foreign.record.id); known != known_.end()) {
        ++(known->second ? counts_.erased : counts_.already_here);
        return {};
    }
    PlaceTeller teller(foreign, tables, findings);
    MAHALLA_TRY(auto session, FormSession::open(form_.program, environment_, foreign.record));
    for (const Departure& departure : session.departures())
        teller.tell(Severity::Warning, teller.ref_of(departure.path), code_of(departure.kind));
    bool is_complete = session.departures().empty();
    for (const UnmetCondition& unmet : session.validate()) {
        is_complete = false;
        if (unmet.condition != Violation::Type)
            teller.tell(Severity::Warning, unmet.ref,
                        unmet.condition == Violation::Required ? "required-missing" : "constraint-unmet");
    }
    Record record = session.to_record();
    for (const auto& [path, said] : foreign.record.answers) {
        Answer& answer = record.answers[path];
        if (answer.value != said.value) {
            teller.tell(Severity::Warning, teller.ref_of(path), "calculation-differs");
            answer.value = said.value;
        }
        if (!answer.relevant) teller.tell(Severity::Warning, teller.ref_of(path), "answer-not-relevant");
    }
    known_.emplace(foreign.record.id, false);
    return store(foreign, record, is_complete);
}

Result<void> RecordImport::store(const ForeignRecord& foreign, const Record& record, bool is_complete)
{
    const bool finalises = stage_ == ImportedStage::AsCollected || (is_complete && stage_ == ImportedStage::Finalised);
    if (vault_ != nullptr) {
        const RecordId& id = foreign.record.id;
        if (auto begun = vault_->begin_named_record(id, form_.reference, record.language); !begun) return begun;
        MAHALLA_TRY(const Record begun, vault_->draft(id));
        Record complete = record;
        complete.id = id;
        const RecordChanges changes = changes_between(begun, complete);
        if (!changes.empty())
            if (auto saved = vault_->save_answers(id, changes); !saved) return saved;
        if (finalises) {
            MAHALLA_TRY(const auto sealed, vault_->finalise(id));
            static_cast<void>(sealed);
        }
    }
    ++(finalises ? counts_.finalised : counts_.drafts);
    return {};
}

} // namespace mahalla
