#pragma once
#include "base/result.h"
#include "expression/namespaces.h"

#include <nlohmann/json.hpp>
#include <string>

namespace mahalla {

/// One line of `mahalla xpath`: an expression, and what it is asked of.
struct XPathQuestion {
    std::string expression;
    std::string xml, file; ///< The document; neither for an empty one.
    std::string context, root;
    std::string zone, now;
    std::string wanted = "natural"; ///< `as`.
    Namespaces namespaces = Namespaces::odk();

    /// Fails with `Invalid` where a key holds another kind of value than the contract says; keys it does not know are
    /// passed over.
    static Result<XPathQuestion> create(const nlohmann::json& line);
};

/// What an answer repeats to be told from others: a text, a number, true, false or null.
///
/// Anything with something in it gives null: it is as deep as whoever wrote it likes, and writing it out nests as deep.
nlohmann::json id_of(const nlohmann::json& line);

} // namespace mahalla
