#include "disclosure/handed_out.h"

#include "base/field_codec.h"
#include "disclosure/release_codec.h"
#include "disclosure/release_fields.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

constexpr std::uint8_t known_version = 1;
constexpr std::uint64_t milliseconds_max = 253'402'300'799'999; // the end of the year 9999

template <typename Archive> void visit_version(Archive& archive)
{
    std::uint8_t version = known_version;
    archive.byte(version);
    if (version != known_version) archive.fail();
}

template <typename Archive> void visit_left(Archive& archive, auto& milliseconds, auto& release)
{
    visit_version(archive);
    archive.whole(milliseconds);
    archive.bytes(release);
}

template <typename Archive> void visit_kept(Archive& archive, auto& kept)
{
    visit_version(archive);
    archive.list(kept, [&](auto& table) {
        archive.list(table, [&](auto& figure) {
            archive.whole(figure.count);
            visit_number(archive, figure.value);
            archive.list(figure.contributors, [&](auto& part) { archive.number(part); });
            archive.flag(figure.is_unsafe);
            archive.flag(figure.has_one_contributor);
        });
    });
}

bool is_of(const KeptFigures& kept, const ReleaseContent& release)
{
    return std::ranges::equal(kept, release.tables, [](const auto& figures, const PublishedTableContent& table) {
        return figures.size() == table.cells.size();
    });
}

bool is_sound(const KeptFigure& figure)
{
    return std::isfinite(figure.value.value_or(0)) &&
           std::ranges::all_of(figure.contributors, [](double part) { return std::isfinite(part); });
}

} // namespace

Bytes encode_release_left(const HandedOut& handed_out)
{
    FieldWriter writer;
    const auto milliseconds = static_cast<std::uint64_t>(handed_out.left.time_since_epoch().count());
    const Bytes release = encode_release(handed_out.release);
    visit_left(writer, milliseconds, release);
    return writer.take();
}

Bytes encode_kept_figures(const KeptFigures& kept)
{
    FieldWriter writer;
    visit_kept(writer, kept);
    return writer.take();
}

Result<HandedOut> decode_handed_out(ByteView release_left, const std::optional<Bytes>& kept_figures)
{
    const auto corrupt = [] { return failure(ErrorKind::Corrupt, "What was kept of a release is not well formed."); };
    HandedOut handed_out;
    std::uint64_t milliseconds = 0;
    Bytes release;
    FieldReader reader(release_left);
    visit_left(reader, milliseconds, release);
    if (!reader.finished() || milliseconds > milliseconds_max) return corrupt();
    handed_out.left = Instant(std::chrono::milliseconds(milliseconds));
    MAHALLA_TRY(handed_out.release, decode_release(release));
    // Whatever can be written in more than one way (a length) shows when it is written again.
    if (!std::ranges::equal(encode_release_left(handed_out), release_left)) return corrupt();
    if (!kept_figures) return handed_out;
    FieldReader figures(*kept_figures);
    visit_kept(figures, handed_out.kept);
    const bool is_all_sound =
        std::ranges::all_of(handed_out.kept, [](const auto& table) { return std::ranges::all_of(table, is_sound); });
    if (!figures.finished() || !is_all_sound || !is_of(handed_out.kept, handed_out.release) ||
        encode_kept_figures(handed_out.kept) != *kept_figures)
        return corrupt();
    return handed_out;
}

} // namespace mahalla
