#include "durability/copies_shown.h"

#include "crypto/hash.h"
#include "durability/known_chance.h"
#include "durability/setting.h"
#include "store/vault_restored.h"

#include <algorithm>

namespace mahalla::test {

namespace {

/// A place beside the laptop, where nobody counts what happens.
class Desk {
public:
    explicit Desk(const Laptop& laptop) : place_(laptop.folder)
    {
        place_ += "-looked-at";
        std::filesystem::remove_all(place_);
        std::filesystem::create_directories(place_);
    }
    ~Desk() { std::filesystem::remove_all(place_); }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;
    const std::filesystem::path& place() const { return place_; }

private:
    std::filesystem::path place_;
};

using Files = std::map<std::string, Bytes>;

/// What the same files bring back is the same; it is tried once.
std::string remembered(const Files& files, const std::function<std::string()>& look)
{
    static auto& known = *new std::map<Files, std::string>;
    constexpr std::size_t known_max = 400;
    if (const auto found = known.find(files); found != known.end()) return found->second;
    std::string text = look();
    if (known.size() >= known_max) known.clear();
    return known.emplace(files, std::move(text)).first->second;
}

Bytes content_of(SystemDisk& disk, const std::filesystem::path& path)
{
    auto bytes = disk.read(path, std::uint64_t{1} << 30U);
    return bytes ? *std::move(bytes) : Bytes();
}

/// What is brought back, in a line: empty where nothing is.
std::string line_of(const char* kind, Result<Vault::Restored> restored, const Laptop& laptop)
{
    if (!restored) return {};
    Laptop looking(laptop.folder, {}, laptop.escrow);
    looking.vault = std::move(restored->vault);
    std::string whole = description_of(looking, Names::LeftOut);
    // Which backups there were says nothing about what the copy brings back.
    const std::size_t at = whole.find("outdated backups: ");
    whole.erase(at, whole.find('\n', at) - at);
    return std::string(kind) + " of " + std::to_string(looking.vault->drafts().size()) + " drafts, " +
           std::to_string(looking.vault->records().size()) +
           " records: " + hash_of(as_bytes(whole)).text().substr(0, 16);
}

Secret passphrase_of(const Laptop& laptop)
{
    return Secret::copy_of(laptop.ways.passphrase.empty() ? Setting::the().worker_ways.passphrase
                                                          : laptop.ways.passphrase);
}

void add_snapshots(Shown& shown, const Laptop& laptop)
{
    SystemDisk disk;
    FixedClock clock = laptop.clock;
    SeededRandom random(0);
    const std::filesystem::path ring = laptop.vault_folder() / "snapshots";
    if (!disk.exists(ring)) return;
    const Bytes header = content_of(disk, laptop.vault_folder() / "vault.header");
    for (unsigned slot = 1; slot <= 8; ++slot) {
        const std::string name = std::to_string(slot) + ".sqlite";
        if (!disk.exists(ring / name)) continue;
        Files files = {{"vault.header", header}};
        for (const char* const ending : {"", "-wal", "-journal"})
            if (disk.exists(ring / (name + ending))) files[name + ending] = content_of(disk, ring / (name + ending));
        std::string line = remembered(files, [&] {
            const Desk desk(laptop);
            DiskImage image;
            image.folders.insert("snapshots");
            for (const auto& [file, bytes] : files)
                image.files[file == "vault.header" ? file : "snapshots/" + file] = bytes;
            image.put(desk.place());
            return line_of("snapshot",
                           Vault::restore_snapshot(desk.place(), passphrase_of(laptop), std::nullopt,
                                                   Vault::RestoreWhole::Refuse, {disk, clock, random, nullptr}),
                           laptop);
        });
        if (!line.empty()) shown.copies.insert(std::move(line));
    }
}

void add_backups(Shown& shown, const Laptop& laptop)
{
    SystemDisk disk;
    FixedClock clock = laptop.clock;
    SeededRandom random(0);
    const auto names = disk.list(laptop.medium());
    if (!names) return;
    for (const auto& name : *names) {
        if (name.extension() != ".mahalla-backup") continue;
        std::string line = remembered({{"backup", content_of(disk, laptop.medium() / name)}}, [&] {
            const Desk desk(laptop);
            return line_of("backup",
                           Vault::restore_backup(desk.place(), passphrase_of(laptop), laptop.medium() / name,
                                                 {disk, clock, random, nullptr}),
                           laptop);
        });
        if (!line.empty()) shown.copies.insert(std::move(line));
    }
}

} // namespace

bool Shown::is_between(const Shown& before, const Shown& after) const
{
    if (open != before.open && open != after.open) return false;
    // A snapshot more does not make up for a backup less: they are for different days.
    for (const std::string_view kind : {"snapshot", "backup"}) {
        const auto count = [kind](const Shown& shown) {
            return std::ranges::count_if(shown.copies,
                                         [kind](const std::string& copy) { return copy.starts_with(kind); });
        };
        if (count(*this) < std::min(count(before), count(after))) return false;
    }
    const bool nothing_lost = std::ranges::all_of(
        before.copies, [&](const std::string& copy) { return copies.contains(copy) || !after.copies.contains(copy); });
    return nothing_lost && std::ranges::all_of(copies, [&](const std::string& copy) {
               return before.copies.contains(copy) || after.copies.contains(copy);
           });
}

std::string Shown::text() const
{
    std::string whole = open;
    for (const std::string& copy : copies) whole += "copy: " + copy + "\n";
    return whole;
}

Shown shown_by(const Laptop& laptop, Names names, const Shown& before)
{
    const FileCalls::Aside uncounted;
    const ChanceAside undrawn;
    Shown shown;
    shown.open = description_of(laptop, names);
    const bool is_closed = !laptop.vault && !laptop.project;
    if (is_closed && !laptop.ways.has_ended) shown.open = before.open;
    if (laptop.vault) add_snapshots(shown, laptop);
    add_backups(shown, laptop);
    if (is_closed && !laptop.ways.has_ended) shown.copies.insert(before.copies.begin(), before.copies.end());
    return shown;
}

} // namespace mahalla::test
