#include "session/save.h"

namespace mahalla {

namespace {

constexpr std::uint32_t magic = 0x5649484dU; // "MHIV"
constexpr std::uint8_t format_version = 2;
constexpr std::size_t text_bytes_max = Record::value_bytes_max;
constexpr std::size_t file_bytes_max = std::size_t{1} << 30U;

enum FlagBit : std::uint8_t {
    relevant_itself_bit = 1,
    relevant_bit = 2,
    readonly_itself_bit = 4,
    readonly_bit = 8,
    required_bit = 16,
    wrong_type_bit = 32,
    out_of_date_bit = 64,
};

std::uint8_t bits_of(const InstanceTree::Flags& flags)
{
    const auto bit = [](bool set, FlagBit which) { return set ? static_cast<unsigned>(which) : 0U; };
    return static_cast<std::uint8_t>(bit(flags.relevant_itself, relevant_itself_bit) |
                                     bit(flags.relevant, relevant_bit) |
                                     bit(flags.readonly_itself, readonly_itself_bit) |
                                     bit(flags.readonly, readonly_bit) | bit(flags.required, required_bit) |
                                     bit(flags.wrong_type, wrong_type_bit) | bit(flags.out_of_date, out_of_date_bit));
}

void write_instant(ByteWriter& writer, const std::optional<Instant>& instant)
{
    writer.u8(instant ? 1 : 0);
    writer.u64(instant ? static_cast<std::uint64_t>(instant->time_since_epoch().count()) : 0);
}

std::optional<Instant> read_instant(ByteReader& reader)
{
    const bool there = reader.u8() == 1;
    const auto count = static_cast<std::int64_t>(reader.u64());
    return there ? std::optional(Instant(std::chrono::milliseconds(count))) : std::nullopt;
}

void write_block(const InterviewState& state, BlockIndex block, ByteWriter& writer)
{
    const InstanceTree& tree = state.tree;
    const auto size = static_cast<NodeIndex>(state.program->layout().block(tree.block_model(block)).size());
    for (NodeIndex node = tree.base(block); node < tree.base(block) + size; ++node) {
        writer.u8(bits_of(tree.flags(node)));
        if (!tree.flags(node).anchor) {
            writer.sized(tree.value(node));
            if (tree.flags(node).wrong_type) writer.sized(tree.typed(node));
            continue;
        }
        writer.varint(tree.rows(node).size());
        for (const BlockIndex row : tree.rows(node)) {
            writer.raw(tree.row_id(row).bytes());
            write_block(state, row, writer);
        }
    }
}

void read_block(InterviewState& state, BlockIndex block, ByteReader& reader)
{
    InstanceTree& tree = state.tree;
    const auto size = static_cast<NodeIndex>(state.program->layout().block(tree.block_model(block)).size());
    const NodeIndex base = tree.base(block);
    for (NodeIndex node = base; node < base + size && reader.ok(); ++node) {
        const std::uint8_t bits = reader.u8();
        InstanceTree::Flags& flags = tree.flags(node);
        flags.relevant_itself = (bits & relevant_itself_bit) != 0;
        flags.relevant = (bits & relevant_bit) != 0;
        flags.readonly_itself = (bits & readonly_itself_bit) != 0;
        flags.readonly = (bits & readonly_bit) != 0;
        flags.required = (bits & required_bit) != 0;
        // Bytes may say anything; only what is computed can have to be computed anew.
        flags.out_of_date = (bits & out_of_date_bit) != 0 && state.program_of(node).calculate.has_value();
        if (!flags.anchor) {
            tree.exchange_value(node, reader.sized_text(text_bytes_max));
            if ((bits & wrong_type_bit) != 0) tree.exchange_typed(node, reader.sized_text(text_bytes_max));
            continue;
        }
        const std::uint64_t rows = reader.varint();
        if (rows > Recalculation::rows_max) reader.fail();
        for (std::uint64_t i = 0; i < rows && reader.ok(); ++i) {
            // A row takes at least its id and a byte a node: no count is trusted beyond what is there.
            const auto id = RowId::from_bytes(reader.raw(RowId::bytes_count));
            if (!id) return reader.fail();
            const BlockIndex row = tree.make_row(node, *id);
            tree.insert_row(row, tree.rows(node).size() + 1);
            read_block(state, row, reader);
        }
    }
}

} // namespace

Bytes save_interview(const InterviewState& state)
{
    ByteWriter writer;
    writer.u32(magic);
    writer.u8(format_version);
    writer.u64(state.program->fingerprint());
    writer.raw(state.record_id.bytes());
    write_instant(writer, state.created);
    write_instant(writer, state.finalised);
    writer.varint(state.evaluator.language());
    write_block(state, 0, writer);
    writer.varint(state.attachments.size());
    for (const Attachment& file : state.attachments) {
        writer.sized(file.name);
        writer.sized(file.content);
    }
    write_carried(state, writer);
    return writer.take();
}

Result<void> restore_interview(InterviewState& state, ByteView saved)
{
    const auto corrupt = [] { return failure(ErrorKind::Corrupt, "These bytes are no saved interview."); };
    ByteReader reader(saved);
    if (reader.u32() != magic || reader.u8() != format_version) return corrupt();
    const std::uint64_t fingerprint = reader.u64();
    if (!reader.ok()) return corrupt();
    if (fingerprint != state.program->fingerprint())
        return failure(ErrorKind::Invalid,
                       "The interview was saved with another form or version; open it with that one.");
    const auto id = RecordId::from_bytes(reader.raw(RecordId::bytes_count));
    if (!id) return corrupt();
    state.record_id = *id;
    state.created = read_instant(reader);
    state.finalised = read_instant(reader);
    const std::uint64_t language = reader.varint();
    if (language >= state.languages.size()) return corrupt();
    state.evaluator.set_language(language);
    read_block(state, 0, reader);
    const std::uint64_t files = reader.varint();
    for (std::uint64_t i = 0; i < files && reader.ok(); ++i) {
        Attachment file;
        file.name = reader.sized_text(text_bytes_max);
        const ByteView content = reader.sized(file_bytes_max);
        file.content.assign(content.begin(), content.end());
        state.attachments.push_back(std::move(file));
    }
    read_carried(state, reader);
    if (!reader.finished()) return corrupt();
    return {};
}

} // namespace mahalla
