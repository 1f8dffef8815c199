#pragma once
#include <string>
#include <tl/expected.hpp>
#include <type_traits>
#include <utility>

namespace mahalla {

/// What the caller may do about a failure; callers branch on this, never on the message.
enum class ErrorKind {
    NotFound,    ///< It is not there: ask for another, or make it.
    Corrupt,     ///< The bytes are not what was written: restore them, ask for them again.
    Refused,     ///< A key, signature, right or policy says no.
    Unavailable, ///< The disk, the network or another process is in the way: try again later.
    Invalid,     ///< What was asked makes no sense: ask differently.
};

/// The stable English word of a kind ("NotFound"), as `mahalla form run` prints it.
constexpr const char* name_of(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NotFound:
        return "NotFound";
    case ErrorKind::Corrupt:
        return "Corrupt";
    case ErrorKind::Refused:
        return "Refused";
    case ErrorKind::Unavailable:
        return "Unavailable";
    case ErrorKind::Invalid:
        return "Invalid";
    }
    return "Invalid";
}

/// A failure. The message says what is wrong and what to do; it holds no answer, name, key or passphrase, for messages
/// end in logs.
struct Error {
    ErrorKind kind = ErrorKind::Invalid;
    std::string message;

    bool operator==(const Error&) const = default;
};

/// A value, or the reason why there is none. `return tl::unexpected(error)` or `return failure(kind, text)` to fail.
template <typename T> class [[nodiscard]] Result : public tl::expected<T, Error> {
public:
    using tl::expected<T, Error>::expected;
};

/// What a failing function returns: `return failure(ErrorKind::Corrupt, "The bundle ends too early.");`
inline tl::unexpected<Error> failure(ErrorKind kind, std::string message)
{
    return tl::unexpected<Error>(Error{kind, std::move(message)});
}

} // namespace mahalla

/// `MAHALLA_TRY(auto form, read_form(bytes));` declares `form` or returns the failure to the caller.
/// `MAHALLA_TRY_NAMED` exists only to give each use its own name.
#define MAHALLA_TRY_NAMED(name, declaration, ...)                                                                      \
    auto name = (__VA_ARGS__);                                                                                         \
    if (!name) return tl::unexpected(std::move(name).error());                                                         \
    declaration = *std::move(name)
#define MAHALLA_TRY_JOIN(name, line, declaration, ...) MAHALLA_TRY_NAMED(name##line, declaration, __VA_ARGS__)
#define MAHALLA_TRY_AT(line, declaration, ...) MAHALLA_TRY_JOIN(mahalla_result_, line, declaration, __VA_ARGS__)
#define MAHALLA_TRY(declaration, ...) MAHALLA_TRY_AT(__LINE__, declaration, __VA_ARGS__)
