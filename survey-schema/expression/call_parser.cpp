// The calls of functions: which there are, what they need, what they depend on.
#include "base/text.h"
#include "expression/parser.h"

namespace mahalla {

namespace {

constexpr std::string_view javarosa_uri = "http://openrosa.org/javarosa";

std::string counted(int count) { return std::to_string(count) + (count == 1 ? " argument" : " arguments"); }

} // namespace

SyntaxIndex Parser::call(const Name& name)
{
    text_.skip_white();
    const std::size_t base = scratch_.size();
    std::size_t count = 0;
    if (!arguments(count)) return no_syntax;
    const SyntaxIndex made = checked_call(name, base);
    scratch_.resize(base); // Also where the call was none.
    return made;
}

bool Parser::arguments(std::size_t& count)
{
    const std::size_t begin = text_.at();
    text_.take("(");
    count = 0;
    text_.skip_white();
    if (text_.take(")")) return true;
    for (;;) {
        const SyntaxIndex argument = binary(1);
        if (argument == no_syntax) return false;
        scratch_.push_back(argument);
        ++count;
        text_.skip_white();
        if (text_.take(")")) return true;
        if (!text_.take(",")) {
            if (text_.at_end())
                fail_at(begin, "the “(” is never closed");
            else
                fail_expecting(Expected::Operator, "“,”, “)” or an operator is expected here");
            return false;
        }
    }
}

SyntaxIndex Parser::unknown_function(const Name& name, const std::string& full_name)
{
    std::string message = "there is no function “" + full_name + "()”";
    // Beside the function of that name in another case, others are no more likely.
    const auto small = find_function(lower_ascii(name.local), false);
    if (name.prefix.empty() && small != nullptr)
        message += "; it is written “" + std::string(small->name) + "()”, in small letters";
    else if (const auto nearest = nearest_word(full_name, Expression::function_names()))
        message += "; did you mean “" + *nearest + "()”?";
    return unknown(name.begin, std::move(message), !name.prefix.empty() && name.prefix != "jr");
}

SyntaxIndex Parser::checked_call(const Name& word, std::size_t base)
{
    const std::string full_name =
        word.prefix.empty() ? std::string(word.local) : std::string(word.prefix) + ":" + std::string(word.local);
    const auto uri = namespaces_.uri(word.prefix);
    const bool is_javarosa = word.prefix == "jr" || (!word.prefix.empty() && uri && *uri == javarosa_uri);
    const FunctionEntry* entry = word.prefix.empty() || is_javarosa ? find_function(word.local, is_javarosa) : nullptr;
    if (entry == nullptr) return unknown_function(word, full_name);
    const std::string shape = full_name + "(" + std::string(entry->arguments) + ")";

    const std::size_t count = scratch_.size() - base;
    if (count < entry->least || (entry->most != any_count && count > entry->most)) {
        std::string wanted = counted(entry->least);
        if (entry->most == any_count)
            wanted = "at least " + wanted;
        else if (entry->most != entry->least)
            wanted = std::to_string(entry->least) + " to " + counted(entry->most);
        return unknown(word.begin,
                       "“" + full_name + "()” takes " + wanted + ", not " + std::to_string(count) + ": " + shape);
    }
    if (entry->function == ChoiceFunction::WeightedChecklist && count % 2 != 0)
        return unknown(word.begin, "“weighted-checklist()” takes a weight for each value: " + shape);
    if (entry->function == NodeFunction::IndexedRepeat && count % 2 != 1)
        return unknown(word.begin, "“indexed-repeat()” takes an index for each repeat: " + shape);

    SyntaxNode node;
    node.operation = Operation::Call;
    node.function = entry->function;
    node.type = entry->type;
    node.uses_focus = entry->reads_context == ReadsContext::Always ||
                      (entry->reads_context == ReadsContext::WithoutArguments && count == 0);
    node.uses_position =
        entry->function == CoreFunction::Last || (entry->function == CoreFunction::Position && count == 0);
    node.by_chance = entry->function == NumberFunction::Random || entry->function == TextFunction::Uuid ||
                     (entry->function == NodeFunction::Randomize && count == 1);
    node.count = static_cast<SyntaxIndex>(count);
    for (std::size_t i = 0; i < count; ++i) {
        const SyntaxNode& argument = parts_.nodes[scratch_[base + i]];
        node.uses_focus |= argument.uses_focus;
        node.uses_position |= argument.uses_position;
        node.by_chance |= argument.by_chance;
        if (i < entry->node_arguments && argument.type != StaticType::Nodes && argument.type != StaticType::Any &&
            argument.operation != Operation::Unknown)
            return unknown(word.begin,
                           "“" + full_name + "()” takes a path as argument " + std::to_string(i + 1) + ": " + shape);
    }
    if (entry->function == ChoiceFunction::If && count == 3) {
        const StaticType yes = parts_.nodes[scratch_[base + 1]].type, no = parts_.nodes[scratch_[base + 2]].type;
        if (yes == no) node.type = yes;
    }
    if (entry->function == TextFunction::Regex && parts_.nodes[scratch_[base + 1]].operation == Operation::Text) {
        auto pattern = RegularExpression::compile(parts_.nodes[scratch_[base + 1]].text);
        if (!pattern) return unknown(word.begin, "in “regex()”: " + pattern.error().message);
        tree_->patterns.emplace_back(scratch_[base + 1], *std::move(pattern));
    }
    node.first = keep_operands(base);
    return add(node);
}

} // namespace mahalla
