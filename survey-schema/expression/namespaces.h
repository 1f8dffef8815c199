#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mahalla {

/// The prefixes an expression may use, and what they stand for. The empty prefix is what unprefixed names may match
/// besides no namespace.
class Namespaces {
public:
    /// The prefixes of ODK XForms: h, jr, ev, xsd, orx, odk, entities.
    static const Namespaces& odk();

    /// The last declaration of a prefix wins.
    void add(std::string_view prefix, std::string_view uri);
    std::optional<std::string_view> uri(std::string_view prefix) const;
    const std::vector<std::pair<std::string, std::string>>& declarations() const { return declarations_; }

private:
    std::vector<std::pair<std::string, std::string>> declarations_;
};

} // namespace mahalla
