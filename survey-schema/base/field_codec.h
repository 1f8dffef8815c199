#pragma once
#include "base/bytes.h"

#include <bit>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// Write field after field. `FieldReader` mirrors it, so that one function over either states a format once:
///
///     template <typename Archive> void visit_point(Archive& archive, auto& point)
///     {
///         archive.number(point.x);
///         archive.number(point.y);
///     }
///
/// Numbers are the 8 bytes of an IEEE 754 double, whole numbers varints, texts and lists begin with their length.
class FieldWriter {
public:
    void text(const std::string& value) { writer_.sized(value); }
    void number(double value) { writer_.u64(std::bit_cast<std::uint64_t>(value)); }
    template <typename Whole> void whole(const Whole& value) { writer_.varint(static_cast<std::uint64_t>(value)); }
    void flag(bool value) { writer_.u8(value ? 1 : 0); }
    void byte(std::uint8_t& value) { writer_.u8(value); }
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
    /// In the order of the keys.
    template <typename Key, typename Value>
    void map(const std::map<Key, Value>& entries, auto visit_key, auto visit_value)
    {
        writer_.varint(entries.size());
        for (const auto& [key, value] : entries) {
            visit_key(key);
            visit_value(value);
        }
    }
    void texts(const std::map<std::string, std::string>& entries)
    {
        map(
            entries, [this](auto& key) { text(key); }, [this](auto& value) { text(value); });
    }
    void bytes(const Bytes& value) { writer_.sized(value); }
    void fixed(std::string_view bytes) { writer_.raw(as_bytes(bytes)); }
    void fail() {}

    Bytes take() { return writer_.take(); }

private:
    ByteWriter writer_;
};

/// Reads what `FieldWriter` wrote; safe on hostile bytes. After a failure everything read is empty or 0, and `finished`
/// stays false. What can be written in one way only is checked by writing it again.
class FieldReader {
public:
    explicit FieldReader(ByteView bytes) : reader_(bytes) {}

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
    void byte(std::uint8_t& value) { value = reader_.u8(); }
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
    /// A key that is there twice is kept once.
    template <typename Key, typename Value> void map(std::map<Key, Value>& entries, auto visit_key, auto visit_value)
    {
        const std::uint64_t count = count_of_entries();
        for (std::uint64_t i = 0; i < count && reader_.ok(); ++i) {
            Key key;
            Value value{};
            visit_key(key);
            visit_value(value);
            entries.emplace(std::move(key), std::move(value));
        }
    }
    void texts(std::map<std::string, std::string>& entries)
    {
        map(
            entries, [this](auto& key) { text(key); }, [this](auto& value) { text(value); });
    }
    void bytes(Bytes& value)
    {
        const ByteView read = reader_.sized(reader_.left());
        value.assign(read.begin(), read.end());
    }
    void fixed(std::string_view bytes)
    {
        if (as_text(reader_.raw(bytes.size())) != bytes) fail();
    }
    void fail() { reader_.fail(); }

    bool finished() const { return reader_.finished(); }

private:
    static constexpr std::size_t text_bytes_max = 1 << 20U;
    static constexpr std::size_t entries_max = 1'000'000;

    /// Every entry has at least a byte, so a count beyond what is left is a lie.
    std::uint64_t count_of_entries()
    {
        const std::uint64_t count = reader_.varint();
        if (count > entries_max || count > reader_.left()) fail();
        return reader_.ok() ? count : 0;
    }

    ByteReader reader_;
};

} // namespace mahalla
