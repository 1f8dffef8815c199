#include "exchange/import_bundle.h"
#include "exchange/outgoing.h"
#include "exchange/vault_archive.h"
#include "store/attachment_story.h"

#include <fstream>
#include <sstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20U;

std::vector<std::filesystem::path> bundles_for(Team& team, Vault& from, Vault& to, OutgoingRequest request = {})
{
    VaultArchive sender(from);
    request.recipients = {to.box_keys().public_key()};
    const auto stick = team.world.folder / "stick";
    REQUIRE(team.world.disk.make_folder(stick));
    const auto bundles = write_bundles(sender, request, from.signing_keys(), team.world.disk, stick, team.world.random);
    REQUIRE(bundles);
    std::vector<std::filesystem::path> files;
    for (const WrittenBundle& bundle : *bundles) files.push_back(bundle.path);
    return files;
}

ImportReport taken(Team& team, Vault& to, const std::filesystem::path& file, TakeIn mode = TakeIn::Apply)
{
    VaultArchive receiver(to);
    const auto report = import_bundle(receiver, to.box_keys(), team.world.disk, file, mode);
    REQUIRE(report);
    return *report;
}

std::string bytes_of(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

} // namespace

TEST_CASE("a record's files go up by stick with it, and their author is told when a reader has them")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    const AttachedFile photo = attach(team.worker, record, "photo.jpg", photo_of(6));
    const AttachedFile large = attach(team.worker, record, "large.txt", document_of(2 * mebibyte + 5));
    REQUIRE(team.worker.finalise(record));
    const auto bundles = bundles_for(team, team.worker, team.supervisor);
    REQUIRE(bundles.size() == 1);
    CHECK_FALSE(holds(bytes_of(bundles[0]), "CANARY"));
    CHECK_FALSE(holds(bytes_of(bundles[0]), "photo.jpg"));

    CHECK(taken(team, team.supervisor, bundles[0], TakeIn::DryRun).pieces_new == 4);
    CHECK(team.supervisor.records().empty());
    const ImportReport report = taken(team, team.supervisor, bundles[0]);
    CHECK(report.is_complete());
    CHECK(report.pieces_new == 4);
    CHECK(report.incomplete_files == 0);
    CHECK(report.unknown_items == 0);
    CHECK(holds(content_of(team.supervisor, record, photo.id), "SAMPLES"));
    CHECK_FALSE(holds(content_of(team.supervisor, record, photo.id), "CANARY"));
    CHECK((content_of(team.supervisor, record, large.id) == document_of(2 * mebibyte + 5)));
    CHECK(taken(team, team.supervisor, bundles[0]).pieces_already_here == 4);

    OutgoingRequest way_back;
    way_back.attachments = AttachmentsInBundle::LeaveOut;
    taken(team, team.worker, bundles_for(team, team.supervisor, team.worker, way_back).at(0));
    CHECK(team.worker.journey_counts().read == 1);
    CHECK(team.worker.attachment_pieces().empty());
}

TEST_CASE("a bundle that ends early brings its first pieces, the missing ones are named, and another brings the rest")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    const AttachedFile file = attach(team.worker, record, "large.txt", document_of(4 * mebibyte));
    REQUIRE(team.worker.finalise(record));
    const auto bundles = bundles_for(team, team.worker, team.supervisor);
    const std::string whole = bytes_of(bundles.at(0));
    const auto cut = team.world.folder / "cut.mahalla";
    std::ofstream(cut, std::ios::binary) << whole.substr(0, whole.size() - 2 * mebibyte);
    const ImportReport first = taken(team, team.supervisor, cut);
    CHECK_FALSE(first.is_complete());
    CHECK(first.pieces_new == 2);
    CHECK(first.incomplete_files == 1);
    const auto missing = team.supervisor.missing_attachments(record);
    REQUIRE(missing->size() == 1);
    CHECK(missing->front().name == "large.txt");
    CHECK(missing->front().pieces_here == 2);
    CHECK(missing->front().pieces == 4);
    CHECK(to_line(first).find("1 files incomplete here") != std::string::npos);

    const ImportReport second = taken(team, team.supervisor, bundles.at(0));
    CHECK(second.pieces_new == 2);
    CHECK(second.pieces_already_here == 2);
    CHECK(team.supervisor.missing_attachments(record)->empty());
    CHECK((content_of(team.supervisor, record, file.id) == document_of(4 * mebibyte)));
}

TEST_CASE("files too long for one bundle go in several, which may come in any order")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    const AttachedFile file = attach(team.worker, record, "large.txt", document_of(7 * mebibyte));
    REQUIRE(team.worker.finalise(record));
    OutgoingRequest request;
    request.volume_bytes_max = 3 * mebibyte + mebibyte / 2;
    auto bundles = bundles_for(team, team.worker, team.supervisor, request);
    REQUIRE(bundles.size() == 3);
    for (auto bundle = bundles.rbegin(); bundle != bundles.rend(); ++bundle)
        CHECK(taken(team, team.supervisor, *bundle).is_complete());
    CHECK((content_of(team.supervisor, record, file.id) == document_of(7 * mebibyte)));
}

TEST_CASE("an import with many pieces needs several transactions and no more memory than one")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    const AttachedFile file = attach(team.worker, record, "large.txt", document_of(20 * mebibyte));
    REQUIRE(team.worker.finalise(record));
    const auto bundles = bundles_for(team, team.worker, team.supervisor);
    CHECK(taken(team, team.supervisor, bundles.at(0), TakeIn::DryRun).pieces_new == 20);
    CHECK(taken(team, team.supervisor, bundles.at(0)).pieces_new == 20);
    CHECK((content_of(team.supervisor, record, file.id) == document_of(20 * mebibyte)));
}
