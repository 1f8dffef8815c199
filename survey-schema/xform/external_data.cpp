#include "xform/external_data.h"

#include "base/text.h"
#include "xform/csv_data.h"
#include "xform/geojson_data.h"
#include "xform/xml_reader.h"

namespace mahalla {

Result<std::shared_ptr<const Document>> read_external_data(std::string_view file_name, ByteView bytes)
{
    if (bytes.size() > external_data_bytes_max) return failure(ErrorKind::Invalid, "The file is larger than 64 MiB.");
    std::string repaired;
    std::string_view text = as_text(bytes);
    const std::string ending = lower_ascii(file_name.substr(std::min(file_name.rfind('.'), file_name.size())));
    if (ending != ".csv" && ending != ".geojson") {
        XmlLimits limits;
        limits.bytes_max = external_data_bytes_max;
        return read_xml(text, limits);
    }
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (!is_valid_utf8(text)) {
        // Tables saved by old spreadsheet programs: a wrong letter is better than no villages.
        repaired = with_valid_utf8(text);
        text = repaired;
    }
    return ending == ".csv" ? read_csv_data(text) : read_geojson_data(text);
}

} // namespace mahalla
