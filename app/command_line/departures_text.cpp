#include "command_line/departures_text.h"

#include <map>
#include <ostream>
#include <tuple>

namespace mahalla {

void report_departures(const std::vector<Departure>& departures, std::ostream& out)
{
    if (departures.empty()) return;
    std::size_t carried = 0;
    std::map<std::tuple<std::string, Departure::Kind, std::string>, std::size_t> places;
    for (const Departure& departure : departures) {
        if (departure.is_carried()) ++carried;
        ++places[{departure.path.nodeset(), departure.kind, departure.perhaps_now}];
    }
    out << "mahalla: the record is of another version of the form: " << carried
        << " of its parts have no place in this one and are carried along, " << departures.size() - carried
        << " do not fit.\n";
    for (const auto& [place, count] : places) {
        const auto& [nodeset, kind, perhaps_now] = place;
        out << "  " << nodeset << ": " << name_of(kind);
        if (count > 1) out << " (" << count << " times)";
        if (!perhaps_now.empty()) out << "; there is a " << perhaps_now;
        out << '\n';
    }
}

} // namespace mahalla
