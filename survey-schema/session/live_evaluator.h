#pragma once
#include "base/seeded_random.h"
#include "session/form_program.h"
#include "session/instance_tree.h"
#include "session/session_environment.h"

#include <map>
#include <optional>

namespace mahalla {

/// Evaluates the form's expressions against the live answers, and answers what they ask about the world.
///
/// An expression that cannot be evaluated (a distance to what is no place) gives a failure whose message names no
/// answer.
class LiveEvaluator final : public EvaluationEnvironment {
public:
    LiveEvaluator(const FormProgram& program, const SessionEnvironment& environment, const InstanceTree& tree);

    const FormProgram& program() const { return program_; }
    const InstanceTree& tree() const { return tree_; }
    std::size_t language() const { return language_; }
    void set_language(std::size_t language) { language_ = language; }

    Result<std::string> text(const Expression& expression, NodeIndex node);
    Result<bool> boolean(const Expression& expression, NodeIndex node);
    Result<double> number(const Expression& expression, NodeIndex node);
    Result<NodeSet> nodes(const Expression& expression, NodeIndex node);
    /// At a node of any source (a choice); `current()` is `node`.
    Result<std::string> text_at(const Expression& expression, NodeRef place, NodeIndex node);
    /// The constant, or the value; `otherwise` where nothing is stated or it cannot be evaluated.
    bool holds(const Condition& condition, NodeIndex node, bool otherwise);

    /// `expression` of the definition as the program means absolute paths on `node`'s model; made once.
    const Expression& relocated(const Expression& expression, NodeIndex node);

    /// The file behind a secondary instance came with the form.
    bool has_external_instance(std::string_view id) const;

    /// While it lives, chance comes from `seed`: the order of a shuffled list stays while the interview lasts.
    class FixedChance {
    public:
        FixedChance(LiveEvaluator& evaluator, std::uint64_t seed) : evaluator_(evaluator)
        {
            evaluator.lots_.emplace(seed);
        }
        ~FixedChance() { evaluator_.lots_.reset(); }
        FixedChance(const FixedChance&) = delete;
        FixedChance& operator=(const FixedChance&) = delete;

    private:
        LiveEvaluator& evaluator_;
    };

    /// While it lives, outputs of texts that expressions ask for (`jr:itext`) are evaluated at `node`.
    class Standpoint {
    public:
        Standpoint(LiveEvaluator& evaluator, NodeIndex node) : evaluator_(evaluator), before_(evaluator.standpoint_)
        {
            evaluator.standpoint_ = node;
        }
        ~Standpoint() { evaluator_.standpoint_ = before_; }
        Standpoint(const Standpoint&) = delete;
        Standpoint& operator=(const Standpoint&) = delete;

    private:
        LiveEvaluator& evaluator_;
        NodeIndex before_;
    };

    // EvaluationEnvironment

    Instant now() override { return environment_.clock.now(); }
    const TimeZone& time_zone() override { return environment_.time_zone; }
    Random& random() override;
    std::optional<NodeRef> instance(std::string_view id) override;
    std::optional<std::string> choice_label(std::string_view value, std::string_view path, NodeRef context) override;
    std::optional<std::string> translate(std::string_view text_id) override;
    std::string property(std::string_view name) override;
    std::string version() override { return program_.form().version(); }

private:
    EvaluationContext at(NodeIndex node);

    const FormProgram& program_;
    const SessionEnvironment& environment_;
    const InstanceTree& tree_;
    std::size_t language_ = 0;
    std::optional<SeededRandom> lots_;
    NodeIndex standpoint_ = InstanceTree::root_element;
    int texts_open_ = 0;  // Texts may ask for texts: not for ever,
    int texts_asked_ = 0; // and not for ten that ask for ten each.
    std::map<std::pair<const Expression*, ModelIndex>, Expression> relocated_;
    std::map<std::string, std::optional<Expression>, std::less<>> paths_;
    std::shared_ptr<const Document> nothing_;
};

} // namespace mahalla
