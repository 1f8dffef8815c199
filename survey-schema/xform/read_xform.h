#pragma once
#include "base/bytes.h"
#include "form/form_definition.h"

namespace mahalla {

inline constexpr std::size_t xform_bytes_max = 64 * 1024 * 1024;

/// Reads an ODK XForm (https://getodk.github.io/xforms-spec/) into a form; never fetches what it refers to.
///
/// What is wrong is reported, all of it; the form is null where one of it is an error. Errors besides those of
/// `FormDefinition::create`: xml-invalid, xform-structure, expression-invalid, itext-language-duplicate. Warnings:
/// element-unknown, bind-type-unknown, event-unknown. Lines of the file are given in the messages.
FormReading read_xform(ByteView bytes);

} // namespace mahalla
