#pragma once
#include "indicator/indicator_library.h"

#include <string>

namespace mahalla {

/// What an instrument is, for a terminal: what it measures, where it comes from, what it asks and computes, from which
/// value on what counts, how missing answers count, what is still to be checked.
std::string instrument_text(const LibraryInstrument& instrument);

/// The same as a JSON object: "name", "version", "labels", "unit", "source", "licence", "missing", "to_check"?,
/// "uses", "questions":[{"name","type","labels","codes"?}], "settings", "formulas":[{"name","value","what"}],
/// "indicators":[{"name","labels","statistic","value","cut_offs"?,"dimension","freedom","sdg","perception"}], "flags",
/// "disaggregations".
std::string instrument_json(const LibraryInstrument& instrument);

/// A JSON list of all instruments with the names of their indicators.
std::string library_json(const IndicatorLibrary& library);

/// The page docs/indicators.md: every instrument with source, formulas, cut-offs and how missing answers count.
std::string library_markdown(const IndicatorLibrary& library);

} // namespace mahalla
