#pragma once
#include "view_model/question_view.h"

#include <optional>
#include <string>
#include <vector>

namespace mahalla {

enum class SectionProgress { NotStarted, Started, Done, Problem };

/// A part of the interview: a top-level group, a roster, or the questions between two of them.
struct SectionView {
    std::string id;    ///< The ref of the group or series, or of the first question.
    std::string title; ///< Empty for questions that stand in no group.
    SectionProgress progress = SectionProgress::NotStarted;
    int problems = 0;

    bool operator==(const SectionView&) const = default;
};

/// One row of a roster as its table shows it: the first answers, as people read them.
struct RosterRow {
    std::string ref;
    std::vector<std::string> cells;
    int problems = 0;
    bool can_remove = false;

    bool operator==(const RosterRow&) const = default;
};

/// A roster on a page: its table, and whether rows may be added.
struct RosterView {
    std::string ref; ///< Of the series, ending in `[]`.
    std::string title;
    std::vector<std::string> columns;
    std::vector<RosterRow> rows;
    bool can_add = false;

    bool operator==(const RosterView&) const = default;
};

/// What stands on a page, in the order of the form.
struct PageItem {
    enum class Kind { Question, GroupTitle, Roster };
    Kind kind = Kind::Question;
    QuestionView question;
    std::string title;
    RosterView roster;

    bool operator==(const PageItem&) const = default;
};

/// The interview as the screen shows it: the sections, and the page of the chosen one (or of one row of its roster).
struct InterviewView {
    std::string title;
    std::vector<std::string> languages;
    std::string language;
    std::vector<SectionView> sections;
    std::string current; ///< The id of the section, or the ref of the roster row, that the page shows.
    std::string page_title;
    std::vector<PageItem> items;
    std::string section_before, section_after; ///< Ids; empty at either end.
    bool in_row = false;                       ///< The page is one row; `section_before` leads back to its roster.
    double done = 0;                           ///< Share of relevant questions that are answered.
    bool saved = true;
    bool can_undo = false, can_redo = false;
};

/// The view of a session. `current` is a section's id, the ref of a roster row, or empty for the first section; one
/// that is no longer there gives the first. `show_missing`: the person wanted to finish, so what is missing is a
/// problem now.
InterviewView interview_view(const FormSession& session, const std::string& current, bool show_missing, bool saved);

/// The section or row whose page shows the node with this ref.
std::string page_of(const FormSession& session, const std::string& ref);

} // namespace mahalla
