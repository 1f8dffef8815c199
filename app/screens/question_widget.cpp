#include "screens/question_widget.h"

#include "base/number.h"
#include "base/text.h"
#include "widgets/button.h"
#include "widgets/choices.h"
#include "widgets/instruments.h"
#include "widgets/layout.h"
#include "widgets/text_widgets.h"

#include <algorithm>

namespace mahalla::ui {

namespace {

std::vector<Choice> choices_of(const QuestionView& question)
{
    std::vector<Choice> choices;
    for (const ChoiceState& choice : question.choices) choices.push_back({choice.value, choice.label});
    return choices;
}

std::vector<std::string> chosen_of(const QuestionView& question)
{
    std::vector<std::string> values;
    for (const std::string_view word : words(question.value)) values.emplace_back(word);
    return values;
}

FieldOptions options_of(const QuestionView& question)
{
    FieldOptions options;
    options.hint = question.hint;
    options.problem = question.problem;
    options.required = question.required;
    options.enabled = !question.readonly;
    return options;
}

void answer(DeskIntents& intents, const QuestionView& question, const std::string& value)
{
    intents.push_back(intent::AnswerQuestion{question.ref, value.empty() ? std::nullopt : std::optional(value)});
}

/// A range of at most eleven steps is a row of numbers to choose from; a longer one is typed.
void draw_range(Page& page, const QuestionView& question, DeskIntents& intents)
{
    const double steps =
        question.range_step > 0 ? (question.range_end - question.range_start) / question.range_step : 100;
    if (steps > 10 || steps < 1) {
        NumberFieldOptions options;
        options.field = options_of(question);
        options.decimals = true;
        if (const auto value = number_field(page, question.ref, question.label, question.value, options))
            answer(intents, question, *value);
        return;
    }
    std::vector<Choice> choices;
    for (int i = 0; i <= static_cast<int>(steps + 0.5); ++i) {
        const std::string number = number_to_text(question.range_start + i * question.range_step);
        choices.push_back({number, number});
    }
    if (const auto value =
            radio_list(page, question.ref, question.label, choices, question.value, options_of(question)))
        answer(intents, question, *value);
}

std::string label_of(const QuestionView& question, const std::string& value)
{
    for (const ChoiceState& choice : question.choices)
        if (choice.value == value) return choice.label;
    return value;
}

/// Two at a time: which of the two comes first? The order that follows can be put right by hand below.
void draw_pairwise(Page& page, const QuestionView& question, PairwiseRanking& ranking, DeskIntents& intents)
{
    const std::vector<std::string> order = chosen_of(question);
    std::vector<std::string> values;
    for (const ChoiceState& choice : question.choices) values.push_back(choice.value);
    const auto pair = question.readonly ? std::nullopt : ranking.next(values, order);
    if (pair) {
        const Card card(page);
        text(page, "rank.which_first"_text, TextLook::Strong);
        Columns columns(page, {1, 1});
        ButtonOptions options;
        options.fills_width = true;
        std::optional<bool> newcomer_first;
        if (button(page, question.ref + "-placed", label_of(question, pair->placed), options)) newcomer_first = false;
        columns.next();
        if (button(page, question.ref + "-newcomer", label_of(question, pair->newcomer), options))
            newcomer_first = true;
        if (newcomer_first)
            if (const auto decided = ranking.decide(order, *newcomer_first))
                answer(intents, question, joined(*decided, " "));
    }
    gap(page, Gap::Small);
    if (const auto changed =
            ranking_list(page, question.ref, question.label, choices_of(question), order, options_of(question)))
        answer(intents, question, joined(*changed, " "));
}

void draw_piling(Page& page, const QuestionView& question, DeskIntents& intents)
{
    std::vector<Choice> items;
    std::vector<int> counts;
    for (const PilingItem& item : question.items) {
        items.push_back({item.ref, item.label});
        counts.push_back(item.count);
    }
    const auto changed =
        counters(page, question.ref, question.label, items, counts, question.counters, options_of(question));
    if (!changed) return;
    for (std::size_t i = 0; i < items.size(); ++i)
        if ((*changed)[i] != counts[i])
            intents.push_back(intent::AnswerQuestion{items[i].value, std::to_string((*changed)[i])});
}

} // namespace

void draw_question(Page& page, const QuestionView& question, PairwiseRankings& rankings, DeskIntents& intents)
{
    const FieldOptions options = options_of(question);
    const bool chooses = question.kind == QuestionKind::SelectOne || question.kind == QuestionKind::SelectOneOfMany ||
                         question.kind == QuestionKind::SelectMultiple || question.kind == QuestionKind::Ranking ||
                         question.kind == QuestionKind::PairwiseRanking;
    if (chooses && question.choices.empty()) {
        text(page, question.label, TextLook::Strong);
        text(page, "question.no_choices"_text, TextLook::Muted);
        return;
    }
    switch (question.kind) {
    case QuestionKind::Note:
        note(page, question.label);
        return;
    case QuestionKind::Text:
    case QuestionKind::LongText:
    case QuestionKind::Position: {
        TextFieldOptions field;
        field.field = options;
        field.lines = question.kind == QuestionKind::LongText ? 4 : 1;
        if (question.kind == QuestionKind::Position) field.placeholder = "question.position_example"_text;
        if (const auto value = text_field(page, question.ref, question.label, question.value, field))
            answer(intents, question, *value);
        return;
    }
    case QuestionKind::Integer:
    case QuestionKind::Decimal: {
        NumberFieldOptions field;
        field.field = options;
        field.decimals = question.kind == QuestionKind::Decimal;
        if (const auto value = number_field(page, question.ref, question.label, question.value, field))
            answer(intents, question, *value);
        return;
    }
    case QuestionKind::Day:
        if (const auto value = date_field(page, question.ref, question.label, question.value, options))
            answer(intents, question, *value);
        return;
    case QuestionKind::SelectOne:
        if (const auto value =
                radio_list(page, question.ref, question.label, choices_of(question), question.value, options))
            answer(intents, question, *value);
        return;
    case QuestionKind::SelectOneOfMany:
        if (const auto value = combo(page, question.ref, question.label, choices_of(question), question.value, options))
            answer(intents, question, *value);
        return;
    case QuestionKind::SelectMultiple:
        if (const auto values =
                multi_select(page, question.ref, question.label, choices_of(question), chosen_of(question), options))
            answer(intents, question, joined(*values, " "));
        return;
    case QuestionKind::Ranking:
        if (const auto order =
                ranking_list(page, question.ref, question.label, choices_of(question), chosen_of(question), options))
            answer(intents, question, joined(*order, " "));
        return;
    case QuestionKind::PairwiseRanking:
        draw_pairwise(page, question, rankings[question.ref], intents);
        return;
    case QuestionKind::Piling:
        draw_piling(page, question, intents);
        return;
    case QuestionKind::Range:
        draw_range(page, question, intents);
        return;
    case QuestionKind::Acknowledge:
        if (const auto ticked = checkbox(page, question.ref, question.label, question.value == "OK", options))
            answer(intents, question, *ticked ? "OK" : "");
        return;
    case QuestionKind::Unsupported:
        banner(page, Tone::Information, question.label, "question.not_here"_text);
        return;
    }
}

} // namespace mahalla::ui
