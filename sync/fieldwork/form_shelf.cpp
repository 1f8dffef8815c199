#include "fieldwork/form_shelf.h"

#include "xform/read_xform.h"

namespace mahalla {

Result<ShelvedForm> FormShelf::form(const Vault& vault, const Hash& hash)
{
    const auto known = forms_.find(hash);
    if (known != forms_.end()) return known->second;
    MAHALLA_TRY(const Bytes bytes, vault.form(hash));
    FormReading reading = read_xform(bytes);
    if (!reading.form)
        return failure(ErrorKind::Corrupt,
                       "This questionnaire cannot be read by this version of the program: update it, or ask "
                       "for the questionnaire again.");
    MAHALLA_TRY(auto program, compile_form(reading.form));
    ShelvedForm shelved;
    shelved.hash = hash;
    shelved.reference = {reading.form->id(), reading.form->version(), hash};
    shelved.title = reading.form->title();
    const CharterForm* entry = vault.charter() == nullptr ? nullptr : vault.charter()->content().form(hash);
    shelved.is_open = entry != nullptr && entry->is_open;
    shelved.definition = reading.form;
    shelved.program = std::move(program);
    forms_.emplace(hash, shelved);
    return shelved;
}

Result<ShelvedForm> FormShelf::form(const Vault& vault, std::string_view id_or_hash)
{
    if (vault.charter() == nullptr)
        return failure(ErrorKind::Refused, "This vault is not enrolled yet: it has no questionnaires.");
    const auto& forms = vault.charter()->content().forms;
    // The charter lists what was published last at the end.
    for (auto entry = forms.rbegin(); entry != forms.rend(); ++entry)
        if (entry->hash.text() == id_or_hash || (entry->is_open && entry->id == id_or_hash))
            return form(vault, entry->hash);
    return failure(ErrorKind::NotFound,
                   "The project has no open questionnaire with this id. `mahalla project show` lists them.");
}

} // namespace mahalla
