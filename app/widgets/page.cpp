#include "widgets/page.h"

#include "base/check.h"
#include "widgets/imgui_version.h"
#include "widgets/page_parts.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace mahalla::ui {

namespace {

void set_style(const PageParts& parts)
{
    const Palette& palette = palette_of(parts.theme);
    ImGuiStyle& style = ImGui::GetStyle();
    style = ImGuiStyle();
    style.WindowPadding = ImVec2(0, 0);
    style.WindowBorderSize = 0;
    style.ChildBorderSize = 0;
    style.PopupBorderSize = 0;
    style.WindowRounding = 0;
    style.ScrollbarSize = 12 * parts.metrics.scale;
    style.ScrollbarRounding = 6 * parts.metrics.scale;
    style.ItemSpacing = ImVec2(0, 0);
    style.AntiAliasedLinesUseTex = false; // pictures are the same whether or not the texture holds baked lines
    const auto set = [&](ImGuiCol which, Colour colour) {
        style.Colors[which] = ImGui::ColorConvertU32ToFloat4(colour);
    };
    set(ImGuiCol_WindowBg, palette.ground);
    set(ImGuiCol_ChildBg, 0);
    set(ImGuiCol_PopupBg, palette.card);
    set(ImGuiCol_ModalWindowDimBg, with_alpha(0, 0.55f)); // ImGui reads it when the frame ends
    set(ImGuiCol_ScrollbarBg, 0);
    set(ImGuiCol_ScrollbarGrab, with_alpha(palette.control_line, 0.6f));
    set(ImGuiCol_ScrollbarGrabHovered, palette.control_line);
    set(ImGuiCol_ScrollbarGrabActive, palette.control_line);
}

/// The stops of the Tab key in the topmost layer, in drawing order.
std::vector<const Node*> stops_of(const Registry& registry, int layer)
{
    std::vector<const Node*> stops;
    for (const Node& node : registry.nodes()) {
        if (node.focusable && node.enabled && node.layer == layer) stops.push_back(&node);
    }
    return stops;
}

int top_layer_of(const Registry& registry)
{
    int layer = 0;
    for (const Node& node : registry.nodes()) layer = std::max(layer, node.layer);
    return layer;
}

void move_focus(Page& page, int steps)
{
    PageParts& parts = page.parts();
    const std::vector<const Node*> stops = stops_of(parts.registry, top_layer_of(parts.registry));
    if (stops.empty()) return;
    const auto current =
        std::find_if(stops.begin(), stops.end(), [&](const Node* node) { return node->id == parts.focus; });
    const int count = static_cast<int>(stops.size());
    int next = steps > 0 ? 0 : count - 1;
    if (current != stops.end()) next = (static_cast<int>(current - stops.begin()) + steps + count) % count;
    set_focus(page, stops[static_cast<std::size_t>(next)]->id, stops[static_cast<std::size_t>(next)]->path, true);
}

/// What opens over the page takes the focus; what was focused below gets it back when it closes.
void follow_layers(Page& page)
{
    PageParts& parts = page.parts();
    const int layer = top_layer_of(parts.registry);
    parts.focus_below.resize(static_cast<std::size_t>(std::max(layer, parts.layer_before)));
    if (layer > parts.layer_before) {
        const auto stops = stops_of(parts.registry, layer);
        const bool already_inside =
            std::any_of(stops.begin(), stops.end(), [&](const Node* node) { return node->id == parts.focus; });
        if (!already_inside) {
            parts.focus_below[static_cast<std::size_t>(layer - 1)] = parts.focus_path;
            if (parts.wanted_focus.empty() && !stops.empty()) set_focus(page, stops[0]->id, stops[0]->path, true);
        }
    } else if (layer < parts.layer_before) {
        const std::string& below = parts.focus_below[static_cast<std::size_t>(layer)];
        const auto& nodes = parts.registry.nodes();
        const bool still_there =
            std::any_of(nodes.begin(), nodes.end(), [&](const Node& node) { return node.id == parts.focus; });
        if (parts.wanted_focus.empty() && !below.empty() && !still_there) parts.wanted_focus = below;
        parts.focus_below.resize(static_cast<std::size_t>(layer));
    }
    if (layer != parts.layer_before) parts.another_frame = true;
    parts.layer_before = layer;
}

} // namespace

Page::Page(TextEngine& engine, std::shared_ptr<const TextCatalogue> catalogue)
    : parts_(std::make_unique<PageParts>(engine))
{
    parts_->catalogue = std::move(catalogue);
    parts_->imgui = ImGui::CreateContext();
    ImGui::SetCurrentContext(parts_->imgui);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr; // nothing of what was open is left on the disk
    io.LogFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    io.ConfigWindowsMoveFromTitleBarOnly = true;
    // ImGui's own clipboard functions talk to the system; ours decide what leaves.
    io.SetClipboardTextFn = [](void*, const char*) {};
    io.GetClipboardTextFn = [](void*) { return ""; };
    parts_->atlas = std::make_unique<GlyphAtlas>(engine);
    set_style(*parts_);
}

Page::~Page()
{
    wipe();
    ImGui::SetCurrentContext(parts_->imgui);
    ImGui::DestroyContext(parts_->imgui);
}

void Page::set_catalogue(std::shared_ptr<const TextCatalogue> catalogue)
{
    parts_->catalogue = std::move(catalogue);
    parts_->line_heights.clear();
    parts_->another_frame = true;
}

const TextCatalogue& Page::catalogue() const { return *parts_->catalogue; }

void Page::set_scale(float scale)
{
    parts_->metrics = Metrics::at(scale);
    ImGui::SetCurrentContext(parts_->imgui);
    set_style(*parts_);
    parts_->atlas->clear();
    parts_->another_frame = true;
}

void Page::set_theme(Theme theme)
{
    parts_->theme = theme;
    ImGui::SetCurrentContext(parts_->imgui);
    set_style(*parts_);
    parts_->another_frame = true;
}

Theme Page::theme() const { return parts_->theme; }
const Palette& Page::palette() const { return palette_of(parts_->theme); }
const Metrics& Page::metrics() const { return parts_->metrics; }
void Page::set_clipboard(Clipboard clipboard) { parts_->clipboard = std::move(clipboard); }
void Page::set_still(bool still) { parts_->still = still; }

void Page::begin_frame(const FrameInput& input, float width, float height, double seconds)
{
    PageParts& parts = *parts_;
    MAHALLA_CHECK(!parts.frame_open);
    parts.frame_open = true;
    ImGui::SetCurrentContext(parts.imgui);
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = ImVec2(width, height);
    io.DeltaTime = std::clamp(static_cast<float>(seconds - parts.now), 1.0f / 240, 0.1f);
    feed_pointer(io, input);
    parts.now = seconds;
    parts.input = input;
    parts.frame_key = input.key;
    parts.another_frame = false;
    parts.due.reset();
    parts.unfinished = false;
    parts.depth = parts.layer = 0;
    parts.flows = 0;
    parts.scope.clear();
    parts.secret_paragraphs.clear();
    if (input.key) parts.focus_by_keyboard = true;
    if (input.mouse_down[0] && !parts.mouse_was_down) parts.focus_by_keyboard = false;
    parts.mouse_was_down = input.mouse_down[0];

    // Tab walks what the last frame drew.
    if (take_key(*this, KeyPress{Key::Tab})) move_focus(*this, +1);
    if (take_key(*this, KeyPress{.key = Key::Tab, .shift = true})) move_focus(*this, -1);
    parts.registry.wipe();
    parts.engine.begin_frame();
    ImGui::NewFrame();
    parts.layout = LayoutState();
    parts.layout.right = width;
}

void Page::end_frame()
{
    PageParts& parts = *parts_;
    MAHALLA_CHECK(parts.frame_open);
    follow_layers(*this);
    if (parts.move_focus != 0) {
        move_focus(*this, std::exchange(parts.move_focus, 0));
        parts.another_frame = true;
    }
    const auto& nodes = parts.registry.nodes();
    const auto focused = std::find_if(nodes.begin(), nodes.end(), [&](const Node& n) { return n.id == parts.focus; });
    if (focused == nodes.end() && parts.wanted_focus.empty()) {
        parts.focus = 0; // what had it is gone
        parts.focus_path.clear();
        parts.focus_takes_text = false;
    }
    if (parts.atlas->take_overflow()) parts.another_frame = true;
    ImGui::Render();
    explicit_bzero(parts.input.characters.data(), parts.input.characters.size() * sizeof(char32_t));
    parts.input = FrameInput();
    parts.frame_open = false;
    if (std::exchange(parts.wipe_wanted, false)) wipe();
}

const ImDrawData* Page::draw_data() const
{
    ImGui::SetCurrentContext(parts_->imgui);
    return ImGui::GetDrawData();
}

std::optional<double> Page::seconds_until_due() const { return parts_->due; }
bool Page::takes_text() const { return parts_->focus_takes_text; }
bool Page::wants_another_frame() const { return parts_->another_frame; }
TextEngine& Page::letters() { return parts_->engine; }

const Registry& Page::registry() const { return parts_->registry; }

std::string Page::say(Label label) const
{
    return label.is_key() ? parts_->catalogue->say(TextKey{label.text()}) : std::string(label.text());
}

bool Page::pressed(KeyPress press)
{
    const bool types = !press.control && !press.alt && press.key < Key::F1;
    if (types && parts_->focus_takes_text) return false;
    return take_key(*this, press);
}

void Page::focus(std::string_view path)
{
    parts_->wanted_focus = path;
    parts_->another_frame = true;
}

void Page::focus_next() { parts_->move_focus = 1; }
std::string_view Page::focused_path() const { return parts_->focus_path; }
bool Page::has_unfinished_fields() const { return parts_->unfinished; }

void Page::wipe()
{
    PageParts& parts = *parts_;
    if (parts.frame_open) { // what is being drawn refers to what would be wiped
        parts.wipe_wanted = true;
        return;
    }
    ImGui::SetCurrentContext(parts.imgui);
    for (auto& [id, field] : parts.fields) {
        field.editor.wipe();
        explicit_bzero(field.stored.data(), field.stored.size());
        for (std::string& part : field.date_parts) explicit_bzero(part.data(), part.size());
    }
    parts.fields.clear();
    for (auto& [id, list] : parts.lists) explicit_bzero(list.search.data(), list.search.size());
    parts.lists.clear();
    parts.secret_paragraphs.clear();
    parts.drawing.reset();
    // Which letter stood where: the next frame overwrites as many vertices as it has, and may have fewer.
    for (ImGuiWindow* const window : parts.imgui->Windows) window->DrawListInst._ClearFreeMemory();
    parts.registry.wipe();
    parts.engine.wipe();
    parts.atlas->clear();
    explicit_bzero(parts.own_clipboard.data(), parts.own_clipboard.size());
    std::string().swap(parts.own_clipboard); // with what a longer text left behind a shorter one
    parts.focus = 0;
    parts.focus_path.clear();
    parts.wanted_focus.clear();
    parts.focus_below.clear();
    parts.layer_before = 0;
    parts.another_frame = true;
}

IdScope::IdScope(Page& page, Id id) : page_(page), length_before_(page.parts().scope.size())
{
    std::string& scope = page.parts().scope;
    if (!scope.empty()) scope += '/';
    scope += id;
}

IdScope::~IdScope() { page_.parts().scope.resize(length_before_); }

SecretScope::SecretScope(Page& page) : page_(page) { ++page.parts().secret_depth; }
SecretScope::~SecretScope() { --page_.parts().secret_depth; }

TextureChange take_texture_change(Page& page) { return page.parts().atlas->take_change(); }

} // namespace mahalla::ui
