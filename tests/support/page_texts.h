#pragma once
#include "system/system_disk.h"
#include "text/language_folder.h"
#include "text/text_engine.h"

#include <memory>
#include <string>

namespace mahalla::test {

/// The machine's letters, opened once for the whole test program.
inline TextEngine& letters()
{
    static const std::unique_ptr<TextEngine> made = *TextEngine::create("/usr/share/fonts/truetype/noto");
    return *made;
}

/// The program's own texts.
inline std::shared_ptr<const TextCatalogue> texts_in(const std::string& language)
{
    static SystemDisk disk;
    static const LanguageFolder folder = *LanguageFolder::read(disk, language_folder(disk));
    return folder.for_code(language);
}

} // namespace mahalla::test
