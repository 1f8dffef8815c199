#include "record/answer_path.h"

#include "base/check.h"
#include "base/text.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::size_t row_digits = 2 * RowId::bytes_count;
/// '[' and 32 digits and ']'.
constexpr std::size_t row_suffix_bytes = row_digits + 2;

bool is_name(std::string_view name)
{
    return !name.empty() && is_valid_utf8(name) && std::none_of(name.begin(), name.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= 0x20 || byte == 0x7F || c == '/' || c == '[' || c == ']';
    });
}

bool is_lower_hex(std::string_view text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool ends_with_row(std::string_view step) { return !step.empty() && step.back() == ']'; }

/// A step of a valid path, without its leading slash.
AnswerPath::Step step_of(std::string_view text)
{
    if (!ends_with_row(text)) return {text, std::nullopt};
    const std::size_t name_bytes = text.size() - row_suffix_bytes;
    const auto row = RowId::from_text(text.substr(name_bytes + 1, row_digits));
    MAHALLA_CHECK(row);
    return {text.substr(0, name_bytes), *row};
}

bool is_step(std::string_view text)
{
    if (!ends_with_row(text)) return is_name(text);
    if (text.size() <= row_suffix_bytes) return false;
    const std::size_t name_bytes = text.size() - row_suffix_bytes;
    return text[name_bytes] == '[' && is_lower_hex(text.substr(name_bytes + 1, row_digits)) &&
           is_name(text.substr(0, name_bytes));
}

std::string_view last_step(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
}

tl::unexpected<Error> no_path()
{
    return failure(ErrorKind::Invalid, "This is no path of an answer; a path looks like /data/person[row]/age.");
}

} // namespace

Result<AnswerPath> AnswerPath::parse(std::string_view text)
{
    if (text.empty() || text.front() != '/' || text.size() > text_bytes_max) return no_path();
    const auto steps = split(text.substr(1), '/');
    if (steps.size() > steps_max || !std::all_of(steps.begin(), steps.end(), is_step)) return no_path();
    return AnswerPath(std::string(text));
}

std::vector<AnswerPath::Step> AnswerPath::steps() const
{
    std::vector<Step> steps;
    if (text_.empty()) return steps;
    for (const std::string_view step : split(std::string_view(text_).substr(1), '/')) steps.push_back(step_of(step));
    return steps;
}

std::string_view AnswerPath::name() const
{
    return text_.empty() ? std::string_view() : step_of(last_step(text_)).name;
}

std::optional<RowId> AnswerPath::row() const { return text_.empty() ? std::nullopt : step_of(last_step(text_)).row; }

Result<AnswerPath> AnswerPath::child(std::string_view name) const
{
    if (!is_name(name)) return no_path();
    const auto depth = static_cast<std::size_t>(std::count(text_.begin(), text_.end(), '/'));
    if (depth >= steps_max || text_.size() + 1 + name.size() > text_bytes_max) return no_path();
    std::string text = text_;
    text += '/';
    text += name;
    return AnswerPath(std::move(text));
}

AnswerPath AnswerPath::with_row(const RowId& row) const
{
    MAHALLA_CHECK(!empty());
    return AnswerPath(series().text_ + '[' + row.text() + ']');
}

AnswerPath AnswerPath::series() const
{
    if (!ends_with_row(text_)) return *this;
    return AnswerPath(text_.substr(0, text_.size() - row_suffix_bytes));
}

AnswerPath AnswerPath::parent() const
{
    const std::size_t slash = text_.rfind('/');
    return slash == std::string::npos ? AnswerPath() : AnswerPath(text_.substr(0, slash));
}

std::string AnswerPath::nodeset() const
{
    std::string nodeset;
    for (const Step& step : steps()) {
        nodeset += '/';
        nodeset += step.name;
    }
    return nodeset;
}

bool AnswerPath::is_below(const AnswerPath& ancestor) const
{
    if (ancestor.empty()) return !empty();
    return text_.size() > ancestor.text_.size() && text_.starts_with(ancestor.text_) &&
           text_[ancestor.text_.size()] == '/';
}

} // namespace mahalla
