#pragma once
#include "base/id.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// Where an answer stands in a record: `/data/person[0123456789abcdef0123456789abcdef]/age`.
///
/// Rows of a roster (repeat instances) are named by their random `RowId`, never by position: two laptops that each add
/// "the third person" mean two persons. A path is one canonical text, so equal places have equal bytes; the order of
/// paths is the order of their bytes. The empty path (no text) stands above everything and names no answer.
class AnswerPath {
public:
    static constexpr std::size_t text_bytes_max = 4096;
    static constexpr std::size_t steps_max = 200;

    struct Step {
        std::string_view name;
        std::optional<RowId> row;
    };

    AnswerPath() = default;
    /// Fails with `Invalid` unless `text` is `('/' name ('[' 32 lower-case hexadecimal digits ']')?)+` within the
    /// limits, a name being valid UTF-8 of one byte or more without `/ [ ]`, white space and control characters.
    static Result<AnswerPath> parse(std::string_view text);

    const std::string& text() const { return text_; }
    bool empty() const { return text_.empty(); }
    /// From the root downwards; views into this path.
    std::vector<Step> steps() const;
    /// The name of the last step; empty for the empty path.
    std::string_view name() const;
    /// The row of the last step, where it names one.
    std::optional<RowId> row() const;

    /// This path with one more step. Fails with `Invalid` where that breaks a limit or `name` is no name.
    Result<AnswerPath> child(std::string_view name) const;
    /// One row of this series: the last step gets `row`, in place of the one it may have had. Not for the empty path.
    AnswerPath with_row(const RowId& row) const;
    /// The series a row belongs to: the last step without its row.
    AnswerPath series() const;
    /// Without the last step; the empty path for a root.
    AnswerPath parent() const;
    /// The question whatever the row: `/data/person/age`, as a form's nodeset has it.
    std::string nodeset() const;
    /// True for every place below `ancestor`, not for `ancestor` itself; true for any path where `ancestor` is empty.
    bool is_below(const AnswerPath& ancestor) const;

    auto operator<=>(const AnswerPath&) const = default;

private:
    explicit AnswerPath(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

} // namespace mahalla

template <> struct std::hash<mahalla::AnswerPath> {
    std::size_t operator()(const mahalla::AnswerPath& path) const noexcept
    {
        return std::hash<std::string>()(path.text());
    }
};
