#include "base/text.h"
#include "command_line/commands.h"
#include "command_line/xpath_environment.h"
#include "command_line/xpath_question.h"
#include "expression/expression.h"
#include "system/time_zone_files.h"
#include "xform/xml_reader.h"

#include <CLI/CLI.hpp>
#include <cmath>
#include <istream>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>

namespace mahalla {

namespace {

using Json = nlohmann::json;

constexpr std::size_t line_bytes_max = 64U * 1024 * 1024;
constexpr std::uint64_t document_bytes_max = 64U * 1024 * 1024;
/// Of the documents kept for the lines to come.
constexpr std::size_t kept_bytes_max = 8U * 1024 * 1024;

Json number_as_json(double number)
{
    if (std::isnan(number)) return "NaN";
    if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
    constexpr double exact_max = 9007199254740992.0;
    if (number == std::trunc(number) && std::abs(number) < exact_max) return static_cast<std::int64_t>(number);
    return number;
}

Json nodes_as_json(const NodeSet& nodes)
{
    Json texts = Json::array();
    for (const NodeRef node : nodes) texts.push_back(string_value(node));
    return {{"type", "nodeset"}, {"value", std::move(texts)}};
}

Json natural_as_json(const Value& value)
{
    switch (value.kind()) {
    case ValueKind::Boolean:
        return {{"type", "boolean"}, {"value", value.to_boolean()}};
    case ValueKind::Number:
        return {{"type", "number"}, {"value", number_as_json(value.to_number())}};
    case ValueKind::Moment:
        if (value.moment()->is_number) return {{"type", "number"}, {"value", number_as_json(value.to_number())}};
        return {{"type", "string"}, {"value", value.to_string()}};
    case ValueKind::String:
        return {{"type", "string"}, {"value", value.to_string()}};
    case ValueKind::Nodes:
        return nodes_as_json(value.nodes());
    }
    return {};
}

/// Evaluates lines; documents and zones are kept, because many lines ask of the same.
class XPathConsole {
public:
    explicit XPathConsole(CommandContext& context) : context_(context) {}

    Json answer(const std::string& line)
    {
        const Json question = Json::parse(line, nullptr, false);
        Json reply = Json::object();
        if (question.is_object()) reply["id"] = id_of(question);
        if (question.is_discarded())
            reply["error"] = "A line is one JSON object in UTF-8, with an “expression”.";
        else if (const auto result = evaluate(question))
            reply.update(*result);
        else
            reply["error"] = result.error().message;
        return reply;
    }

private:
    Result<Json> evaluate(const Json& line)
    {
        MAHALLA_TRY(const XPathQuestion question, XPathQuestion::create(line));
        MAHALLA_TRY(const auto document, document_of(question));
        MAHALLA_TRY(const TimeZone zone, zone_of(question.zone));
        MAHALLA_TRY(const Instant now, now_of(question.now, zone));
        XPathEnvironment environment(now, zone, context_.random, *document);

        EvaluationContext at_root{.node = document->root_ref(), .root = {}, .current = {}, .environment = environment};
        const auto one_node = [&](const char* key, const std::string& path) -> Result<NodeRef> {
            if (path.empty() || path == "/") return document->root_ref();
            MAHALLA_TRY(const Expression expression, Expression::parse(path, question.namespaces));
            MAHALLA_TRY(const NodeSet found, expression.evaluate_nodes(at_root));
            if (found.empty()) return failure(ErrorKind::NotFound, std::string("“") + key + "” names no node.");
            return found.front();
        };
        MAHALLA_TRY(const NodeRef node, one_node("context", question.context));
        MAHALLA_TRY(const NodeRef root, one_node("root", question.root));
        MAHALLA_TRY(const Expression expression,
                    Expression::parse(question.expression, question.namespaces, CallCheck::WhenCalled));
        return value_of(expression, question.wanted,
                        {.node = node, .root = root, .current = {}, .environment = environment});
    }

    static Result<Json> value_of(const Expression& expression, const std::string& wanted,
                                 const EvaluationContext& evaluation)
    {
        if (wanted == "string") {
            MAHALLA_TRY(std::string text, expression.evaluate_string(evaluation));
            return Json{{"type", "string"}, {"value", std::move(text)}};
        }
        if (wanted == "number") {
            MAHALLA_TRY(const double number, expression.evaluate_number(evaluation));
            return Json{{"type", "number"}, {"value", number_as_json(number)}};
        }
        if (wanted == "boolean") {
            MAHALLA_TRY(const bool truth, expression.evaluate_boolean(evaluation));
            return Json{{"type", "boolean"}, {"value", truth}};
        }
        if (wanted == "nodeset") {
            MAHALLA_TRY(const NodeSet nodes, expression.evaluate_nodes(evaluation));
            return nodes_as_json(nodes);
        }
        if (wanted != "natural")
            return failure(ErrorKind::Invalid, "“as” is string, number, boolean, nodeset or natural.");
        MAHALLA_TRY(const Value value, expression.evaluate(evaluation));
        return natural_as_json(value);
    }

    Result<std::shared_ptr<const Document>> document_of(const XPathQuestion& question)
    {
        std::string key = question.file.empty() ? "xml " + question.xml : "file " + question.file;
        if (const auto known = documents_.find(key); known != documents_.end()) return known->second;
        std::string xml = question.xml;
        if (!question.file.empty()) {
            MAHALLA_TRY(const Bytes bytes, context_.disk.read(question.file, document_bytes_max));
            xml = as_text(bytes);
        }
        // Without a document the expression is asked of an empty one.
        if (trimmed(xml).empty()) return DocumentBuilder().finish();
        MAHALLA_TRY(auto document, read_xml(xml));
        kept_bytes_ += xml.size();
        if (kept_bytes_ > kept_bytes_max) {
            documents_.clear();
            kept_bytes_ = xml.size();
        }
        documents_.emplace(std::move(key), document);
        return document;
    }

    Result<TimeZone> zone_of(const std::string& name)
    {
        if (name.empty()) return TimeZone::utc();
        if (const auto known = zones_.find(name); known != zones_.end()) return known->second;
        MAHALLA_TRY(TimeZone zone, read_time_zone(context_.disk, name));
        zones_.emplace(name, zone);
        return zone;
    }

    Result<Instant> now_of(const std::string& text, const TimeZone& zone)
    {
        if (text.empty()) return context_.clock.now();
        // Without a zone the time is that of the clocks there.
        const auto as_utc = instant_from_text(text);
        if (!as_utc) return failure(ErrorKind::Invalid, "“now” is a time as in 2014-09-22T18:00:00.");
        if (instant_from_text(text, 60) == as_utc) return *as_utc;
        return zone.to_instant(LocalTime(as_utc->time_since_epoch()));
    }

    CommandContext& context_;
    std::map<std::string, std::shared_ptr<const Document>> documents_;
    std::size_t kept_bytes_ = 0;
    std::map<std::string, TimeZone> zones_;
};

/// Reads a line; false at the end of what there is. Of a line that is too long nothing but that is told.
bool read_line(std::istream& in, std::string& line, bool& too_long)
{
    line.clear();
    too_long = false;
    std::istream::int_type c = in.get();
    if (c == std::istream::traits_type::eof()) return false;
    for (; c != std::istream::traits_type::eof() && c != '\n'; c = in.rdbuf()->sbumpc()) {
        too_long |= line.size() == line_bytes_max;
        if (!too_long) line += std::istream::traits_type::to_char_type(c);
    }
    return true;
}

} // namespace

void add_xpath_command(CLI::App& program, CommandContext& context)
{
    CLI::App* command = program.add_subcommand("xpath", "Evaluate expressions: JSON lines in, JSON lines out");
    command->callback([&context] {
        XPathConsole console(context);
        bool too_long = false;
        for (std::string line; read_line(context.in, line, too_long);) {
            if (trimmed(line).empty()) continue;
            const Json reply = too_long ? Json{{"error", "The line is longer than 64 MiB."}} : console.answer(line);
            context.out << reply.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
            context.out.flush();
        }
    });
}

} // namespace mahalla
