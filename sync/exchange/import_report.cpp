#include "exchange/import_report.h"

namespace mahalla {

std::string to_line(const ImportReport& report)
{
    std::string line = std::to_string(report.events_read);
    if (!report.is_complete()) line += " of " + std::to_string(report.events_promised);
    line += " events";
    auto add = [&line, first = true](std::uint64_t count, const char* what) mutable {
        if (count == 0) return;
        line += (first ? ": " : ", ") + std::to_string(count) + ' ' + what;
        first = false;
    };
    add(report.created, "new");
    add(report.already_here, "already here");
    add(report.quarantined, "quarantined");
    add(report.forks, "forked");
    add(report.damaged, "damaged");
    if (report.pieces_new > 0) line += "; " + std::to_string(report.pieces_new) + " new pieces of files";
    if (report.pieces_refused > 0)
        line += "; " + std::to_string(report.pieces_refused) + " pieces of unknown files not kept";
    if (report.incomplete_files > 0) line += "; " + std::to_string(report.incomplete_files) + " files incomplete here";
    if (!report.is_complete()) line += "; the bundle is incomplete";
    return line;
}

} // namespace mahalla
