#pragma once
#include "expression/document.h"
#include "form/form_definition.h"
#include "record/record.h"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mahalla {

/// What one record says about one entity: a person, a well, a tree that other records may speak of as well.
///
/// https://getodk.github.io/xforms-spec/entities, versions 2022.1 to 2025.1: entities are created and updated, several
/// in one record, one for each row of a repeat.
struct EntityChange {
    std::string list; ///< The `dataset`.
    std::string id;   ///< A UUID, as the form drew or chose it.
    bool creates = false, updates = false;
    std::optional<std::string> label; ///< None: an update leaves the label as it is.
    /// The version the form saw, of an update; and of a list that was changed without a network: the version the server
    /// had, and the branch of changes since.
    std::string base_version, trunk_version, branch_id;
    /// Property by name: the answers of questions with `save_to` that are relevant, empty ones too.
    std::map<std::string, std::string> properties;
    AnswerPath path; ///< Of the entity's element in the record.

    /// What a server asks for before it takes the change: an id that is a UUID, and a label for a new entity.
    bool is_complete() const;
    bool operator==(const EntityChange&) const = default;
};

/// The entities that a record creates or updates, in the order of the form, rows in theirs. One that says it does
/// neither (`create_if` is false), or that is not relevant, is none. A pure function: whoever keeps lists applies it to
/// finalised records.
std::vector<EntityChange> entities_of(const FormDefinition& form, const Record& record);

/// The entity list (`<root><item><name/><label/><__version/>…`; null for an empty one) after the changes, in which
/// those of other lists and those that are not complete have no part.
///
/// A created entity comes last, with version 1 and on a branch of its own. One that is there already is updated: its
/// version is one more, what the change does not name stays. An update of what is not on the list changes nothing, and
/// neither does a creation of what is.
std::shared_ptr<const Document> entity_list_with(const Document* list, const std::string& name,
                                                 std::span<const EntityChange> changes);

} // namespace mahalla
