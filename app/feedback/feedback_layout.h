#pragma once
#include "drawing/drawing.h"
#include "feedback/feedback_content.h"
#include "text/text_catalogue.h"
#include "text/text_engine.h"

#include <vector>

namespace mahalla {

/// The feedback sheet as pages of A4 in the catalogue's language: what was asked of whom, how to read it, each finding
/// with its picture and words, what could not be shown, and room to write down what people said about it.
///
/// One page where everything has room on it, somewhat smaller if need be (8.5 points at the least for what was found);
/// else as many as there must be, in the usual size. A finding is never broken over two pages. In a language written
/// from the right everything starts at the right. It names nobody and no day.
std::vector<Drawing> layout_of(const FeedbackContent& content, const TextCatalogue& catalogue, TextEngine& engine);

} // namespace mahalla
