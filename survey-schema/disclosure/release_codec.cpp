#include "disclosure/release_codec.h"

#include "base/field_codec.h"
#include "disclosure/release_fields.h"

#include <set>

namespace mahalla {

namespace {

constexpr std::string_view magic = "MahallaRelease";
/// Version 2 has one more rule in its policy; it is written only where that rule is on.
constexpr std::uint8_t plain_version = 1, singletons_version = 2;
template <typename Archive> void visit_cell(Archive& archive, auto& cell)
{
    archive.list(cell.key, [&](auto& text) { archive.text(text); });
    archive.text(cell.category);
    visit_number(archive, cell.probability);
    archive.optional(cell.mark, [&](auto& mark) { archive.whole(mark); });
    archive.optional(cell.figure, [&](auto& figure) {
        visit_number(archive, figure.estimate);
        visit_number(archive, figure.standard_error);
        visit_number(archive, figure.lower);
        visit_number(archive, figure.upper);
        visit_number(archive, figure.degrees_of_freedom);
        visit_number(archive, figure.design_effect);
        archive.whole(figure.n);
        archive.number(figure.weighted_n);
    });
}

template <typename Archive> void visit_table(Archive& archive, auto& table)
{
    archive.text(table.id);
    archive.text(table.label);
    archive.text(table.unit);
    archive.whole(table.statistic);
    archive.whole(table.basis);
    archive.number(table.confidence_level);
    archive.list(table.dimensions, [&](auto& dimension) { visit_dimension(archive, dimension); });
    archive.list(table.cells, [&](auto& cell) { visit_cell(archive, cell); });
}

template <typename Archive> void visit_release(Archive& archive, auto& release)
{
    archive.fixed(magic);
    std::uint8_t version = release.policy.guards_singletons ? singletons_version : plain_version;
    archive.byte(version);
    if (version != plain_version && version != singletons_version) archive.fail();
    archive.text(release.title);
    archive.text(release.round);
    archive.text(release.published);
    archive.text(release.software);
    archive.text(release.language);
    archive.text(release.questionnaire.id);
    archive.text(release.questionnaire.version);
    archive.text(release.questionnaire.hash);
    visit_policy(archive, release.policy, version == singletons_version);
    archive.list(release.definitions, [&](auto& definition) { visit_definition(archive, definition); });
    archive.list(release.tables, [&](auto& table) { visit_table(archive, table); });
}

} // namespace

Bytes encode_release(const ReleaseContent& content)
{
    FieldWriter writing;
    visit_release(writing, content);
    return writing.take();
}

Result<ReleaseContent> decode_release(ByteView bytes)
{
    if (bytes.size() > PublishedRelease::encoded_bytes_max)
        return failure(ErrorKind::Corrupt, "The release is larger than 64 MiB.");
    FieldReader reading(bytes);
    ReleaseContent content;
    visit_release(reading, content);
    if (!reading.finished()) return failure(ErrorKind::Corrupt, "The bytes are no release, or not all of one.");
    if (auto sound = check_release(content); !sound) return failure(ErrorKind::Corrupt, sound.error().message);
    // Whatever was read in more than one way (an order of labels, a length) shows when it is written again.
    const Bytes again = encode_release(content);
    if (!std::equal(again.begin(), again.end(), bytes.begin(), bytes.end()))
        return failure(ErrorKind::Corrupt, "The bytes of the release are not the canonical ones.");
    return content;
}

Result<void> check_release(const ReleaseContent& content)
{
    if (content.title.empty()) return failure(ErrorKind::Invalid, "A release has a title.");
    if (content.tables.empty()) return failure(ErrorKind::Invalid, "A release has at least one table.");
    if (content.tables.size() > PublishedRelease::tables_max)
        return failure(ErrorKind::Invalid, "A release has at most 10,000 tables.");
    if (auto sound = check(content.policy); !sound) return sound;
    std::set<std::string> ids;
    for (const PublishedTableContent& table : content.tables) {
        if (table.id.empty() || !ids.insert(table.id).second)
            return failure(ErrorKind::Invalid, "Each table of a release has an id of its own.");
        if (table.statistic > Statistic::ChiSquared || table.basis > Basis::OfThePopulation)
            return failure(ErrorKind::Invalid, "A table of the release is of an unknown kind.");
        for (const PublishedCell& cell : table.cells) {
            if (cell.key.size() != table.dimensions.size())
                return failure(ErrorKind::Invalid, "A cell's key has one category for each dimension.");
            if (cell.figure.has_value() == cell.mark.has_value())
                return failure(ErrorKind::Invalid, "A cell has either a figure or a mark.");
            if (cell.mark && *cell.mark != MarkReason::Confidential && *cell.mark != MarkReason::NotAvailable)
                return failure(ErrorKind::Invalid, "A cell has an unknown mark.");
        }
    }
    return {};
}

} // namespace mahalla
