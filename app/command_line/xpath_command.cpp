#include "command_line/commands.h"
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

constexpr std::size_t documents_kept_max = 64;
constexpr std::uint64_t document_bytes_max = 64U * 1024 * 1024;

/// The world of one line: its time, its zone, the instances of its document.
class LineEnvironment final : public EvaluationEnvironment {
public:
    LineEnvironment(Instant now, TimeZone zone, Random& chance, const Document& document)
        : now_(now), zone_(std::move(zone)), random_(chance), document_(document)
    {}

    Instant now() override { return now_; }
    const TimeZone& time_zone() override { return zone_; }
    Random& random() override { return random_; }

    std::optional<NodeRef> instance(std::string_view id) override
    {
        for (NodeIndex node = 0; node < document_.node_count(); ++node)
            if (document_.kind(node) == NodeKind::Element && document_.local_name(node) == "instance" &&
                document_.attribute(node, "id") == id)
                return document_.ref(node);
        return std::nullopt;
    }

    std::optional<std::string> translate(std::string_view text_id) override
    {
        // The default language is the one marked so, else the first.
        NodeIndex language = no_node;
        for (NodeIndex node = 0; node < document_.node_count(); ++node) {
            if (document_.kind(node) != NodeKind::Element || document_.local_name(node) != "translation") continue;
            if (language == no_node || document_.attribute(node, "default")) language = node;
        }
        if (language == no_node) return std::nullopt;
        for (NodeIndex text = document_.first_child(language); text != no_node; text = document_.next_sibling(text)) {
            if (document_.kind(text) != NodeKind::Element || document_.attribute(text, "id") != text_id) continue;
            for (NodeIndex value = document_.first_child(text); value != no_node; value = document_.next_sibling(value))
                if (document_.kind(value) == NodeKind::Element && !document_.attribute(value, "form"))
                    return string_value(document_.ref(value));
        }
        return std::nullopt;
    }

private:
    Instant now_;
    TimeZone zone_;
    Random& random_;
    const Document& document_;
};

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
        if (!question.is_object()) {
            reply["error"] = "A line is one JSON object with an “expression”.";
            return reply;
        }
        reply["id"] = question.value("id", Json());
        auto result = evaluate(question);
        if (result)
            reply.update(*result);
        else
            reply["error"] = result.error().message;
        return reply;
    }

private:
    static std::string text_of(const Json& question, const char* key, std::string_view fallback = {})
    {
        const auto found = question.find(key);
        return found != question.end() && found->is_string() ? found->get<std::string>() : std::string(fallback);
    }

    Result<Json> evaluate(const Json& question)
    {
        MAHALLA_TRY(const auto document, document_of(question));
        MAHALLA_TRY(const TimeZone zone, zone_of(text_of(question, "tz")));
        MAHALLA_TRY(const Instant now, now_of(text_of(question, "now"), zone));
        LineEnvironment environment(now, zone, context_.random, *document);

        Namespaces namespaces = Namespaces::odk();
        if (const auto given = question.find("namespaces"); given != question.end() && given->is_object())
            for (const auto& [prefix, uri] : given->items())
                if (uri.is_string()) namespaces.add(prefix, uri.get<std::string>());

        EvaluationContext at_root{.node = document->root_ref(), .root = {}, .current = {}, .environment = environment};
        const auto one_node = [&](const char* key) -> Result<NodeRef> {
            const std::string path = text_of(question, key);
            if (path.empty() || path == "/") return document->root_ref();
            MAHALLA_TRY(const Expression expression, Expression::parse(path, namespaces));
            MAHALLA_TRY(const NodeSet found, expression.evaluate_nodes(at_root));
            if (found.empty()) return failure(ErrorKind::NotFound, std::string("“") + key + "” names no node.");
            return found.front();
        };
        MAHALLA_TRY(const NodeRef node, one_node("context"));
        MAHALLA_TRY(const NodeRef root, one_node("root"));
        MAHALLA_TRY(const Expression expression,
                    Expression::parse(text_of(question, "expression"), namespaces, CallCheck::WhenCalled));
        const EvaluationContext evaluation{.node = node, .root = root, .current = {}, .environment = environment};

        const std::string wanted = text_of(question, "as", "natural");
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

    Result<std::shared_ptr<const Document>> document_of(const Json& question)
    {
        const std::string file = text_of(question, "file");
        std::string xml = text_of(question, "xml");
        const std::string key = file.empty() ? "xml " + xml : "file " + file;
        if (const auto known = documents_.find(key); known != documents_.end()) return known->second;
        if (!file.empty()) {
            MAHALLA_TRY(const Bytes bytes, context_.disk.read(file, document_bytes_max));
            xml = as_text(bytes);
        }
        // Without a document the expression is asked of an empty one.
        if (trimmed_is_empty(xml)) return DocumentBuilder().finish();
        MAHALLA_TRY(auto document, read_xml(xml));
        if (documents_.size() == documents_kept_max) documents_.clear();
        documents_.emplace(key, document);
        return document;
    }

    static bool trimmed_is_empty(const std::string& text)
    {
        return text.find_first_not_of(" \t\r\n") == std::string::npos;
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
    std::map<std::string, TimeZone> zones_;
};

} // namespace

void add_xpath_command(CLI::App& program, CommandContext& context)
{
    CLI::App* command = program.add_subcommand("xpath", "Evaluate expressions: JSON lines in, JSON lines out");
    command->callback([&context] {
        XPathConsole console(context);
        for (std::string line; std::getline(context.in, line);) {
            if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
            context.out << console.answer(line).dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
            context.out.flush();
        }
    });
}

} // namespace mahalla
