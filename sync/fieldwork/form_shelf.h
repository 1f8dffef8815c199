#pragma once
#include "session/form_session.h"
#include "store/vault.h"

#include <map>
#include <memory>

namespace mahalla {

/// A questionnaire as a laptop has it: read once, compiled once, shared by every interview.
struct ShelvedForm {
    Hash hash;
    FormReference reference;
    std::string title;
    bool is_open = false; ///< New records may be begun.
    std::shared_ptr<const FormDefinition> definition;
    std::shared_ptr<const FormProgram> program;
};

/// The questionnaires of one vault, read when they are first asked for. One thread.
class FormShelf {
public:
    /// Fails with `NotFound` where the vault has no form of this hash, `Corrupt` where it has one that this version
    /// cannot read.
    Result<ShelvedForm> form(const Vault& vault, const Hash& hash);
    /// The newest open form of the charter with this id (a hash's 64 digits name one exactly). Fails with `NotFound`.
    Result<ShelvedForm> form(const Vault& vault, std::string_view id_or_hash);
    /// Forgets everything: at lock.
    void clear() { forms_.clear(); }

private:
    std::map<Hash, ShelvedForm> forms_;
};

} // namespace mahalla
