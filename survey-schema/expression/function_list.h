#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace mahalla {

// The functions of XPath 1.0 §4 and of ODK XForms, by the file that computes them.
enum class CoreFunction : std::uint8_t {
    Last,
    Position,
    Count,
    Id,
    LocalName,
    NamespaceUri,
    Name,
    String,
    StartsWith,
    Contains,
    SubstringBefore,
    SubstringAfter,
    Substring,
    StringLength,
    NormalizeSpace,
    Translate,
    Boolean,
    Not,
    True,
    False,
    Lang,
    Number,
    Sum
};
enum class TextFunction : std::uint8_t {
    Concat,
    Coalesce,
    Once,
    EndsWith,
    Join,
    Substr,
    Regex,
    Uuid,
    Digest,
    Base64Decode,
    ExtractSigned,
    Property,
    Version
};
enum class NumberFunction : std::uint8_t {
    Floor,
    Ceiling,
    Round,
    Int,
    Random,
    Max,
    Min,
    Pow,
    Log,
    Log10,
    Abs,
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Atan2,
    Sqrt,
    Exp,
    Exp10,
    Pi
};
enum class NodeFunction : std::uint8_t { CountNonEmpty, Instance, Current, Randomize, IndexedRepeat, PullData };
enum class ChoiceFunction : std::uint8_t {
    If,
    BooleanFromString,
    Checklist,
    WeightedChecklist,
    Depend,
    Selected,
    SelectedAt,
    CountSelected,
    ChoiceName,
    Itext
};
enum class DateFunction : std::uint8_t {
    Today,
    Now,
    ToDate,
    ToDateTime,
    FormatDate,
    FormatDateTime,
    DecimalDateTime,
    DecimalTime
};
enum class PlaceFunction : std::uint8_t { Area, Distance, Geofence, Intersects };

enum class FunctionKind : std::uint8_t { Core, Text, Number, Node, Choice, Calendar, Place };

/// One of the functions above.
class Function {
public:
    constexpr Function() = default;
    constexpr Function(CoreFunction function) : kind_(FunctionKind::Core), number_(static_cast<std::uint8_t>(function))
    {}
    constexpr Function(TextFunction function) : kind_(FunctionKind::Text), number_(static_cast<std::uint8_t>(function))
    {}
    constexpr Function(NumberFunction function)
        : kind_(FunctionKind::Number), number_(static_cast<std::uint8_t>(function))
    {}
    constexpr Function(NodeFunction function) : kind_(FunctionKind::Node), number_(static_cast<std::uint8_t>(function))
    {}
    constexpr Function(ChoiceFunction function)
        : kind_(FunctionKind::Choice), number_(static_cast<std::uint8_t>(function))
    {}
    constexpr Function(DateFunction function)
        : kind_(FunctionKind::Calendar), number_(static_cast<std::uint8_t>(function))
    {}
    constexpr Function(PlaceFunction function)
        : kind_(FunctionKind::Place), number_(static_cast<std::uint8_t>(function))
    {}

    constexpr FunctionKind kind() const { return kind_; }
    /// The function as one of its kind; the kind must be that one.
    template <typename OfKind> constexpr OfKind as() const { return static_cast<OfKind>(number_); }
    bool operator==(const Function&) const = default;

private:
    FunctionKind kind_ = FunctionKind::Core;
    std::uint8_t number_ = 0;
};

/// The type that an operation gives whatever it is given; `Any` where that depends.
enum class StaticType : std::uint8_t { Any, Boolean, Number, String, Nodes };

/// Whether a function looks at the context node itself, besides what its arguments do.
enum class ReadsContext : std::uint8_t { Never, WithoutArguments, Always };

constexpr int any_count = 255;

struct FunctionEntry {
    std::string_view name;
    std::string_view arguments; ///< As a message shows them: "text, algorithm[, encoding]".
    Function function;
    std::uint8_t least;
    std::uint8_t most; ///< `any_count` for no limit.
    StaticType type = StaticType::Any;
    ReadsContext reads_context = ReadsContext::Never;
    std::uint8_t node_arguments = 0; ///< So many arguments from the first on must be node sets.
    bool in_javarosa_namespace = false;
};

/// Every function under each of its names (some have two), sorted by name.
std::span<const FunctionEntry> function_list();

/// The entry of a name; nullptr where there is none.
const FunctionEntry* find_function(std::string_view name, bool in_javarosa_namespace);

} // namespace mahalla
