#pragma once
#include "base/date.h"
#include "base/random.h"
#include "base/result.h"
#include "base/time_zone.h"
#include "expression/value.h"

#include <memory>

namespace mahalla {

/// What expressions ask of the world around them. The defaults are those of an empty world: 1970, UTC, nothing there.
///
/// Functions may be called in the midst of an evaluation and may evaluate other expressions.
class EvaluationEnvironment {
public:
    virtual ~EvaluationEnvironment() = default;

    virtual Instant now();
    virtual const TimeZone& time_zone();
    /// For `random`, `uuid` and unseeded `randomize`. The default is a seeded generator: one run like another.
    virtual Random& random();

    /// The node above a secondary instance's root element (a `Document`'s root, or an `<instance>` element), so that
    /// `instance('id')/root/item` finds the items; nothing where there is no such instance.
    virtual std::optional<NodeRef> instance(std::string_view id);
    /// `jr:choice-name(value, 'path')`: the label of a choice of the question at `path`, in the current language.
    virtual std::optional<std::string> choice_label(std::string_view value, std::string_view path, NodeRef context);
    /// `jr:itext(id)` in the current language.
    virtual std::optional<std::string> translate(std::string_view text_id);
    /// `property(name)`: deviceid, username, phonenumber, email…
    virtual std::string property(std::string_view name);
    /// `version()`: the form's.
    virtual std::string version();
    /// `extract-signed(content, key)`: the content of a text signed with Ed25519; nothing where the signature does not
    /// hold.
    virtual std::optional<std::string> extract_signed(std::string_view content, std::string_view public_key);

private:
    std::unique_ptr<Random> default_random_;
};

/// Where an expression is evaluated.
struct EvaluationContext {
    NodeRef node;             ///< The context node, `.`.
    std::size_t position = 1; ///< `position()`, from 1.
    std::size_t size = 1;     ///< `last()`.
    NodeRef root;             ///< Where absolute paths start; the root of the node's source where it is not given.
    NodeRef current;          ///< `current()`; the context node where it is not given.
    EvaluationEnvironment& environment;
};

} // namespace mahalla
