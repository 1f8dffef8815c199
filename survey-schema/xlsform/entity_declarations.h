#pragma once
#include "xlsform/survey_tree.h"

#include <string>
#include <vector>

namespace mahalla {

/// The entities sheet: which lists of things (households, water points) the form adds to or changes.
///
/// Each declaration becomes a node `meta/entity` in the survey, a group or a repeat: the deepest container that all its
/// `save_to` and `${…}` share, where no other declaration stands. The steps are pyxform's
/// (https://getodk.github.io/xforms-spec/entities).
class EntityDeclarations {
public:
    static EntityDeclarations read(const XlsformTable& table, Findings& findings);

    bool is_empty() const { return declarations_.empty(); }
    bool has(std::string_view list_name) const { return find(list_name) != nullptr; }

    /// Notes that the answer of `element` goes to the entity's property in its column save_to, which may be
    /// "list#property", and leaves the property's name in the element. Reports what forbids it (entity-…).
    void note_save_to(SurveyTree& tree, ElementIndex element, Findings& findings);
    /// Adds the `meta/entity` nodes to the tree, into `survey_meta` where one belongs to the survey as a whole. Every
    /// row must have been read. Returns the version of the entities specification that the form needs; "" without
    /// declarations.
    std::string place(SurveyTree& tree, ElementIndex survey_meta, const std::vector<std::string>& instance_ids,
                      Findings& findings);

private:
    /// Something that ties a declaration to a container: a save_to, or a question that the declaration names.
    struct Tie {
        std::vector<ElementIndex> containers; ///< From the root down to the one that holds the question.
        int row = 0;
        std::string property, question;    ///< One of them.
        ElementIndex element = no_element; ///< Whose answer is the property.
    };
    struct Declaration {
        std::string list_name, label, entity_id, create_if, update_if;
        int row = 0;
        std::vector<Tie> ties;
        bool is_left_out = false; ///< It has a fault, which was reported.
    };
    struct Request {
        Declaration* declaration = nullptr;
        std::vector<ElementIndex> scope, wanted;
        std::vector<std::vector<ElementIndex>> property_paths;
    };

    bool save_to(SurveyTree& tree, ElementIndex element, Findings& findings);
    static void leave_out_property(Element& element);
    static bool names_nothing(const SurveyTree& tree, const Declaration& declaration);
    static void leave_out(SurveyTree& tree, Declaration& declaration);
    const Declaration* find(std::string_view list_name) const;
    void add_question_ties(const SurveyTree& tree);
    static std::optional<Request> request(const SurveyTree& tree, Declaration& declaration, Findings& findings);
    static void add_nodes(SurveyTree& tree, ElementIndex meta, const Declaration& declaration);

    std::vector<Declaration> declarations_;
};

} // namespace mahalla
