#pragma once
#include "base/bytes.h"
#include "base/date.h"
#include "disclosure/disclosure_policy.h"
#include "disclosure/published_table.h"

#include <string>
#include <vector>

namespace mahalla {

/// What a table of a release measures, in words a reader can check it by.
struct ReleaseDefinition {
    std::string name; ///< The indicator's, and the `id` of its table.
    std::string label;
    std::string statistic;
    std::string value; ///< The expression.
    std::string universe;
    std::string source; ///< Of a library indicator.
    bool operator==(const ReleaseDefinition&) const = default;
};

/// The questionnaire the answers come from.
struct ReleaseQuestionnaire {
    std::string id, version;
    std::string hash; ///< 64 hexadecimal digits.
    bool operator==(const ReleaseQuestionnaire&) const = default;
};

/// What a release says: plain data. Holding it proves nothing.
struct ReleaseContent {
    std::string title;
    std::string round;     ///< "2026-2"; empty where there is one round only.
    std::string published; ///< The day, as ISO 8601 writes it.
    std::string software;  ///< Name and version of the program that made it.
    std::string language;  ///< Of the labels.
    ReleaseQuestionnaire questionnaire;
    DisclosurePolicy policy;
    std::vector<ReleaseDefinition> definitions;
    std::vector<PublishedTableContent> tables;

    bool operator==(const ReleaseContent&) const = default;
};

/// What stands around the tables of a release.
struct ReleaseHead {
    std::string title;
    std::string round;
    std::string published;
    std::string software;
    std::string language;
    ReleaseQuestionnaire questionnaire;
    DisclosurePolicy policy;
    std::vector<ReleaseDefinition> definitions;
};

/// Tables that leave together, with all that traces a figure to its making: definitions, policy, questionnaire,
/// software. Immutable; made of `PublishedTable`s only.
///
/// Its name is the hash of `encode()` (the caller hashes and signs: this library knows no cryptography).
class PublishedRelease {
public:
    static constexpr std::size_t tables_max = 10'000;
    static constexpr std::size_t encoded_bytes_max = std::size_t{64} << 20U;

    /// Fails with `Invalid` where there is no title, no table, a table's id twice, or a limit is broken.
    static Result<PublishedRelease> create(ReleaseHead head, std::vector<PublishedTable> tables);

    const ReleaseContent& content() const { return content_; }
    /// The canonical bytes (docs/formats/release.md): equal releases have equal bytes.
    Bytes encode() const;

private:
    explicit PublishedRelease(ReleaseContent content) : content_(std::move(content)) {}
    ReleaseContent content_;
};

/// A release as somebody else sent it, to be shown and stored. It never becomes a `PublishedRelease` again: what it
/// says was made safe elsewhere, and the signatures over its bytes say by whom.
class ReceivedRelease {
public:
    /// Reads the canonical bytes; fails with `Corrupt` for every byte string that `encode` does not write. Safe on
    /// hostile bytes.
    static Result<ReceivedRelease> decode(ByteView bytes);
    /// For readers of other encodings of the same content (interchange/release_json.h).
    static Result<ReceivedRelease> from_content(ReleaseContent content);

    const ReleaseContent& content() const { return content_; }
    Bytes encode() const;

private:
    explicit ReceivedRelease(ReleaseContent content) : content_(std::move(content)) {}
    ReleaseContent content_;
};

} // namespace mahalla
