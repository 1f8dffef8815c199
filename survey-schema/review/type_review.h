#pragma once
#include "review/choice_values.h"
#include "review/form_expressions.h"
#include "review/operand.h"
#include "review/review_findings.h"

#include "expression/syntax_tree.h"

#include <string>
#include <vector>

namespace mahalla {

/// Works out what each part of an expression gives, and tells where parts do not fit each other.
///
/// number-expected, date-expected, choices-expected, repeat-expected, place-expected: a function or a sum is given what
/// it can do nothing with. comparison-unfit, choice-unknown, select-multiple-compared: a comparison that does not say
/// what it seems to. answer-as-condition: an answer alone stands where true or false is asked. calculation-unfit: the
/// result is none of the question's type.
class TypeReview {
public:
    TypeReview(const AnswerKinds& kinds, ChoiceValues& choices, ReviewFindings& findings)
        : kinds_(kinds), choices_(choices), findings_(findings), form_(findings.form())
    {}

    /// Fills `operands`, one for each node of the expression's tree, and gives that of the whole.
    Operand review(const FormExpression& found, const ReviewPlace& place, std::vector<Operand>& operands);

private:
    /// Where paths begin.
    struct Scope {
        ModelIndex context = no_index, current = no_index;
    };

    Operand visit(SyntaxIndex at, Scope scope);
    Operand visited(SyntaxIndex at, Scope scope);
    Operand literal(const SyntaxNode& node) const;
    Operand path(const SyntaxPath& path, Scope scope);
    void predicates(SyntaxIndex first, SyntaxIndex count, Scope scope);
    Operand logic(const SyntaxNode& node, Scope scope);
    Operand comparison(const SyntaxNode& node, Scope scope);
    Operand arithmetic(const SyntaxNode& node, Scope scope);
    bool compare_equal(SyntaxIndex left, SyntaxIndex right);
    bool compare_order(SyntaxIndex left, SyntaxIndex right);
    bool unfit(SyntaxIndex left, SyntaxIndex right, std::string why, std::string help);

    // Calls (call_review.cpp)
    Operand call(SyntaxIndex at, Scope scope);
    AnswerKind kind_of_call(const SyntaxNode& node) const;
    bool check_call(const SyntaxNode& node, Scope scope);
    bool check_selected(const SyntaxNode& node);
    bool check_choice_name(const SyntaxNode& node, Scope scope);
    bool check_indexed_repeat(const SyntaxNode& node);
    bool check_count(const SyntaxNode& node);
    bool check_position(const SyntaxNode& node);

    // What is asked of a part; true where it was told that it is not so.
    bool expect_number(SyntaxIndex at, bool converts_on_purpose = false);
    bool expect_date(SyntaxIndex at, const char* what);
    bool expect_place(SyntaxIndex at);
    bool expect_choices(SyntaxIndex at);
    bool expect_condition(SyntaxIndex at);
    bool expect_choice(ModelIndex select, std::string_view value, bool as_number);
    void tell_only_choices();
    void check_result(const FormExpression& found, const Operand& result);

    SyntaxIndex argument(const SyntaxNode& node, std::size_t i) const { return tree_->operands[node.first + i]; }
    const SyntaxNode& at_index(SyntaxIndex at) const { return tree_->nodes[at]; }
    bool is_text(SyntaxIndex at) const { return at_index(at).operation == Operation::Text; }
    bool is_number(SyntaxIndex at) const;
    /// "${age}", "'abc'", or the part as written.
    std::string words(SyntaxIndex at) const;
    bool tell(std::string_view code, std::string message, std::string help);

    const AnswerKinds& kinds_;
    ChoiceValues& choices_;
    ReviewFindings& findings_;
    const FormDefinition& form_;
    // Of the expression at hand.
    const ExpressionTree* tree_ = nullptr;
    std::vector<Operand>* operands_ = nullptr;
    ReviewPlace place_;
    ModelIndex owner_ = no_index;
    /// Comparisons of a select_multiple with one choice.
    std::vector<std::pair<SyntaxIndex, SyntaxIndex>> only_choice_;
};

} // namespace mahalla
