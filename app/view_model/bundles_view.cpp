#include "view_model/bundles_view.h"

namespace mahalla {

BundleRow bundle_row(const std::string& file, const Result<ImportReport>& report, bool is_applied)
{
    BundleRow row;
    row.file = file;
    row.is_applied = is_applied && report.has_value();
    if (!report) {
        row.problem = report.error().message;
        return row;
    }
    row.created = report->created;
    row.already_here = report->already_here;
    row.quarantined = report->quarantined;
    row.is_complete = report->is_complete();
    return row;
}

} // namespace mahalla
