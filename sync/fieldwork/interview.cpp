#include "fieldwork/interview.h"

#include "fieldwork/last_saved.h"
#include "record/record_changes.h"

namespace mahalla {

Interview::Interview(Vault& vault, ShelvedForm form, RecordId record, FormSession session, Record stored)
    : vault_(&vault), form_(std::move(form)), record_(record), session_(std::move(session)), stored_(std::move(stored))
{}

Result<Interview> Interview::begin(Vault& vault, const ShelvedForm& form, const SessionEnvironment& environment,
                                   std::string language)
{
    SessionEnvironment surroundings = environment;
    if (auto last = last_saved_document(vault, form)) surroundings.last_saved = std::move(last);
    MAHALLA_TRY(auto session, FormSession::create(form.program, surroundings));
    if (!language.empty())
        if (auto set = session.set_language(language); !set) return tl::unexpected(set.error());
    MAHALLA_TRY(const RecordId record, vault.begin_record(form.reference, session.language()));
    MAHALLA_TRY(Record stored, vault.draft(record));
    Interview interview(vault, form, record, std::move(session), std::move(stored));
    if (auto saved = interview.save(); !saved) return tl::unexpected(saved.error());
    return interview;
}

Result<Interview> Interview::resume(Vault& vault, FormShelf& shelf, const SessionEnvironment& environment,
                                    const RecordId& record)
{
    MAHALLA_TRY(Record stored, vault.draft(record));
    // Where the interview was left: whoever goes on wrongly finds back. Want of space for it keeps nobody from working.
    static_cast<void>(vault.mark_restore_point(record, RestorePointKind::Paused));
    MAHALLA_TRY(const ShelvedForm form, shelf.form(vault, stored.form.hash));
    MAHALLA_TRY(auto session, FormSession::open(form.program, environment, stored));
    if (!stored.language.empty())
        (void)session.set_language(stored.language); // A language the form has lost: its default.
    return Interview(vault, form, record, std::move(session), std::move(stored));
}

Result<Interview> Interview::revise(Vault& vault, FormShelf& shelf, const SessionEnvironment& environment,
                                    const MergedRecord& record)
{
    if (auto begun = vault.begin_revision(record.record, record.seen); !begun) return tl::unexpected(begun.error());
    return resume(vault, shelf, environment, record.record.id);
}

Result<void> Interview::save()
{
    saved_ = false;
    Record now = session_.to_record();
    now.id = record_;
    const RecordChanges changes = changes_between(stored_, now);
    if (!changes.empty())
        if (auto written = vault_->save_answers(record_, changes); !written) return written;
    stored_ = std::move(now);
    saved_ = true;
    return {};
}

Result<Changes> Interview::kept(Result<Changes> changes)
{
    if (!changes) return changes;
    if (auto written = save(); !written) return tl::unexpected(written.error());
    return changes;
}

Result<Changes> Interview::answer(SessionNode node, std::optional<std::string_view> value)
{
    return kept(session_.answer(node, value));
}
Result<Changes> Interview::answer(std::string_view ref, std::optional<std::string_view> value)
{
    return kept(session_.answer(ref, value));
}
Result<Changes> Interview::add_repeat(std::string_view ref) { return kept(session_.add_repeat(ref)); }
Result<Changes> Interview::remove_repeat(std::string_view ref) { return kept(session_.remove_repeat(ref)); }

Result<Changes> Interview::attach(std::string_view ref, std::string_view name, const FileSource& source,
                                  MediaCleaning* cleaning)
{
    MAHALLA_TRY(const NodeState node, session_.state(ref));
    if (node.type != NodeType::Upload) return failure(ErrorKind::Invalid, "Only an upload question takes a file.");
    MAHALLA_TRY(const NewAttachment attached, vault_->attach(record_, name, source));
    if (cleaning != nullptr) *cleaning = attached.cleaning;
    return answer(ref, attached.file.name);
}

Result<Changes> Interview::undo() { return kept(session_.undo()); }
Result<Changes> Interview::redo() { return kept(session_.redo()); }

Result<Changes> Interview::set_language(std::string_view language)
{
    Result<Changes> changes = session_.set_language(language);
    if (!changes) return changes;
    if (auto set = vault_->set_draft_language(record_, std::string(language)); !set) return tl::unexpected(set.error());
    return changes;
}

Result<std::vector<UnmetCondition>> Interview::finalise()
{
    if (std::vector<UnmetCondition> unmet = session_.validate(); !unmet.empty()) return unmet;
    std::vector<UnmetCondition> unmet = session_.finalize();
    if (!unmet.empty()) return unmet;
    if (auto saved = save(); !saved) return tl::unexpected(saved.error());
    MAHALLA_TRY(const auto sealed, vault_->finalise(record_));
    (void)sealed;
    return unmet;
}

} // namespace mahalla
