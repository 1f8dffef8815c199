#include "interchange/foreign_record.h"

#include "base/text.h"
#include "expression/digest.h"

namespace mahalla {

std::optional<RecordId> record_id_in(std::string_view instance_id)
{
    std::string digits = lower_ascii(replaced_all(instance_id, "-", ""));
    if (digits.starts_with("uuid:")) digits.erase(0, 5);
    if (auto id = RecordId::from_text(digits)) return *id;
    return std::nullopt;
}

template <typename IdType> IdType id_of_words(std::string_view words)
{
    const Bytes digested = digest(DigestAlgorithm::Sha256, as_bytes(words));
    return *IdType::from_bytes(ByteView(digested).first(IdType::bytes_count));
}
template RecordId id_of_words<RecordId>(std::string_view);
template RowId id_of_words<RowId>(std::string_view);

RecordId record_id_of_name(const FormDefinition& form, std::string_view instance_id)
{
    return id_of_words<RecordId>("mahalla imported record\n" + form.id() + "\nid\n" + std::string(instance_id));
}

RecordId record_id_of_content(const FormDefinition& form, std::string_view content)
{
    return id_of_words<RecordId>("mahalla imported record\n" + form.id() + "\nrow\n" + std::string(content));
}

} // namespace mahalla
