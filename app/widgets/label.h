#pragma once
#include "text/text_key.h"

#include <string>
#include <string_view>

namespace mahalla::ui {

/// What a widget says: a key of the language files, or a text from elsewhere (a questionnaire, a place, a number).
///
/// Holds no copy: it lives as long as the call it is written in.
class Label {
public:
    Label() = default;
    Label(TextKey key) : text_(key.name), is_key_(true) {}
    Label(std::string_view text) : text_(text) {}
    Label(const std::string& text) : text_(text) {}
    Label(const char* text) : text_(text) {}

    bool empty() const { return text_.empty(); }
    bool is_key() const { return is_key_; }
    std::string_view text() const { return text_; }

private:
    std::string_view text_;
    bool is_key_ = false;
};

/// What a widget is called by tests and by the focus: a question's path, a button's English word; never an index, so
/// that it stays the same when the list or the language changes. Unique in its `IdScope`.
using Id = std::string_view;

} // namespace mahalla::ui
