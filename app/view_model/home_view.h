#pragma once
#include "fieldwork/form_shelf.h"
#include "store/record_overview.h"
#include "view_model/code_view.h"
#include "view_model/copies_view.h"
#include "view_model/files_view.h"

#include <string>
#include <vector>

namespace mahalla {

/// A questionnaire that may be begun.
struct FormCard {
    std::string hash;
    std::string title;
};

/// One line of today's list. It names no person and no place: somebody may look over the shoulder.
struct HomeRow {
    std::string record;
    std::string title;  ///< The questionnaire's.
    std::string detail; ///< The day and time of the last change, and the first digits of the record's id.
    bool is_draft = false;
    bool is_readable = true;
    RecordJourney journey = RecordJourney::OnlyHere;
};

/// The vault was damaged, and a copy of it stands in its place now.
struct BroughtBack {
    CopyAge age;
    bool is_from_stick = false; ///< Of an age that nobody knows.
    bool is_new_device = false; ///< It must be enrolled again before anything is finished.
};

/// How this laptop comes into a project once its request was carried away.
struct EnrolmentView {
    FilesView replies;
    std::string digits; ///< The project's, of the reply that was chosen: to be compared aloud.
    std::optional<ErrorKind> problem;
};

/// Today: what may be begun, what is unfinished, how far the rest has come.
struct HomeView {
    bool is_enrolled = false;
    bool is_supervisor = false;
    std::string request_fingerprint; ///< Before enrolment: the digits to read aloud.
    /// The same request as the modules of a QR code, `request_code_side` in a row; none where it is not at hand.
    std::vector<std::uint8_t> request_code;
    int request_code_side = 0;
    EnrolmentView enrolment;
    std::vector<FormCard> forms;
    std::vector<HomeRow> rows; ///< Drafts first, then the newest first.
    JourneyCounts counts;
    std::optional<BroughtBack> brought_back;
    CodeView code;
    std::string problem; ///< Why what was chosen last could not be opened.
};

/// `offset_minutes` is the machine's distance from UTC, for the times shown.
HomeView home_view(const Vault& vault, FormShelf& shelf, int offset_minutes);

} // namespace mahalla
