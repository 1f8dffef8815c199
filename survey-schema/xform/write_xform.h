#pragma once
#include "form/form_definition.h"

#include <string>
#include <string_view>

namespace mahalla {

/// The form as an ODK XForm, in the shape and order pyxform gives it, as ODK Collect, Enketo and KoboToolbox read it.
///
/// Reading it back gives an equal form, but for one thing: as pyxform does, a text that lacks a translation gets "-"
/// there. What only Mahalla knows (extra sheets, columns such as `sensitivity`) has no place in an XForm and is left
/// out. `root_name`, unless empty, replaces the name of the record's root element, in every path too.
std::string write_xform(const FormDefinition& form, std::string_view root_name = {});

} // namespace mahalla
