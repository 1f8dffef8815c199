#pragma once
#include "form/control.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// What a question type of XLSForm means before its row says more: the control shown and the bind's attributes.
struct QuestionType {
    std::string_view name;                       ///< "integer", "get device id".
    std::optional<ControlKind> control;          ///< None: nothing is shown.
    std::string_view data_type;                  ///< "int"; empty where none is stated.
    std::string_view media_type = {};            ///< "image/*" of uploads.
    std::string_view readonly = {};              ///< "true()" of notes.
    std::string_view preload = {};               ///< "timestamp"
    std::string_view preload_parameters = {};    ///< "start"
    std::string_view constraint = {}, hint = {}; ///< Of the few types that bring one.
};

/// The type of that name, spelt exactly; other names of the same ("photo", "add date prompt") included.
const QuestionType* find_question_type(std::string_view name);

/// The names for "did you mean": those that questionnaires use today.
const std::vector<std::string>& question_type_names();

/// Every word that `read_type_cell` and `find_question_type` know, sections with their verb.
std::vector<std::string> every_type_word();

/// What the cell of the column `type` asks for.
struct TypeCell {
    enum class Kind { Question, Begin, End, Select, Osm };
    enum class Section { Group, Repeat, Loop };

    Kind kind = Kind::Question;
    Section section = Section::Group;            ///< Of Begin and End.
    ControlKind select = ControlKind::SelectOne; ///< Of Select.
    bool from_file = false;                      ///< select_one_from_file, select_multiple_from_file.
    bool external = false;                       ///< select_one_external.
    bool or_other = false;
    std::string list_name; ///< Of Select, Osm and of a loop: "yes_no", "towns.csv", "${name}".
    std::string type;      ///< The cell's text, for Question with aliases replaced ("image" → "photo").
};

TypeCell read_type_cell(std::string_view cell);

} // namespace mahalla
