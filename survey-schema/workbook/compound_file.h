#pragma once
#include "base/bytes.h"

#include <string_view>

namespace mahalla {

/// The bytes of one stream of a compound file, the container of .xls ([MS-CFB]), found by the first of `names` that is
/// there.
///
/// Fails with `Corrupt` where the container is broken or has none of them, or the stream is shorter than it claims:
/// chains of sectors that loop or lead outside end it, and nothing larger than the file itself is ever made.
Result<Bytes> read_compound_stream(ByteView file, std::initializer_list<std::string_view> names);

} // namespace mahalla
