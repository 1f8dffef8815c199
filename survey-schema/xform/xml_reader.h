#pragma once
#include "base/result.h"
#include "expression/document.h"

namespace mahalla {

/// What an XML text from outside may cost: 256 MiB while it is read.
struct XmlLimits {
    std::size_t bytes_max = 64U * 1024 * 1024;
    std::size_t nodes_max = 1'500'000;
    std::size_t depth_max = 200;
};

/// Reads an XML text (UTF-8, or UTF-16 with a mark) into a document; white space is kept, namespaces are resolved.
///
/// Document types are refused, and with them every entity but the five of XML itself; nothing outside is ever fetched.
/// Fails with `Invalid` and the line for what is no well-formed XML, uses a prefix it does not declare, or is larger,
/// deeper or has more nodes than the limits.
Result<std::shared_ptr<const Document>> read_xml(std::string_view text, const XmlLimits& limits = {});

} // namespace mahalla
