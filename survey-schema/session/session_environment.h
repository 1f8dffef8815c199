#pragma once
#include "base/bytes.h"
#include "base/clock.h"
#include "base/random.h"
#include "base/time_zone.h"
#include "expression/document.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mahalla {

/// What the world gives an interview: time, chance, the person and the laptop, files that came with the form.
///
/// `clock` and `random` must outlive every session made with it. Sessions keep a copy of the rest.
struct SessionEnvironment {
    const Clock& clock;
    Random& random;
    TimeZone time_zone = TimeZone::utc();
    /// For jr:preload="property" and property(): "deviceid", "username", "email", "phonenumber"…; absent reads as
    /// empty.
    std::map<std::string, std::string, std::less<>> properties = {};
    /// Secondary instances that the form names by `src`, by instance id. One that is missing reads as empty.
    std::map<std::string, std::shared_ptr<const Document>, std::less<>> external_instances = {};
    /// The last record of this form on this laptop (`instance('__last-saved')`); null where there is none.
    std::shared_ptr<const Document> last_saved = nullptr;
    /// Where the laptop is, as a geopoint ("48.1 16.3 0 5"), for setgeopoint; empty where nothing knows.
    std::string position = {};
};

} // namespace mahalla
