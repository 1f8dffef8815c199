#include "workbook/xml_scanner.h"

#include <doctest/doctest.h>

using namespace mahalla;

namespace {

/// A text, so many bytes at a time whatever is asked for; fails at its end where told to.
class Pieces final : public XmlBlocks {
public:
    Pieces(std::string text, std::size_t bytes, bool fails = false)
        : text_(std::move(text)), bytes_(bytes), fails_(fails)
    {}
    Result<bool> append(std::string& text, std::size_t) override
    {
        if (at_ >= text_.size() && fails_) return failure(ErrorKind::Unavailable, "The stick was pulled out.");
        const std::string piece = text_.substr(std::min(at_, text_.size()), bytes_);
        at_ += piece.size();
        text += piece;
        longest_ = std::max(longest_, text.size());
        return !piece.empty();
    }
    std::size_t longest() const { return longest_; }

private:
    const std::string text_;
    const std::size_t bytes_;
    const bool fails_;
    std::size_t at_ = 0, longest_ = 0;
};

/// Everything a scanner says, one token a line.
std::string told(XmlScanner& xml)
{
    std::string out;
    for (;;) {
        switch (xml.next()) {
        case XmlToken::Start:
            out += "<" + std::string(xml.local_name()) + " " + xml.attribute("a").value_or("-") + "\n";
            break;
        case XmlToken::End:
            out += ">" + std::string(xml.local_name()) + "\n";
            break;
        case XmlToken::Text:
            out += xml.text() + "\n";
            break;
        case XmlToken::Finished:
            return out + "finished";
        case XmlToken::Broken:
            return out + "broken";
        }
    }
}

std::string told(std::string_view text)
{
    XmlScanner xml(text);
    return told(xml);
}

} // namespace

TEST_CASE("a text that comes in blocks says the same as one that is there, wherever the blocks end")
{
    for (const char* text :
         {"\xEF\xBB\xBF<?xml version=\"1.0\"?><x:row a=\"1 > 0 &amp; 'so'\"><c/><!-- a > b --><t>one &lt; two</t>"
          "<![CDATA[ <raw> ]] > &amp; ]]></x:row>\n",
          "<a><b a='\"'>&#233;\r\n</b></a>", "<a>no end", "<a><b></a>", "<!DOCTYPE a><a/>", "<a b=\"no end",
          "<a><!-- no end", "<a><![CDATA[no end]]", "", "<"}) {
        CAPTURE(text);
        const std::string whole = told(std::string_view(text));
        for (std::size_t bytes = 1; bytes < 40; ++bytes) {
            CAPTURE(bytes);
            Pieces pieces(text, bytes);
            XmlScanner xml(pieces);
            CHECK(told(xml) == whole);
            CHECK_FALSE(xml.failed());
        }
    }
}

TEST_CASE("of a text in blocks no more than the token at hand is held")
{
    std::string text = "<rows>";
    for (int i = 0; i < 100'000; ++i) text += "<row a=\"" + std::to_string(i) + "\"/>";
    Pieces pieces(text + "</rows>", 1000);
    XmlScanner xml(pieces);
    CHECK(told(xml).ends_with("finished"));
    CHECK(pieces.longest() < 2000);
}

TEST_CASE("a tag without end is given up, and what the file said is told")
{
    Pieces endless("<a b=\"" + std::string(XmlScanner::token_bytes_max + 1, 'x'), std::size_t{1} << 20U);
    XmlScanner xml(endless);
    CHECK(xml.next() == XmlToken::Broken);
    CHECK(endless.longest() < 2 * XmlScanner::token_bytes_max);

    Pieces pulled("<a><b>", 4, true);
    XmlScanner other(pulled);
    CHECK(told(other) == "<a -\n<b -\nbroken");
    REQUIRE(other.failed());
    CHECK(other.failed()->kind == ErrorKind::Unavailable);
}
