#include "sheet/sheet_page.h"

#include <cstring>

namespace mahalla {

SheetPage::~SheetPage()
{
    for (Text& text : texts) {
        explicit_bzero(text.text.data(), text.text.size());
        auto& glyphs = text.paragraph.glyphs;
        if (!glyphs.empty()) explicit_bzero(glyphs.data(), glyphs.size() * sizeof(PlacedGlyph));
    }
}

} // namespace mahalla
