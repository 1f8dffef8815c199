#pragma once
#include "expression/document.h"
#include "fieldwork/form_shelf.h"

#include <memory>

namespace mahalla {

/// What `instance('__last-saved')` answers with in a new record of `form`: the record of this form, in any of its
/// versions, that this laptop's person changed last, draft or finalised, as a submission. Null where the form does not
/// ask for it, where there is none, and where it cannot be opened: a sensitive project keeps nothing that it finalised,
/// and then nothing of one household is suggested to the next.
std::shared_ptr<const Document> last_saved_document(const Vault& vault, const ShelvedForm& form);

} // namespace mahalla
