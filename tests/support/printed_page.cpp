#include "support/printed_page.h"

#include "base/text.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace mahalla::test {

namespace {

std::string content_of(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

} // namespace

PrintedPage::PrintedPage(ByteView pdf)
{
    std::ofstream file(folder_.path() / "sheet.pdf", std::ios::binary);
    file << as_text(pdf);
}

std::string PrintedPage::output_of(const std::string& command) const
{
    const std::string line = "cd '" + folder_.path().string() + "' && " + command;
    INFO(command);
    REQUIRE(std::system(line.c_str()) == 0);
    return content_of(folder_.path() / "output");
}

std::string PrintedPage::text() const
{
    std::string text = output_of("pdftotext -enc UTF-8 sheet.pdf output");
    for (const char* mark : {"\u202A", "\u202B", "\u202C", "\u2066", "\u2067", "\u2068", "\u2069", "\u200E", "\u200F"})
        text = replaced_all(text, mark, "");
    return text;
}

std::string PrintedPage::information() const { return output_of("pdfinfo sheet.pdf > output"); }

std::string PrintedPage::faces() const { return output_of("pdffonts sheet.pdf > output"); }

std::string PrintedPage::complaints() const { return output_of("pdftotext sheet.pdf text > output 2>&1"); }

Bytes PrintedPage::picture(int dots, int page) const
{
    const std::string number = std::to_string(page);
    return to_bytes(output_of("pdftoppm -png -singlefile -f " + number + " -r " + std::to_string(dots) +
                              " sheet.pdf page && mv page.png output"));
}

} // namespace mahalla::test
