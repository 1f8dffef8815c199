// concat, join, coalesce, once, substr, regex, digest, uuid and their like.
#include "expression/characters.h"
#include "expression/digest.h"
#include "expression/evaluator.h"

#include "base/text.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

constexpr double uuid_length_max = 10'000;
constexpr std::size_t regex_steps_a_node = 4;
constexpr std::size_t text_bytes_max = 16U * 1024 * 1024;

} // namespace

Value Evaluator::text_call(const SyntaxNode& node, const Focus& focus)
{
    std::string first_storage, second_storage;
    switch (node.function.as<TextFunction>()) {
    case TextFunction::Concat:
        return joined_arguments(node, 0, "", focus);
    case TextFunction::Join:
        return joined_arguments(node, 1, text(argument(node, 0), focus, first_storage), focus);
    case TextFunction::Coalesce: {
        std::string preferred = answer_text(value(argument(node, 0), focus));
        return preferred.empty() ? answer_text(value(argument(node, 1), focus)) : preferred;
    }
    case TextFunction::Once: {
        const std::string_view answer = text_of(focus.node, first_storage);
        return answer.empty() ? answer_text(value(argument(node, 0), focus)) : std::string(answer);
    }
    case TextFunction::EndsWith: {
        const std::string_view whole = text(argument(node, 0), focus, first_storage);
        return whole.ends_with(text(argument(node, 1), focus, second_storage));
    }
    case TextFunction::Substr: {
        const std::string_view whole = text(argument(node, 0), focus, first_storage);
        const double end = node.count == 3 ? number(argument(node, 2), focus) : HUGE_VAL;
        return std::string(substr(whole, number(argument(node, 1), focus), end));
    }
    case TextFunction::Regex:
        return regex(node, focus);
    case TextFunction::Uuid:
        return uuid(node, focus);
    case TextFunction::Digest: {
        const auto algorithm = digest_algorithm_from_name(string(argument(node, 1), focus));
        const std::string encoding = node.count == 3 ? lower_ascii(string(argument(node, 2), focus)) : "base64";
        if (!algorithm) {
            fail("“digest()” knows MD5, SHA-1, SHA-256, SHA-384 and SHA-512.");
            return {};
        }
        if (encoding != "base64" && encoding != "hex") {
            fail("“digest()” writes “base64” or “hex”.");
            return {};
        }
        const Bytes made = digest(*algorithm, as_bytes(text(argument(node, 0), focus, first_storage)));
        return encoding == "hex" ? to_hex(made) : to_base64(made);
    }
    case TextFunction::Base64Decode: {
        const auto decoded = from_base64(text(argument(node, 0), focus, first_storage));
        return decoded ? with_valid_utf8(as_text(*decoded)) : std::string();
    }
    case TextFunction::ExtractSigned:
        return environment_
            .extract_signed(text(argument(node, 0), focus, first_storage),
                            text(argument(node, 1), focus, second_storage))
            .value_or(std::string());
    case TextFunction::Property:
        return environment_.property(text(argument(node, 0), focus, first_storage));
    case TextFunction::Version:
        return environment_.version();
    default:
        return {};
    }
}

std::string Evaluator::answer_text(const Value& value)
{
    return value.kind() == ValueKind::Number && std::isnan(value.to_number()) ? std::string() : text_of(value);
}

std::string Evaluator::joined_arguments(const SyntaxNode& node, std::size_t first, std::string_view separator,
                                        const Focus& focus)
{
    std::string made, storage;
    bool is_first = true;
    const auto append = [&](std::string_view text) {
        if (!is_first) made += separator;
        is_first = false;
        made += text;
        if (made.size() > text_bytes_max) fail("The text that is put together here grows too long.");
        return failed();
    };
    const auto append_node = [&](NodeRef one) { return append(text_of(one, storage)); };
    for (std::size_t i = first; i < node.count && !failed(); ++i) {
        const SyntaxIndex at = argument(node, i);
        const StaticType type = tree_.nodes[at].type;
        if (type == StaticType::Nodes) {
            each_node(at, focus, append_node);
        } else if (type == StaticType::Any) {
            Value value_storage;
            const Value& value = held(at, focus, value_storage);
            if (value.kind() == ValueKind::Nodes)
                std::ranges::any_of(value.nodes(), append_node);
            else
                append(value.to_string());
        } else {
            append(text(at, focus, storage));
        }
    }
    return failed() ? std::string() : made;
}

bool Evaluator::regex(const SyntaxNode& node, const Focus& focus)
{
    std::string storage;
    const SyntaxIndex pattern_at = argument(node, 1);
    const auto known = std::ranges::find(tree_.patterns, pattern_at, &std::pair<SyntaxIndex, RegularExpression>::first);
    const auto look = [&](const RegularExpression& pattern) {
        std::size_t steps = 0;
        const auto found = pattern.found_in(text(argument(node, 0), focus, storage), &steps);
        spend(steps / regex_steps_a_node);
        if (!found) fail(found.error().message);
        return found && *found;
    };
    if (known != tree_.patterns.end()) return look(known->second);
    const std::string pattern_text = string(pattern_at, focus);
    spend(pattern_text.size());
    const auto pattern = RegularExpression::compile(pattern_text);
    if (pattern) return look(*pattern);
    fail(pattern.error().message);
    return false;
}

/// RFC 9562 version 4; with a length, so many characters of such.
std::string Evaluator::uuid(const SyntaxNode& node, const Focus& focus)
{
    const auto one = [&] {
        Bytes bytes(16);
        environment_.random().fill(bytes);
        bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x40U);
        bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
        std::string text = to_hex(bytes);
        for (const std::size_t at : {20U, 16U, 12U, 8U}) text.insert(at, 1, '-');
        return text;
    };
    if (node.count == 0) return one();
    const double length = number(argument(node, 0), focus);
    if (!(length >= 0 && length <= uuid_length_max)) {
        fail("“uuid()” takes a number of characters from 0 to 10000.");
        return {};
    }
    const auto size = static_cast<std::size_t>(length);
    std::string made;
    while (made.size() < size) made += one();
    made.resize(size);
    return made;
}

} // namespace mahalla
