#include "interchange/foreign_submission.h"

#include "expression/digest.h"
#include "xform/submission.h"

#include <algorithm>

namespace mahalla {

namespace {

/// Rows of a submission have no names: theirs are made of its text, the same ones each time.
class DigestsOf final : public Random {
public:
    explicit DigestsOf(Bytes seed) : seed_(std::move(seed)) {}
    void fill(std::span<std::uint8_t> bytes) override
    {
        for (std::uint8_t& byte : bytes) {
            if (at_ == block_.size()) next_block();
            byte = block_[at_++];
        }
    }

private:
    void next_block()
    {
        ByteWriter writer;
        writer.raw(seed_);
        writer.u64(blocks_++);
        block_ = digest(DigestAlgorithm::Sha256, writer.bytes());
        at_ = 0;
    }

    const Bytes seed_;
    std::uint64_t blocks_ = 0;
    Bytes block_;
    std::size_t at_ = 0;
};

std::string instance_id_of(const FormDefinition& form, const Record& record)
{
    for (const ModelNode& node : form.nodes())
        if (node.local_name() == "instanceID" && node.kind == ModelNodeKind::Value)
            if (const auto path = AnswerPath::parse(node.nodeset))
                if (const auto said = record.answers.find(*path); said != record.answers.end())
                    return said->second.value;
    return {};
}

} // namespace

Result<ForeignRecord> read_foreign_submission(const FormDefinition& form, std::string_view xml, int number,
                                              std::optional<RecordId> id)
{
    Bytes seed = digest(DigestAlgorithm::Sha256, as_bytes(xml));
    const std::string content = to_hex(seed);
    DigestsOf rows(std::move(seed));
    ForeignRecord foreign;
    MAHALLA_TRY(foreign.record, read_submission(form, xml, rows));
    foreign.row = number;
    foreign.instance_id = instance_id_of(form, foreign.record);
    if (!id) id = record_id_in(foreign.instance_id);
    if (id)
        foreign.record.id = *id;
    else
        foreign.record.id = foreign.instance_id.empty() ? record_id_of_content(form, content)
                                                        : record_id_of_name(form, foreign.instance_id);
    return foreign;
}

} // namespace mahalla
