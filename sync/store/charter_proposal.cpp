#include "store/charter_proposal.h"

#include "crypto/hash.h"

namespace mahalla {

namespace {

constexpr std::string_view magic = "MHPO";
constexpr std::uint8_t format_version = 1;
constexpr std::size_t form_bytes_max = 16 << 20;

} // namespace

Result<Bytes> CharterProposal::bytes() const
{
    ByteWriter writer;
    writer.raw(as_bytes(magic));
    writer.u8(format_version);
    writer.sized(charter.bytes());
    writer.varint(forms.size());
    for (const Bytes& form : forms) writer.sized(form);
    if (writer.size() > bytes_max || forms.size() > forms_max)
        return failure(ErrorKind::Invalid, "The questionnaires are too large to travel with the charter.");
    return writer.take();
}

Result<CharterProposal> CharterProposal::parse(ByteView bytes)
{
    const auto no_proposal = [] { return failure(ErrorKind::Corrupt, "These bytes are no charter or proposal."); };
    if (bytes.size() > bytes_max) return no_proposal();
    ByteReader reader(bytes);
    if (as_text(reader.raw(magic.size())) != magic || reader.u8() != format_version) return no_proposal();
    MAHALLA_TRY(Charter charter, Charter::parse(reader.sized(Charter::bytes_max)));
    std::vector<Bytes> forms;
    const std::uint64_t count = reader.varint();
    if (count > forms_max) return no_proposal();
    for (std::uint64_t i = 0; i < count && reader.ok(); ++i) {
        const ByteView form = reader.sized(form_bytes_max);
        if (reader.ok() && charter.content().form(hash_of(form)) == nullptr)
            return failure(ErrorKind::Invalid, "A questionnaire comes with a charter that does not name it.");
        forms.emplace_back(form.begin(), form.end());
    }
    if (!reader.finished()) return no_proposal();
    return CharterProposal{std::move(charter), std::move(forms)};
}

} // namespace mahalla
