#include "fieldwork/passed_sums.h"

#include "base/field_codec.h"
#include "crypto/secret_box.h"
#include "disclosure/release_fields.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::string_view magic = "MahallaSums";
constexpr std::uint8_t version = 1;
constexpr std::size_t key_bytes = 32, sealed_key_bytes = box_key_bytes + 48, signature_bytes = 64;
constexpr std::size_t head_bytes = magic.size() + 1 + key_bytes + KeyId::bytes_count + sealed_key_bytes;

template <typename Archive> void visit_key(Archive& archive, auto& key)
{
    archive.list(key, [&](auto& text) { archive.text(text); });
}

template <typename Archive> void visit_part(Archive& archive, auto& part)
{
    archive.whole(part.sampled);
    archive.whole(part.sum.n);
    archive.whole(part.sum.positives);
    for (auto* number : {&part.sum.weight, &part.sum.values, &part.sum.squares, &part.ratio.denominators,
                         &part.ratio.squares, &part.ratio.products})
        archive.number(*number);
}

template <typename Archive> void visit_wanted(Archive& archive, auto& wanted)
{
    for (auto* text : {&wanted.id, &wanted.label, &wanted.variable, &wanted.denominator, &wanted.where, &wanted.unit})
        archive.text(*text);
    archive.whole(wanted.statistic);
    archive.list(wanted.by, [&](auto& text) { archive.text(text); });
    archive.list(wanted.dimensions, [&](auto& dimension) { visit_dimension(archive, dimension); });
    archive.flag(wanted.margins);
    archive.whole(wanted.interval);
    archive.number(wanted.level);
    archive.whole(wanted.design_effect);
}

template <typename Archive> void visit_statistics(Archive& archive, auto& content)
{
    visit_wanted(archive, content.wanted);
    archive.text(content.design.weight);
    archive.text(content.design.strata);
    for (auto* names : {&content.design.psu, &content.design.fpc})
        archive.list(*names, [&](auto& text) { archive.text(text); });
    archive.whole(content.design.lonely_psu);
    archive.list(content.numeric_dimensions, [&](auto& flag) { archive.whole(flag); });
    archive.list(content.dimension_names, [&](auto& text) { archive.text(text); });
    const auto key = [&](auto& names) { visit_key(archive, names); };
    archive.map(content.units, key,
                [&](auto& unit) { archive.map(unit, key, [&](auto& part) { visit_part(archive, part); }); });
    archive.map(content.populations, key, [&](auto& number) { archive.number(number); });
    archive.map(content.contributors, key,
                [&](auto& numbers) { archive.list(numbers, [&](auto& number) { archive.number(number); }); });
    archive.whole(content.unresolved);
}

template <typename Archive> void visit_missing(Archive& archive, auto& missing)
{
    for (auto* count : {&missing.dont_know, &missing.refused, &missing.not_applicable, &missing.not_answered})
        archive.whole(*count);
}

/// A table as it is read, before its sums are looked at.
struct ReadTable {
    ReleaseDefinition definition;
    MissingCounts missing;
    SufficientStatistics::Content content;
};

template <typename Archive> void visit_head(Archive& archive, auto& sums)
{
    for (auto* text : {&sums.made, &sums.round, &sums.language, &sums.questionnaire.id, &sums.questionnaire.version,
                       &sums.questionnaire.hash})
        archive.text(*text);
    visit_policy(archive, sums.policy, true);
}

bool is_known(const SufficientStatistics::Content& content)
{
    return content.wanted.statistic <= Statistic::Ratio && content.wanted.interval <= IntervalMethod::ClopperPearson &&
           content.wanted.design_effect <= DesignEffect::WithReplacement &&
           content.design.lonely_psu <= LonelyPsu::Average;
}

} // namespace

Bytes encode_sums(const PassedSums& sums)
{
    FieldWriter writer;
    visit_head(writer, sums);
    writer.list(sums.tables, [&](const SummedTable& table) {
        visit_definition(writer, table.definition);
        visit_missing(writer, table.missing);
        visit_statistics(writer, table.statistics.content());
    });
    return writer.take();
}

Result<PassedSums> decode_sums(ByteView bytes)
{
    FieldReader reader(bytes);
    PassedSums sums;
    std::vector<ReadTable> tables;
    visit_head(reader, sums);
    reader.list(tables, [&](ReadTable& table) {
        visit_definition(reader, table.definition);
        visit_missing(reader, table.missing);
        visit_statistics(reader, table.content);
    });
    if (!reader.finished() || tables.empty()) return failure(ErrorKind::Corrupt, "There are no sums in the file.");
    if (auto sound = check(sums.policy); !sound) return failure(ErrorKind::Corrupt, sound.error().message);
    for (ReadTable& table : tables) {
        if (!is_known(table.content)) return failure(ErrorKind::Corrupt, "The sums are of an unknown kind.");
        auto statistics = SufficientStatistics::from(std::move(table.content));
        if (!statistics) return failure(ErrorKind::Corrupt, statistics.error().message);
        sums.tables.push_back({std::move(table.definition), table.missing, *std::move(statistics)});
    }
    // Whatever can be written in more than one way (an order, a length) shows when it is written again.
    const Bytes again = encode_sums(sums);
    if (!std::equal(again.begin(), again.end(), bytes.begin(), bytes.end()))
        return failure(ErrorKind::Corrupt, "The bytes of the sums are not the canonical ones.");
    return sums;
}

Result<Bytes> seal_sums(const PassedSums& sums, const BoxPublicKey& reader, const SigningKeyPair& sender)
{
    if (sums.tables.empty()) return failure(ErrorKind::Invalid, "There is no table to pass on.");
    const Secret key = new_box_key();
    MAHALLA_TRY(const Bytes sealed_key, reader.seal(key.view()));
    ByteWriter writer;
    writer.raw(as_bytes(magic));
    writer.u8(version);
    writer.raw(sender.public_key().bytes);
    writer.raw(reader.id().bytes());
    writer.raw(sealed_key);
    writer.raw(seal_box(key, encode_sums(sums), writer.bytes()));
    writer.raw(sender.sign(SignaturePurpose::Sums, writer.bytes()).bytes);
    if (writer.size() > passed_sums_bytes_max)
        return failure(ErrorKind::Invalid, "The sums are larger than 64 MiB: pass fewer tables on at a time.");
    return writer.take();
}

std::string sender_fingerprint(const SigningPublicKey& sender) { return fingerprint_of(sender.bytes); }

std::string OpenedSums::fingerprint() const { return sender_fingerprint(sender); }

Result<OpenedSums> open_sums(ByteView file, const BoxKeyPair& reader)
{
    const auto corrupt = [] { return failure(ErrorKind::Corrupt, "This is no file of sums, or not all of it."); };
    if (file.size() > passed_sums_bytes_max || file.size() < head_bytes + box_overhead_bytes + signature_bytes)
        return corrupt();
    ByteReader bytes(file);
    if (as_text(bytes.raw(magic.size())) != magic) return corrupt();
    if (bytes.u8() != version)
        return failure(ErrorKind::Corrupt, "The file of sums is of a version that this program does not know.");
    OpenedSums opened;
    MAHALLA_TRY(opened.sender, SigningPublicKey::from_bytes(bytes.raw(key_bytes)));
    if (!std::ranges::equal(bytes.raw(KeyId::bytes_count), reader.public_key().id().bytes()))
        return failure(ErrorKind::Refused, "The sums are sealed to somebody else: ask for a file made for this vault's "
                                           "request.");
    const ByteView signed_part = file.first(file.size() - signature_bytes);
    MAHALLA_TRY(const Signature signature, Signature::from_bytes(file.last(signature_bytes)));
    if (!opened.sender.verifies(SignaturePurpose::Sums, signed_part, signature))
        return failure(ErrorKind::Refused, "The file of sums was altered on its way.");
    MAHALLA_TRY(const Secret key, reader.open(bytes.raw(sealed_key_bytes)));
    MAHALLA_TRY(const Bytes plain, open_box(key, signed_part.subspan(head_bytes), file.first(head_bytes)));
    MAHALLA_TRY(opened.sums, decode_sums(plain));
    return opened;
}

} // namespace mahalla
