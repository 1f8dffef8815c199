#pragma once
#include "base/bytes.h"
#include "support/temporary_folder.h"

#include <string>

namespace mahalla::test {

/// A PDF file as others see it, with the tools of poppler.
class PrintedPage {
public:
    explicit PrintedPage(ByteView pdf);
    /// Its text in reading order, as `pdftotext` gives it, without marks of direction.
    std::string text() const;
    /// What `pdfinfo` says of it.
    std::string information() const;
    /// What `pdffonts` says: a line a face.
    std::string faces() const;
    /// What a reader says is wrong with the file.
    std::string complaints() const;
    /// A page, counted from 1, printed at so many dots an inch, as PNG.
    Bytes picture(int dots, int page = 1) const;

private:
    std::string output_of(const std::string& command) const;
    TemporaryFolder folder_;
};

} // namespace mahalla::test
