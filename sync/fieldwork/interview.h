#pragma once
#include "fieldwork/form_shelf.h"
#include "merge/merged_record.h"

namespace mahalla {

/// One interview held in a vault: a session whose every step is on the disk before it counts as done.
///
/// Each operation answers first in the session, then saves what it changed as one step of the draft's journal. Where
/// saving fails (`Unavailable`: the disk is full), the answer stays in the session and on the screen, `is_saved()` is
/// false, and the next operation or `save` saves it as well: nothing is typed twice. Vault and shelf outlive the
/// interview. One thread.
class Interview {
public:
    /// Begins a record. Fails as `Vault::begin_record` and `FormSession::create`.
    static Result<Interview> begin(Vault& vault, const ShelvedForm& form, const SessionEnvironment& environment,
                                   std::string language = {});
    /// Goes on with a draft. Fails with `NotFound` where there is none of this id.
    static Result<Interview> resume(Vault& vault, FormShelf& shelf, const SessionEnvironment& environment,
                                    const RecordId& record);
    /// Opens a finalised record for a correction; its conflicts stay open unless they are resolved apart. Fails with
    /// `Refused` where the record cannot be opened with this vault's keys.
    static Result<Interview> revise(Vault& vault, FormShelf& shelf, const SessionEnvironment& environment,
                                    const MergedRecord& record);

    const RecordId& record() const { return record_; }
    const ShelvedForm& form() const { return form_; }
    /// For reading, navigation and validation; answers go through the functions below.
    FormSession& session() { return session_; }
    const FormSession& session() const { return session_; }
    bool is_saved() const { return saved_; }

    Result<Changes> answer(SessionNode node, std::optional<std::string_view> value);
    Result<Changes> answer(std::string_view ref, std::optional<std::string_view> value);
    Result<Changes> add_repeat(std::string_view ref);
    Result<Changes> remove_repeat(std::string_view ref);
    /// Takes a file into the draft (`Vault::attach`) and answers an upload question with its name, made distinct where
    /// the record has a file of that name. Where the answer cannot be saved, the file is here and leaves only if an
    /// answer names it. `cleaning`, where given, tells what became of what the file's device wrote about it.
    Result<Changes> attach(std::string_view ref, std::string_view name, const FileSource& source,
                           MediaCleaning* cleaning = nullptr);
    Result<Changes> undo();
    Result<Changes> redo();
    Result<Changes> set_language(std::string_view language);
    /// Saves what is not saved yet; nothing to do is success.
    Result<void> save();

    /// What is unmet, in document order; none: the record was sealed to the charter's recipients and the draft is gone.
    Result<std::vector<UnmetCondition>> finalise();

private:
    Interview(Vault& vault, ShelvedForm form, RecordId record, FormSession session, Record stored);
    Result<Changes> kept(Result<Changes> changes);

    Vault* vault_;
    ShelvedForm form_;
    RecordId record_;
    FormSession session_;
    Record stored_; ///< What the draft's journal holds.
    bool saved_ = true;
};

} // namespace mahalla
