#pragma once
#include "shell/input_queue.h"
#include "shell/picture.h"
#include "shell/software_rasteriser.h"
#include "text/language_folder.h"
#include "text/text_engine.h"
#include "widgets/page.h"

#include <functional>
#include <memory>
#include <string>

namespace mahalla::test {

/// The languages of assets/languages, read once.
const LanguageFolder& languages();
/// The text engine over the machine's Noto fonts; one a program, for opening faces takes time.
TextEngine& text_engine();

/// A page without a window: a test says what is drawn, clicks and types as a person would, and reads what is there.
///
/// Time stands still but for `wait`; the caret does not blink; the same steps give the same bytes.
class UiHarness {
public:
    struct Setup {
        std::string language = "en";
        int width = 1366, height = 768;
        float scale = 1;
        ui::Theme theme = ui::Theme::Light;
    };
    explicit UiHarness(const Setup& setup);
    UiHarness() : UiHarness(Setup{}) {}
    ~UiHarness();

    /// What is drawn in each frame.
    std::function<void(ui::Page&)> draw;
    ui::Page& page() { return page_; }
    std::string clipboard; ///< What the machine's clipboard holds.

    /// Frames until nothing changes any more; fails where that takes more than 60.
    void settle();
    /// Lets seconds pass, as a person does who stops typing.
    void wait(double seconds);

    // A person's steps. Each settles first and afterwards; each fails the test with the page's text where what it acts
    // on is not there, is disabled, or is scrolled away after an attempt to reach it.
    void click(std::string_view label);
    void click(std::string_view label, ui::Role role);
    void click_at(float x, float y);
    void type(std::string_view text);
    void press(ui::Key key);
    void press(ui::KeyPress press);
    /// Tab until what has this label has the focus; fails where Tab does not lead there.
    void tab_to(std::string_view label);

    /// Several things within one frame's time, as scanners and touch pads send them.
    InputQueue& queue() { return queue_; }

    // What is there.
    const ui::Node& node(std::string_view label);
    const ui::Node& node(std::string_view label, ui::Role role);
    bool has(std::string_view label);
    std::string focused_label();
    /// The registry's text capture.
    std::string text();
    std::vector<std::string> audit();
    Picture picture();
    /// Writes the picture as PNG into the folder MAHALLA_PICTURES names; does nothing where it names none.
    void save_picture(const std::string& name);

private:
    void frame();
    const ui::Node* find(std::string_view label, const ui::Role* role);
    const ui::Node& reach(std::string_view label, const ui::Role* role);

    Setup setup_;
    ui::Page page_;
    InputQueue queue_;
    SoftwareRasteriser rasteriser_;
    double seconds_ = 1;
};

} // namespace mahalla::test
