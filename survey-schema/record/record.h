#pragma once
#include "base/bytes.h"
#include "base/date.h"
#include "record/answer_path.h"
#include "record/field_codec.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// Which questionnaire was asked. `hash` is what counts: forms are immutable and content-addressed (BLAKE2b-256 of the
/// canonical XForm); id and version are what people call it.
struct FormReference {
    std::string id;
    std::string version;
    Hash hash;

    auto operator<=>(const FormReference&) const = default;

    /// id, version (each at most 256 bytes), hash.
    void encode(ByteWriter& writer) const;
    static Result<FormReference> decode(ByteReader& reader);
};

/// What was said to one question, in the text form of its XForms type.
struct Answer {
    std::string value;
    /// False: the question no longer applies; the value is kept and left out of exports and tables.
    bool relevant = true;
    /// True: two people wrote different values and nobody decided yet. `value` is then empty. Analysis counts the
    /// answer as *unresolved*, never as one of the two.
    bool unresolved = false;

    bool operator==(const Answer&) const = default;
};

/// Where a record is in its life.
enum class RecordStage : std::uint8_t {
    Draft = 0,     ///< Being filled in.
    Finalised = 1, ///< Complete, as its author says.
    Deleted = 2,   ///< A tombstone, with nothing written against it.
    /// In no table and no export: consent was refused or withdrawn, or somebody deleted the record while another edited
    /// it and nobody decided yet.
    Masked = 3,
};

/// What was said in one interview: plain data.
///
/// Answers stand by path, in the order of paths; the form knows the order of questions. Rows of a roster stand in the
/// order in which they are shown. Nothing here says who wrote which answer: that is in the events (record/event.h), and
/// sync/merge makes a record of them.
struct Record {
    static constexpr std::size_t encoded_bytes_max = std::size_t{16} << 20U;
    static constexpr std::size_t answers_max = 200'000;
    static constexpr std::size_t value_bytes_max = std::size_t{256} << 10U;

    RecordId id;
    FormReference form;
    RecordStage stage = RecordStage::Draft;
    std::map<AnswerPath, Answer> answers;
    /// Series (`/data/person`, or `/data/household[…]/person` within another roster) to its rows. A series without rows
    /// has no entry.
    std::map<AnswerPath, std::vector<RowId>> rosters;
    std::optional<Instant> created;
    std::optional<Instant> finalised;
    std::string author;   ///< A label, as the enrolment certificate has it; never a key.
    std::string language; ///< In which the interview was held.
    /// What a newer version wrote and this one does not know.
    Fields unknown_fields;

    /// The value where there is one that counts: relevant and not unresolved.
    std::optional<std::string> settled_value(const AnswerPath& path) const;
    /// True for the stages that tables count.
    bool counts_in_tables() const { return stage == RecordStage::Finalised; }

    bool operator==(const Record&) const = default;

    /// The canonical bytes: equal records have equal bytes, and `decode(encode())` gives the record again. Fails with
    /// `Invalid` where a limit above is broken or a text is no UTF-8.
    Result<Bytes> encode() const;
    /// Fails with `Corrupt` for every byte string that `encode` does not write. Safe on hostile bytes.
    static Result<Record> decode(ByteView bytes);
};

} // namespace mahalla
