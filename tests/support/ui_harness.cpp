#include "support/ui_harness.h"

#include "base/text.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace mahalla::test {

namespace {

constexpr double frame_seconds = 1.0 / 60;
constexpr int frames_max = 60;

} // namespace

const LanguageFolder& languages()
{
    /// Reads only, from the source tree.
    class SourceDisk : public Disk {
    public:
        Result<Bytes> read(const std::filesystem::path& path, std::uint64_t) override
        {
            std::ifstream file(path, std::ios::binary);
            std::ostringstream text;
            text << file.rdbuf();
            if (!file) return failure(ErrorKind::NotFound, "No such file.");
            return to_bytes(text.str());
        }
        Result<std::unique_ptr<DiskReader>> open(const std::filesystem::path&) override { return refused(); }
        Result<std::unique_ptr<DiskWriter>> create(const std::filesystem::path&) override { return refused(); }
        bool exists(const std::filesystem::path& path) override { return std::filesystem::exists(path); }
        Result<std::vector<std::filesystem::path>> list(const std::filesystem::path& folder) override
        {
            std::vector<std::filesystem::path> names;
            for (const auto& entry : std::filesystem::directory_iterator(folder))
                names.push_back(entry.path().filename());
            std::sort(names.begin(), names.end());
            return names;
        }
        Result<void> make_folder(const std::filesystem::path&) override { return refused(); }
        Result<void> remove(const std::filesystem::path&) override { return refused(); }
        Result<std::uint64_t> bytes_free(const std::filesystem::path&) override { return refused(); }

    private:
        static tl::unexpected<Error> refused() { return failure(ErrorKind::Refused, "Read only."); }
    };
    static const LanguageFolder folder = [] {
        SourceDisk disk;
        auto read = LanguageFolder::read(disk, std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "assets/languages");
        REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().message));
        return *std::move(read);
    }();
    return folder;
}

TextEngine& text_engine()
{
    static const std::unique_ptr<TextEngine> engine = [] {
        auto made = TextEngine::create("/usr/share/fonts/truetype/noto");
        REQUIRE_MESSAGE(made.has_value(), "fonts-noto-core is not installed");
        return *std::move(made);
    }();
    return *engine;
}

UiHarness::UiHarness(const Setup& setup) : setup_(setup), page_(text_engine(), languages().for_code(setup.language))
{
    page_.set_scale(setup.scale);
    page_.set_theme(setup.theme);
    page_.set_still(true);
    page_.set_clipboard({[this] { return clipboard; }, [this](const std::string& text) { clipboard = text; }});
}

UiHarness::~UiHarness() = default;

void UiHarness::frame()
{
    seconds_ += frame_seconds;
    const auto characters = page_.takes_text() ? InputQueue::Characters::Run : InputQueue::Characters::One;
    page_.begin_frame(queue_.take(characters), static_cast<float>(setup_.width), static_cast<float>(setup_.height),
                      seconds_);
    draw(page_);
    page_.end_frame();
}

void UiHarness::settle()
{
    int frames = 0;
    do {
        frame();
        REQUIRE_MESSAGE(++frames < frames_max, "the page never comes to rest");
    } while (!queue_.empty() || page_.wants_another_frame());
    frame();
    frame();
}

void UiHarness::wait(double seconds)
{
    seconds_ += seconds;
    settle();
}

const ui::Node* UiHarness::find(std::string_view label, const ui::Role* role)
{
    return role == nullptr ? page_.registry().find(label) : page_.registry().find(label, *role);
}

const ui::Node& UiHarness::reach(std::string_view label, const ui::Role* role)
{
    settle();
    const ui::Node* node = find(label, role);
    REQUIRE_MESSAGE(node != nullptr, "nothing is called \"" << std::string(label) << "\" here:\n" << text());
    // A person would scroll there.
    for (int attempts = 0; attempts < 40; ++attempts) {
        const float middle = node->rect.centre_y();
        const bool in_sight = node->visible && middle > 0 && middle < static_cast<float>(setup_.height);
        if (in_sight) break;
        queue_.mouse_moved(static_cast<float>(setup_.width) / 2, static_cast<float>(setup_.height) / 2);
        queue_.wheel(0, middle > static_cast<float>(setup_.height) / 2 ? -2.0f : 2.0f);
        settle();
        node = find(label, role);
        REQUIRE(node != nullptr);
    }
    REQUIRE_MESSAGE(node->visible, "\"" << std::string(label) << "\" cannot be scrolled to");
    REQUIRE_MESSAGE(node->enabled, "\"" << std::string(label) << "\" is disabled");
    return *node;
}

void UiHarness::click_at(float x, float y)
{
    queue_.mouse_moved(x, y);
    queue_.mouse_button(0, true);
    queue_.mouse_button(0, false);
    settle();
}

void UiHarness::click(std::string_view label)
{
    const ui::Rect rect = reach(label, nullptr).rect;
    click_at(rect.centre_x(), rect.centre_y());
}

void UiHarness::click(std::string_view label, ui::Role role)
{
    const ui::Rect rect = reach(label, &role).rect;
    click_at(rect.centre_x(), rect.centre_y());
}

void UiHarness::type(std::string_view text)
{
    settle();
    for (const char32_t c : to_code_points(text)) {
        if (c == U'\n')
            queue_.key_pressed(ui::KeyPress{ui::Key::Enter});
        else
            queue_.character(c);
    }
    settle();
}

void UiHarness::press(ui::Key key) { press(ui::KeyPress{key}); }

void UiHarness::press(ui::KeyPress press)
{
    settle();
    queue_.key_pressed(press);
    settle();
}

void UiHarness::tab_to(std::string_view label)
{
    settle();
    for (std::size_t i = 0; i <= page_.registry().nodes().size(); ++i) {
        if (focused_label() == label) return;
        press(ui::Key::Tab);
    }
    FAIL("Tab never comes to \"" << std::string(label) << "\":\n" << text());
}

const ui::Node& UiHarness::node(std::string_view label)
{
    settle();
    const ui::Node* found = find(label, nullptr);
    REQUIRE_MESSAGE(found != nullptr, "nothing is called \"" << std::string(label) << "\" here:\n" << text());
    return *found;
}

const ui::Node& UiHarness::node(std::string_view label, ui::Role role)
{
    settle();
    const ui::Node* found = find(label, &role);
    REQUIRE_MESSAGE(found != nullptr, "no such role is called \"" << std::string(label) << "\" here:\n" << text());
    return *found;
}

bool UiHarness::has(std::string_view label)
{
    settle();
    return find(label, nullptr) != nullptr;
}

std::string UiHarness::focused_label()
{
    const ui::Node* node = page_.registry().focused();
    return node == nullptr ? "" : node->label;
}

std::string UiHarness::text() { return page_.registry().to_text(); }

std::vector<std::string> UiHarness::audit()
{
    settle();
    return page_.registry().audit(page_.metrics().target);
}

Picture UiHarness::picture()
{
    settle();
    return rasteriser_.render(*page_.draw_data(), page_.palette().ground);
}

void UiHarness::save_picture(const std::string& name)
{
    const char* folder = std::getenv("MAHALLA_PICTURES");
    if (folder == nullptr) return;
    const Bytes png = to_png(picture());
    std::ofstream(std::filesystem::path(folder) / (name + ".png"), std::ios::binary)
        .write(reinterpret_cast<const char*>(png.data()), static_cast<std::streamsize>(png.size()));
}

} // namespace mahalla::test
