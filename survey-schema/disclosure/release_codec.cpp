#include "disclosure/release_codec.h"

#include <bit>
#include <set>

namespace mahalla {

namespace {

constexpr std::string_view magic = "MahallaRelease";
/// Version 2 has one more rule in its policy; it is written only where that rule is on.
constexpr std::uint8_t plain_version = 1, singletons_version = 2;
constexpr std::size_t text_bytes_max = 1 << 20U;
constexpr std::size_t entries_max = 1'000'000;

/// Writes field after field. `Reading` below mirrors it, so that `visit` states the format once.
class Writing {
public:
    static constexpr bool is_reading = false;

    void text(const std::string& value) { writer_.sized(value); }
    void number(double value) { writer_.u64(std::bit_cast<std::uint64_t>(value)); }
    template <typename Whole> void whole(const Whole& value) { writer_.varint(static_cast<std::uint64_t>(value)); }
    void flag(bool value) { writer_.u8(value ? 1 : 0); }
    template <typename Value> void optional(const std::optional<Value>& value, auto visit)
    {
        flag(value.has_value());
        if (value) visit(*value);
    }
    template <typename Entry> void list(const std::vector<Entry>& entries, auto visit)
    {
        writer_.varint(entries.size());
        for (const Entry& entry : entries) visit(entry);
    }
    void texts(const std::map<std::string, std::string>& entries)
    {
        writer_.varint(entries.size());
        for (const auto& [key, value] : entries) {
            writer_.sized(key);
            writer_.sized(value);
        }
    }
    void fixed(std::string_view bytes) { writer_.raw(as_bytes(bytes)); }
    void version(std::uint8_t& value) { writer_.u8(value); }
    void fail() {}

    Bytes take() { return writer_.take(); }

private:
    ByteWriter writer_;
};

class Reading {
public:
    static constexpr bool is_reading = true;
    explicit Reading(ByteView bytes) : reader_(bytes) {}

    void text(std::string& value) { value = reader_.sized_text(text_bytes_max); }
    void number(double& value) { value = std::bit_cast<double>(reader_.u64()); }
    template <typename Whole> void whole(Whole& value)
    {
        const std::uint64_t read = reader_.varint();
        value = static_cast<Whole>(read);
        if (static_cast<std::uint64_t>(value) != read) fail();
    }
    void flag(bool& value)
    {
        const std::uint8_t read = reader_.u8();
        value = read == 1;
        if (read > 1) fail();
    }
    template <typename Value> void optional(std::optional<Value>& value, auto visit)
    {
        bool is_there = false;
        flag(is_there);
        if (is_there) visit(value.emplace());
    }
    template <typename Entry> void list(std::vector<Entry>& entries, auto visit)
    {
        const std::uint64_t count = count_of_entries();
        for (std::uint64_t i = 0; i < count && reader_.ok(); ++i) visit(entries.emplace_back());
    }
    void texts(std::map<std::string, std::string>& entries)
    {
        const std::uint64_t count = count_of_entries();
        for (std::uint64_t i = 0; i < count && reader_.ok(); ++i) {
            std::string key = reader_.sized_text(text_bytes_max);
            std::string value = reader_.sized_text(text_bytes_max);
            entries.emplace(std::move(key), std::move(value));
        }
    }
    void fixed(std::string_view bytes)
    {
        if (as_text(reader_.raw(bytes.size())) != bytes) fail();
    }
    void version(std::uint8_t& value)
    {
        value = reader_.u8();
        if (value != plain_version && value != singletons_version) fail();
    }
    void fail() { reader_.fail(); }

    bool finished() const { return reader_.finished(); }

private:
    /// Every entry has at least a byte, so a count beyond what is left is a lie.
    std::uint64_t count_of_entries()
    {
        const std::uint64_t count = reader_.varint();
        if (count > entries_max || count > reader_.left()) fail();
        return reader_.ok() ? count : 0;
    }

    ByteReader reader_;
};

template <typename Archive> void visit_numbers(Archive& archive, auto& value)
{
    archive.optional(value, [&](auto& number) { archive.number(number); });
}

template <typename Archive> void visit_policy(Archive& archive, auto& policy, std::uint8_t version)
{
    archive.text(policy.name);
    archive.whole(policy.threshold_persons);
    archive.whole(policy.threshold_households);
    archive.optional(policy.dominance, [&](auto& rule) {
        archive.whole(rule.n);
        archive.number(rule.k_percent);
    });
    visit_numbers(archive, policy.p_percent);
    archive.flag(policy.hide_zero_and_full);
    archive.flag(policy.hide_empty);
    archive.whole(policy.psus_min);
    archive.number(policy.protection.lower);
    archive.number(policy.protection.upper);
    if (version == singletons_version) archive.flag(policy.guards_singletons);
}

template <typename Archive> void visit_cell(Archive& archive, auto& cell)
{
    archive.list(cell.key, [&](auto& text) { archive.text(text); });
    archive.text(cell.category);
    visit_numbers(archive, cell.probability);
    archive.optional(cell.mark, [&](auto& mark) { archive.whole(mark); });
    archive.optional(cell.figure, [&](auto& figure) {
        visit_numbers(archive, figure.estimate);
        visit_numbers(archive, figure.standard_error);
        visit_numbers(archive, figure.lower);
        visit_numbers(archive, figure.upper);
        visit_numbers(archive, figure.degrees_of_freedom);
        visit_numbers(archive, figure.design_effect);
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
    archive.list(table.dimensions, [&](auto& dimension) {
        archive.text(dimension.name);
        archive.text(dimension.label);
        archive.list(dimension.categories, [&](auto& text) { archive.text(text); });
        archive.texts(dimension.labels);
        archive.texts(dimension.parents);
    });
    archive.list(table.cells, [&](auto& cell) { visit_cell(archive, cell); });
}

template <typename Archive> void visit_release(Archive& archive, auto& release)
{
    archive.fixed(magic);
    std::uint8_t version = release.policy.guards_singletons ? singletons_version : plain_version;
    archive.version(version);
    archive.text(release.title);
    archive.text(release.round);
    archive.text(release.published);
    archive.text(release.software);
    archive.text(release.language);
    archive.text(release.questionnaire.id);
    archive.text(release.questionnaire.version);
    archive.text(release.questionnaire.hash);
    visit_policy(archive, release.policy, version);
    archive.list(release.definitions, [&](auto& definition) {
        for (auto* text : {&definition.name, &definition.label, &definition.statistic, &definition.value,
                           &definition.universe, &definition.source})
            archive.text(*text);
    });
    archive.list(release.tables, [&](auto& table) { visit_table(archive, table); });
}

} // namespace

Bytes encode_release(const ReleaseContent& content)
{
    Writing writing;
    visit_release(writing, content);
    return writing.take();
}

Result<ReleaseContent> decode_release(ByteView bytes)
{
    if (bytes.size() > PublishedRelease::encoded_bytes_max)
        return failure(ErrorKind::Corrupt, "The release is larger than 64 MiB.");
    Reading reading(bytes);
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
