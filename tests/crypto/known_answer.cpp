#include "crypto/known_answer.h"

#include "base/text.h"

#include <algorithm>
#include <charconv>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>

namespace mahalla::test {

namespace {

std::filesystem::path known_folder()
{
    return std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "tests" / "vectors" / "known";
}

std::uint64_t number_of(std::string_view text)
{
    std::uint64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    REQUIRE(read.ec == std::errc());
    REQUIRE(read.ptr == text.data() + text.size());
    return value;
}

KnownAnswer answer_of(const std::string& line)
{
    KnownAnswer answer;
    const std::size_t arrow = line.find("=> ");
    REQUIRE(arrow != std::string::npos);
    answer.outcome = line.substr(arrow + 3);
    for (const std::string_view word : words(std::string_view(line).substr(0, arrow))) {
        const std::size_t sign = word.find('=');
        if (sign == std::string_view::npos)
            answer.name = word;
        else
            answer.fields[std::string(word.substr(0, sign))] = word.substr(sign + 1);
    }
    return answer;
}

} // namespace

Bytes KnownAnswer::bytes(const std::string& field) const
{
    const auto found = fields.find(field);
    if (found == fields.end()) return {};
    const auto bytes = from_hex(found->second);
    REQUIRE(bytes);
    return *bytes;
}

std::uint64_t KnownAnswer::number(const std::string& field) const
{
    const auto found = fields.find(field);
    return found == fields.end() ? 0 : number_of(found->second);
}

std::vector<std::string> KnownAnswer::list(const std::string& field) const
{
    std::vector<std::string> values;
    const auto found = fields.find(field);
    if (found == fields.end() || found->second.empty()) return values;
    for (const std::string_view value : split(found->second, ',')) values.emplace_back(value);
    return values;
}

KnownAnswer resolved(KnownAnswer answer, const std::vector<KnownAnswer>& before)
{
    for (auto& [field, value] : answer.fields) {
        if (!value.starts_with('@')) continue;
        const auto other = std::ranges::find(before, value.substr(1), &KnownAnswer::name);
        REQUIRE(other != before.end());
        Bytes bytes = other->bytes(field);
        // A reference to a field is damaged where the line says so: the one that says "bytes" or "box".
        if (field == "bytes" || field == "box" || field == "signature") {
            if (answer.has("xor")) {
                const std::string change = answer.fields["xor"];
                const std::size_t colon = change.find(':');
                const std::size_t place = number_of(change.substr(0, colon));
                REQUIRE(place < bytes.size());
                bytes[place] = static_cast<std::uint8_t>(bytes[place] ^ number_of(change.substr(colon + 1)));
            }
            if (answer.has("cut")) bytes.resize(answer.number("cut"));
            const Bytes added = answer.bytes("add");
            bytes.insert(bytes.end(), added.begin(), added.end());
        }
        value = to_hex(bytes);
    }
    return answer;
}

std::vector<KnownAnswer> known_answers(const std::string& construction)
{
    std::ifstream file(known_folder() / (construction + ".txt"));
    std::vector<KnownAnswer> answers;
    for (std::string line; std::getline(file, line);)
        if (!line.empty() && line.front() != '#') answers.push_back(resolved(answer_of(line), answers));
    return answers;
}

std::vector<std::string> known_constructions()
{
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(known_folder()))
        if (entry.path().extension() == ".txt") names.push_back(entry.path().stem().string());
    std::ranges::sort(names);
    return names;
}

} // namespace mahalla::test
