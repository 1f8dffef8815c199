#pragma once
#include "base/bytes.h"

#include <map>
#include <string>
#include <vector>

namespace mahalla::test {

/// One line of a file in tests/vectors/known: what goes into a construction, and what has come out of it ever since.
///
/// `name field=value … => outcome`. Values are bytes in hexadecimal or numbers; an outcome is bytes in hexadecimal, or
/// words that say which step failed and how. `bytes=@other` takes the field of an earlier line of the file, after which
/// `xor=place:value`, `cut=count` and `add=hex` damage it, in this order; `cut` counts what stays. Lines that begin
/// with # are for people.
struct KnownAnswer {
    std::string name;
    std::map<std::string, std::string> fields;
    std::string outcome;

    bool has(const std::string& field) const { return fields.contains(field); }
    /// Empty where it is not given.
    Bytes bytes(const std::string& field) const;
    std::uint64_t number(const std::string& field) const;
    /// Comma-separated values.
    std::vector<std::string> list(const std::string& field) const;
};

/// Reads a file's lines; references are resolved, so that every field has its bytes.
std::vector<KnownAnswer> known_answers(const std::string& construction);
/// The names of all constructions that have a file.
std::vector<std::string> known_constructions();
/// Does with the fields what the program does.
std::string outcome_of(const std::string& construction, const KnownAnswer& answer);
/// "@other", xor, cut and add are put into the field that they concern. `before` are the earlier lines.
KnownAnswer resolved(KnownAnswer answer, const std::vector<KnownAnswer>& before);

} // namespace mahalla::test
