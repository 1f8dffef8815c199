#include "disclosure/handed_out.h"

#include "base/field_codec.h"
#include "disclosure/release_codec.h"
#include "disclosure/release_fields.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

constexpr std::string_view magic = "MahallaHandedOut";
constexpr std::uint8_t known_version = 1;
constexpr std::uint64_t milliseconds_max = 253'402'300'799'999; // the end of the year 9999

template <typename Archive> void visit_figure(Archive& archive, auto& figure)
{
    archive.whole(figure.count);
    visit_number(archive, figure.value);
    archive.list(figure.contributors, [&](auto& part) { archive.number(part); });
    archive.flag(figure.is_unsafe);
    archive.flag(figure.has_one_contributor);
}

template <typename Archive> void visit_handed_out(Archive& archive, auto& milliseconds, auto& release, auto& kept)
{
    archive.fixed(magic);
    std::uint8_t version = known_version;
    archive.byte(version);
    if (version != known_version) archive.fail();
    archive.whole(milliseconds);
    archive.list(kept, [&](auto& table) { archive.list(table, [&](auto& figure) { visit_figure(archive, figure); }); });
    archive.bytes(release);
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

Bytes encode_handed_out(const HandedOut& handed_out)
{
    FieldWriter writer;
    const auto milliseconds = static_cast<std::uint64_t>(handed_out.left.time_since_epoch().count());
    const Bytes release = encode_release(handed_out.release);
    visit_handed_out(writer, milliseconds, release, handed_out.kept);
    return writer.take();
}

Result<HandedOut> decode_handed_out(ByteView bytes)
{
    FieldReader reader(bytes);
    HandedOut handed_out;
    std::uint64_t milliseconds = 0;
    Bytes release;
    visit_handed_out(reader, milliseconds, release, handed_out.kept);
    const auto is_all_sound = [&] {
        return std::ranges::all_of(handed_out.kept,
                                   [](const auto& table) { return std::ranges::all_of(table, is_sound); });
    };
    if (!reader.finished() || milliseconds > milliseconds_max || !is_all_sound())
        return failure(ErrorKind::Corrupt, "What was kept of a release is not well formed.");
    handed_out.left = Instant(std::chrono::milliseconds(milliseconds));
    MAHALLA_TRY(handed_out.release, decode_release(release));
    // Whatever can be written in more than one way (a length) shows when it is written again.
    if (!is_of(handed_out.kept, handed_out.release) || !std::ranges::equal(encode_handed_out(handed_out), bytes))
        return failure(ErrorKind::Corrupt, "What was kept of a release is not of this release.");
    return handed_out;
}

} // namespace mahalla
