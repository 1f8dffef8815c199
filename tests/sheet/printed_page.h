#pragma once
#include "crypto/secret.h"
#include "support/temporary_folder.h"

#include <string>

namespace mahalla::test {

/// A PDF file as others see it, with the tools of poppler.
class PrintedPage {
public:
    explicit PrintedPage(const Secret& pdf);
    /// Its text in reading order, as `pdftotext` gives it, without marks of direction.
    std::string text() const;
    /// What `pdfinfo` says of it.
    std::string information() const;
    /// The page printed at so many dots an inch, as PNG.
    Bytes picture(int dots) const;

private:
    std::string output_of(const std::string& command) const;
    TemporaryFolder folder_;
};

} // namespace mahalla::test
