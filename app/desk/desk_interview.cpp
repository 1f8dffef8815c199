#include "desk/desk.h"

namespace mahalla {

bool Desk::apply_to_interview(const DeskIntent& wanted)
{
    if (const auto* begin = std::get_if<intent::BeginRecord>(&wanted)) {
        const auto form = shelf_.form(*vault_, begin->form);
        if (!form)
            home_problem_ = form.error().message;
        else
            began(Interview::begin(*vault_, *form, session_environment(), form_language(*form->definition, language_)));
        return true;
    }
    if (const auto* open = std::get_if<intent::OpenRecord>(&wanted)) return open_record(open->record), true;
    if (!interview_) return false;
    if (apply_to_points(wanted)) return true;
    finish_problem_.clear();
    finish_unsaved_ = false;
    // A failure leaves the answer in the session and `is_saved` false: the screen says so until saving succeeds.
    if (const auto* answer = std::get_if<intent::AnswerQuestion>(&wanted)) {
        (void)interview_->answer(answer->ref,
                                 answer->value ? std::optional<std::string_view>(*answer->value) : std::nullopt);
    } else if (const auto* page = std::get_if<intent::ShowPage>(&wanted)) {
        if (!page->id.empty()) page_id_ = page->id;
        show(Screen::Interview);
        focus_first_question();
    } else if (const auto* question = std::get_if<intent::ShowQuestion>(&wanted)) {
        go_to(question->ref);
    } else if (const auto* add = std::get_if<intent::AddRow>(&wanted)) {
        if (interview_->add_repeat(add->series)) {
            const auto series = interview_->session().find(add->series);
            const auto rows = series ? interview_->session().children(*series) : std::vector<SessionNode>{};
            if (!rows.empty()) page_id_ = interview_->session().ref_of(rows.back());
            refresh();
            focus_first_question();
        }
    } else if (const auto* remove = std::get_if<intent::RemoveRow>(&wanted)) {
        (void)interview_->remove_repeat(remove->row);
    } else if (const auto* language = std::get_if<intent::ChooseInterviewLanguage>(&wanted)) {
        if (interview_->set_language(language->language))
            use_language(Language::from_form_name(language->language).code);
    } else if (std::holds_alternative<intent::Undo>(wanted)) {
        (void)interview_->undo();
    } else if (std::holds_alternative<intent::Redo>(wanted)) {
        (void)interview_->redo();
    } else if (std::holds_alternative<intent::SaveNow>(wanted)) {
        (void)interview_->save();
    } else if (std::holds_alternative<intent::CheckInterview>(wanted)) {
        show_missing_ = true;
        show(Screen::Check);
    } else if (std::holds_alternative<intent::Finalise>(wanted)) {
        finalise();
    } else if (std::holds_alternative<intent::LeaveInterview>(wanted)) {
        leave_interview();
    } else {
        return false;
    }
    return true;
}

void Desk::began(Result<Interview> interview)
{
    if (!interview) {
        home_problem_ = interview.error().message;
        return;
    }
    interview_ = *std::move(interview);
    page_id_.clear();
    show_missing_ = false;
    use_language(Language::from_form_name(interview_->session().language()).code);
    show(Screen::Interview);
}

void Desk::open_record(const std::string& text)
{
    const auto id = RecordId::from_text(text);
    if (!id) return;
    auto interview = Interview::resume(*vault_, shelf_, session_environment(), *id);
    if (!interview && interview.error().kind == ErrorKind::NotFound) {
        // Finished: opened again for a correction, where this vault can read it at all.
        const auto record = read_record(*vault_, shelf_, *id);
        if (!record) return began(tl::unexpected(record.error()));
        interview = Interview::revise(*vault_, shelf_, session_environment(), *record);
    }
    began(std::move(interview));
}

void Desk::focus_first_question()
{
    for (const PageItem& item : interview_view_.items) {
        if (item.kind == PageItem::Kind::GroupTitle) continue;
        if (item.kind == PageItem::Kind::Question && item.question.kind == QuestionKind::Note) continue;
        if (item.kind == PageItem::Kind::Question && item.question.kind != QuestionKind::Unsupported)
            page_.focus("interview/" + interview_view_.current + "/" + item.question.ref);
        return;
    }
}

void Desk::go_to(const std::string& ref)
{
    page_id_ = page_of(interview_->session(), ref);
    show(Screen::Interview);
    page_.focus("interview/" + page_id_ + "/" + ref);
}

void Desk::finalise()
{
    const auto unmet = interview_->finalise();
    if (!unmet) {
        // The draft is as it was. A full disk is told beside the answers it keeps waiting, all else where it happened.
        finish_unsaved_ = unmet.error().kind == ErrorKind::Unavailable;
        finish_problem_ = finish_unsaved_ ? "" : unmet.error().message;
        return show(finish_unsaved_ ? Screen::Interview : Screen::Check);
    }
    if (!unmet->empty()) return show(Screen::Check);
    leave_interview();
}

void Desk::leave_interview()
{
    // What could not be saved is not left behind: the screen stays until the disk takes it.
    if (!interview_->is_saved() && !interview_->save()) return;
    interview_.reset();
    rankings_.clear();
    interview_view_ = {};
    page_id_.clear();
    use_language(language_);
    show(Screen::Home);
}

} // namespace mahalla
