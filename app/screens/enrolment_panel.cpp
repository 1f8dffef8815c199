#include "screens/enrolment_panel.h"

#include "screens/file_choice.h"
#include "widgets/button.h"
#include "widgets/layout.h"
#include "widgets/module_square.h"
#include "widgets/text_widgets.h"

namespace mahalla::ui {

namespace {

void draw_reply(Page& page, const EnrolmentView& view, std::string& folder, DeskIntents& intents)
{
    heading(page, "enrolment.reply"_text);
    if (view.problem) {
        banner(page, Tone::Problem,
               *view.problem == ErrorKind::Refused       ? "enrolment.of_another"_text
               : *view.problem == ErrorKind::Unavailable ? "enrolment.unavailable"_text
                                                         : "enrolment.no_reply"_text);
        gap(page, Gap::Small);
    }
    if (view.digits.empty()) {
        text(page, "enrolment.reply_what"_text, TextLook::Muted);
        return draw_file_choice(page, FilePurpose::Reply, view.replies, folder, intents);
    }
    const Card card(page, Tone::Warning);
    text(page, "enrolment.compare"_text);
    text(page, view.digits, TextLook::Big);
    text(page, "enrolment.if_not"_text, TextLook::Strong);
    gap(page);
    Flow flow(page);
    ButtonOptions yes;
    yes.icon = Icon::Done;
    if (button(page, "accept", "enrolment.accept"_text, yes)) intents.push_back(intent::AcceptReply{});
    ButtonOptions no;
    no.icon = Icon::Close;
    if (button(page, "refuse", "enrolment.refuse"_text, no)) intents.push_back(intent::DropReply{});
}

} // namespace

void draw_enrolment(Page& page, const HomeView& view, std::string& folder, DeskIntents& intents)
{
    const IdScope scope(page, "enrolment");
    banner(page, Tone::Information, "home.not_enrolled"_text, view.request_fingerprint);
    gap(page, Gap::Small);
    module_square(page, "home.request_code"_text, view.request_code_side, view.request_code);
    gap(page);
    draw_reply(page, view.enrolment, folder, intents);
    gap(page);
}

} // namespace mahalla::ui
