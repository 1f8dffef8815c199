#pragma once
#include "xlsform/xlsform_features.h"

namespace mahalla {

/// The parts of the table that `features_of` gives, each in a file of its subject.
std::span<const XlsformFeature> sheet_features();
std::span<const XlsformFeature> survey_column_features();
std::span<const XlsformFeature> choices_column_features();
std::span<const XlsformFeature> external_choices_column_features();
std::span<const XlsformFeature> osm_column_features();
std::span<const XlsformFeature> entities_column_features();
std::span<const XlsformFeature> setting_features();
std::span<const XlsformFeature> question_type_features();
std::span<const XlsformFeature> parameter_features();
std::span<const XlsformFeature> appearance_features();
std::span<const XlsformFeature> body_class_features();

} // namespace mahalla
