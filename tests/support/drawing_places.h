#pragma once
#include "drawing/drawing.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace mahalla::test {

/// Whether everything keeps to the page, `margin` from its edges, and no line of letters runs into another or out of
/// the width it was given.
inline void check_places(const Drawing& drawing, float margin = 0)
{
    constexpr float allowed = 0.2f;
    for (const DrawnShape& shape : drawing.shapes) {
        const DrawingRectangle bounds = shape.bounds();
        INFO(name_of(shape.part), " ", shape.about);
        CHECK(bounds.left >= margin - allowed);
        CHECK(bounds.right <= drawing.width - margin + allowed);
        CHECK(bounds.top >= margin - allowed);
        CHECK(bounds.bottom <= drawing.height - margin + allowed);
    }
    std::vector<DrawingRectangle> places;
    for (const DrawnText& text : drawing.texts) {
        INFO(text.text);
        const auto lines = text.lines();
        for (const DrawingRectangle& line : lines) {
            CHECK(line.left >= margin - allowed);
            CHECK(line.right <= drawing.width - margin + allowed);
            CHECK(line.top >= margin - 1);
            CHECK(line.bottom <= drawing.height - margin + 1);
            if (text.box_width > 0) CHECK(line.right - line.left <= text.box_width + allowed);
            for (const DrawingRectangle& other : places) CHECK_FALSE(line.overlaps(other, 0.3f));
        }
        places.insert(places.end(), lines.begin(), lines.end());
    }
}

/// All that is written and all that shapes are about, a line each.
inline std::string words_of(const Drawing& drawing)
{
    std::string words = drawing.title + "\n" + drawing.description + "\n";
    for (const DrawnShape& shape : drawing.shapes) words += shape.about + "\n";
    for (const DrawnText& text : drawing.texts) words += text.text + "\n";
    return words;
}

inline std::size_t count_of(const Drawing& drawing, DrawingPart part)
{
    return static_cast<std::size_t>(std::ranges::count(drawing.shapes, part, &DrawnShape::part));
}

/// Compares a listing with a file; UPDATE_GOLDEN=1 writes it.
inline void check_listing(const std::string& listing, const std::filesystem::path& path)
{
    if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(path) << listing;
    std::ifstream file(path);
    std::ostringstream golden;
    golden << file.rdbuf();
    CHECK_MESSAGE(listing == golden.str(), path.filename().string(),
                  ": UPDATE_GOLDEN=1 writes what is there now; the difference is for review");
}

/// Writes `bytes` to the folder MAHALLA_PICTURES names, where it is set: to be looked at, and for the guides.
inline void keep_picture(const std::string& name, std::string_view bytes)
{
    const char* folder = std::getenv("MAHALLA_PICTURES");
    if (folder == nullptr) return;
    std::filesystem::create_directories(folder);
    std::ofstream(std::filesystem::path(folder) / name, std::ios::binary) << bytes;
}

/// The pictures of the guides are what tests drew: UPDATE_GOLDEN=1 writes them anew, to be looked at. They are not
/// compared: how smooth letters are is the printing program's affair.
inline void keep_guide_picture(const std::string& name, std::string_view bytes)
{
    if (std::getenv("UPDATE_GOLDEN") == nullptr) return;
    const auto folder = std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "docs/guides/pictures";
    std::ofstream(folder / name, std::ios::binary) << bytes;
}

} // namespace mahalla::test
