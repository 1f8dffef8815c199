// Neither file has a public reader of its own: this is about their bytes, so it looks inside the library.
#include "store/backup_file.h"
#include "store/chain_height.h"

#include "crypto/hash.h"
#include "crypto/stream_cipher.h"
#include "store/project_story.h"

#include <atomic>
#include <fstream>
#include <sodium.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::filesystem::path vector_file(const std::string& name)
{
    return std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "tests" / "vectors" / (name + ".hex");
}

Bytes vector_bytes(const std::string& name)
{
    std::ifstream file(vector_file(name));
    std::string digits, line;
    while (std::getline(file, line)) digits += line;
    const auto bytes = from_hex(digits);
    REQUIRE(bytes);
    return *bytes;
}

void write_vector(const std::string& name, ByteView bytes)
{
    std::ofstream(vector_file(name)) << to_hex(bytes) << "\n";
}

/// The master key of the header's vector: the bytes 00 to 1F.
Keyring keys()
{
    Bytes master;
    for (std::uint8_t byte = 0; byte < 32; ++byte) master.push_back(byte);
    return Keyring(Secret::copy_of(ByteView(master)));
}

ChainHeight height() { return {*DeviceId::from_bytes(Bytes(16, 0x11)), {41, Hash{{0x22, 0x22}}}}; }

const Bytes database = to_bytes("SQLite format 3");
constexpr std::size_t piece_bytes = 4 + (1 << 20);
constexpr std::size_t stream_front_bytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES;

/// The one piece of the backup, made by libsodium alone from what docs/formats/vault.md says of it.
Bytes piece_after(ByteView front)
{
    constexpr std::size_t key_box_bytes = 72;
    const ByteView clear = front.first(front.size() - key_box_bytes - stream_front_bytes);
    const ByteView box = front.subspan(clear.size(), key_box_bytes);
    const ByteView stream = front.last(stream_front_bytes);
    const Hash context = hash_of(clear);
    const auto key = open_secret_box(keys().backups, box, context.bytes);
    REQUIRE(key);
    Bytes plain(piece_bytes);
    plain[0] = static_cast<std::uint8_t>(database.size());
    std::ranges::copy(database, plain.begin() + 4);
    crypto_secretstream_xchacha20poly1305_state state;
    REQUIRE(crypto_secretstream_xchacha20poly1305_init_pull(&state, stream.data(), key->view().data()) == 0);
    Bytes sealed(plain.size() + crypto_secretstream_xchacha20poly1305_ABYTES);
    REQUIRE(crypto_secretstream_xchacha20poly1305_push(&state, sealed.data(), nullptr, plain.data(), plain.size(),
                                                       context.bytes.data(), context.bytes.size(),
                                                       crypto_secretstream_xchacha20poly1305_TAG_FINAL) == 0);
    return sealed;
}

} // namespace

TEST_CASE("a vault's chain height of the first format is read under the vault's keys and no others")
{
    World world;
    Bytes bytes = vector_bytes("vault-chain-1");
    CHECK(bytes.size() == 24 + 16 + 8 + 32 + 16);
    REQUIRE(world.disk.write(world.folder / "vault.chain", bytes));
    CHECK(read_chain_height(world.disk, world.folder.path(), keys()) == height());
    CHECK_FALSE(read_chain_height(world.disk, world.folder.path(), Keyring(Secret::copy_of(ByteView(Bytes(32, 9))))));
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        bytes[at] ^= 1;
        REQUIRE(world.disk.write(world.folder / "vault.chain", bytes));
        CHECK_FALSE(read_chain_height(world.disk, world.folder.path(), keys()));
        bytes[at] ^= 1;
    }
    REQUIRE(world.disk.write(world.folder / "vault.chain", Bytes(bytes.begin(), bytes.end() - 1)));
    CHECK_FALSE(read_chain_height(world.disk, world.folder.path(), keys()));
}

TEST_CASE("a backup of the first format gives its database back, and no byte of its front can be another")
{
    World world;
    const std::filesystem::path backup = world.folder / "1.mahalla-backup", inside = world.folder / "inside";
    const Bytes front = vector_bytes("vault-backup-1"), header = vector_bytes("vault-header-1");
    REQUIRE(front.size() == 9 + header.size() + 72 + 24);
    Bytes whole = front;
    const Bytes piece = piece_after(front);
    whole.insert(whole.end(), piece.begin(), piece.end());
    const Hash hash = hash_of(whole);
    CHECK(Bytes(hash.bytes.begin(), hash.bytes.end()) == vector_bytes("vault-backup-hash-1"));

    REQUIRE(world.disk.write(backup, whole));
    const auto seen = BackupFile::look(world.disk, backup);
    REQUIRE(seen);
    CHECK(seen->header == header);
    REQUIRE(BackupFile::read(world.disk, backup, keys(), inside));
    CHECK(*world.disk.read(inside, 100) == database);

    for (std::size_t at = 0; at < front.size(); at += 7) {
        CAPTURE(at);
        whole[at] ^= 1;
        REQUIRE(world.disk.write(backup, whole));
        CHECK_FALSE(BackupFile::read(world.disk, backup, keys(), world.folder / "damaged"));
        whole[at] ^= 1;
    }
}

/// Writes new vectors for new versions of the formats; run by name, by hand: `test_store -tc="make the vault's files*"
/// --no-skip`. The page docs/formats/vault.md prints them: bring both to agree.
TEST_CASE("make the vault's files' vectors" * doctest::skip())
{
    World world;
    REQUIRE(write_chain_height(world.disk, world.folder.path(), keys(), height()));
    write_vector("vault-chain-1", *world.disk.read(world.folder / "vault.chain", 1000));
    const auto header = StoreHeader::parse(StoreKind::Vault, vector_bytes("vault-header-1"));
    REQUIRE(header);
    REQUIRE(world.disk.write(world.folder / "database", database));
    const std::atomic<bool> goes_on = false;
    REQUIRE(
        BackupFile::write(world.disk, world.folder / "backup", *header, keys(), world.folder / "database", goes_on));
    const auto whole = world.disk.read(world.folder / "backup", 2 << 20);
    REQUIRE(whole);
    write_vector("vault-backup-1", ByteView(*whole).first(9 + header->bytes().size() + 72 + stream_front_bytes));
    write_vector("vault-backup-hash-1", hash_of(*whole).bytes);
}
