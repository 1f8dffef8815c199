#pragma once
#include "base/random.h"
#include "expression/document.h"
#include "expression/environment.h"

namespace mahalla {

/// The world of one line of `mahalla xpath`: its time, its zone, the instances and texts of its document.
class XPathEnvironment final : public EvaluationEnvironment {
public:
    XPathEnvironment(Instant now, TimeZone zone, Random& chance, const Document& document)
        : now_(now), zone_(std::move(zone)), random_(chance), document_(document)
    {}

    Instant now() override { return now_; }
    const TimeZone& time_zone() override { return zone_; }
    Random& random() override { return random_; }
    /// The element `<instance id="…">`, wherever it stands.
    std::optional<NodeRef> instance(std::string_view id) override;
    /// From the itext of the document, in the language that is marked as the default, else the first.
    std::optional<std::string> translate(std::string_view text_id) override;

private:
    Instant now_;
    TimeZone zone_;
    Random& random_;
    const Document& document_;
};

} // namespace mahalla
