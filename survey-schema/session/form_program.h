#pragma once
#include "base/result.h"
#include "session/answer_value.h"
#include "session/instance_layout.h"
#include "session/node_state.h"
#include "session/table_search.h"

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace mahalla {

/// What may have to be worked out again for a node when another one changes.
enum class FacetKind : std::uint8_t {
    Calculate,
    Relevant,
    Readonly,
    Required,
    Choices, ///< The list of a select: a value that fell out of it is cleared.
    Count,   ///< The rows of a repeat with jr:count.
    Display, ///< Texts and validity, which are worked out when somebody looks.
};

/// A facet of `node` that reads some other node. `shared_repeats`: how many of the repeats around both are one and the
/// same row for the two; in repeats further in, every row is reached.
struct Dependent {
    ModelIndex node = no_index;
    FacetKind kind = FacetKind::Display;
    std::uint32_t shared_repeats = 0;

    auto operator<=>(const Dependent&) const = default;
};

/// A condition, by far most often stated as `true()`.
class Condition {
public:
    Condition() = default;
    explicit Condition(Expression expression);

    bool is_stated() const { return stated_; }
    /// The value, where it is the same whatever is answered.
    std::optional<bool> constant() const { return constant_; }
    const Expression& expression() const { return *expression_; }

private:
    bool stated_ = false;
    std::optional<bool> constant_;
    std::optional<Expression> expression_;
};

/// A node of the form, ready to run.
struct ProgramNode {
    NodeType type = NodeType::Value;
    DataType value_type = DataType::String;
    std::string type_name;           ///< "int": as `NodeState::value_type`.
    ControlIndex control = no_index; ///< The control that answers it, or the Repeat or Group that shows it.
    Condition relevant, readonly, required;
    std::optional<Expression> calculate, constraint;
    bool calculates_chance = false; ///< The calculation draws lots (`uuid()`): not done again when a record is opened.
    bool depends_on_language = false; ///< The calculation reads texts.
    // For repeats.
    std::optional<Expression> count;
    /// The count reads what its own rows hold ("one more while the last says yes").
    bool count_feeds_itself = false;
    Condition no_add_remove;
    // For selects with an itemset.
    std::optional<Expression> itemset_nodes;
    /// The id of a choice's text, where its label is `jr:itext(…)`: its pictures and sounds are found by it.
    std::optional<Expression> choice_text_id;
    std::vector<std::string> itemset_instances; ///< Where its items come from.
    bool itemset_is_fixed = false;              ///< The list is the same whatever is answered.
    std::unique_ptr<TableSearch> search;        ///< The choices listed stand for rows of a file.
    /// The repeat around this node whose count is calculated from this answer, where the count feeds itself.
    ModelIndex feeds_count_of = no_index;
    /// Who reads this node; for a repeat, who reads its rows or their positions. Sorted.
    std::vector<Dependent> dependents;
    /// The actions on xforms-value-changed of this node; for a repeat, those on odk-new-repeat.
    std::vector<std::uint32_t> actions;

    bool is_select() const { return type == NodeType::Select || type == NodeType::Rank; }
    bool has_changing_choices() const { return itemset_nodes || search != nullptr; }
};

/// A form compiled for running: where each node lies, which expression reads which node, in which order they are
/// computed.
///
/// Immutable; shared by all sessions of the form. Hand-written absolute paths within a repeat mean the same row
/// (`Expression::relocated`).
class FormProgram {
public:
    static Result<std::shared_ptr<const FormProgram>> compile(std::shared_ptr<const FormDefinition> form);

    const FormDefinition& form() const { return *form_; }
    const std::shared_ptr<const FormDefinition>& shared_form() const { return form_; }
    const InstanceLayout& layout() const { return layout_; }
    const ProgramNode& node(ModelIndex index) const { return nodes_[index]; }
    /// The place of a computation in the order in which everything is computed.
    std::uint32_t rank(ModelIndex node, FacetKind kind) const { return ranks_[node][static_cast<std::size_t>(kind)]; }
    /// The facets of a block that have to be computed when it is made, in order.
    const std::vector<Computation>& computations_of(ModelIndex root_or_repeat) const
    {
        return computations_.at(root_or_repeat);
    }
    /// Positions in `FormDefinition::actions` that wait for an event of the whole record, in the order of the form.
    std::span<const std::uint32_t> actions_on(FormEvent event) const;
    /// The nodes whose calculation reads texts.
    std::span<const ModelIndex> calculations_in_words() const { return calculations_in_words_; }
    /// The files beside the form that its expressions read, each once: those it declares, the last record left out;
    /// then those that are only called, as `pulldata` and `search` may.
    std::span<const ExternalFile> external_files() const { return external_files_; }
    /// The sheet `external_choices`; null where the form has none.
    const Document* external_choices() const { return external_choices_.get(); }
    /// `expression`, which stands on `node`, as this program means absolute paths.
    Expression relocated(const Expression& expression, ModelIndex node) const;
    /// A number that changes with what the form's nodes are: saved interviews carry it.
    std::uint64_t fingerprint() const { return fingerprint_; }

private:
    friend class FormCompiler;
    explicit FormProgram(std::shared_ptr<const FormDefinition> form) : form_(std::move(form)), layout_(*form_) {}

    std::shared_ptr<const FormDefinition> form_;
    InstanceLayout layout_;
    std::vector<ProgramNode> nodes_;
    std::vector<std::array<std::uint32_t, 4>> ranks_;
    std::unordered_map<ModelIndex, std::vector<Computation>> computations_;
    std::vector<std::uint32_t> first_load_, instance_load_, finalize_;
    std::vector<ModelIndex> calculations_in_words_;
    std::vector<ExternalFile> external_files_;
    std::shared_ptr<const Document> external_choices_;
    std::uint64_t fingerprint_ = 0;
};

} // namespace mahalla
