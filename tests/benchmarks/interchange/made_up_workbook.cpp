#include "benchmarks/interchange/made_up_workbook.h"

#include "workbook/xlsx_parts.h"
#include "workbook/zip_stream.h"

#include <functional>
#include <map>
#include <span>

using namespace mahalla;

namespace {

constexpr std::size_t villages = 5000, pending_bytes = std::size_t{1} << 16U;
const std::vector<std::string> words = {
    "host",  "refugee",       "water work",       "food",  "water food work", "f",     "m",      "village",
    "group", "size",          "income",           "needs", "remark",          "_uuid", "_index", "age",
    "sex",   "_parent_index", "_submission__uuid"};

std::string village(std::size_t i) { return "Village " + std::to_string(i % villages); }
std::string uuid(std::size_t i)
{
    std::string digits = std::to_string(i);
    digits.insert(0, 12 - digits.size(), '0');
    return "5c0e1f2a-8b3d-4e6f-9a7b-" + digits;
}
std::string remark(std::size_t i) { return "what household " + std::to_string(i) + " said"; }

/// Cells of rows as XML; a text that is stored once is its number.
class Book {
public:
    Book(std::size_t households, TextsOfCells texts, DiskWriter& out)
        : households_(households), texts_(texts), zip_(out)
    {
        for (std::size_t i = 0; i < words.size(); ++i) numbers_[words[i]] = i;
    }

    Result<void> write()
    {
        for (std::size_t sheet = 0; sheet < 2; ++sheet) {
            auto rows = [&](const std::function<Result<void>()>& flushed) {
                return sheet == 0 ? household_rows(flushed) : person_rows(flushed);
            };
            if (auto part =
                    write_part(xlsx_sheet_part_name(sheet), xlsx_sheet_begin(""), std::string(xlsx_sheet_end), rows);
                !part)
                return part;
        }
        if (texts_ == TextsOfCells::Shared)
            if (auto part = write_part("xl/sharedStrings.xml", "<sst>", "</sst>",
                                       [&](const auto& flushed) { return shared_texts(flushed); });
                !part)
                return part;
        for (const ZipPart& part : xlsx_package_parts({"household", "person"}, XlsxStyles::WithNumbers)) {
            if (auto begun = zip_.begin_part(part.name); !begun) return begun;
            if (auto written = zip_.write(part.content); !written) return written;
            if (auto ended = zip_.end_part(); !ended) return ended;
        }
        return zip_.finish();
    }

private:
    using Flush = std::function<Result<void>()>;

    Result<void> write_part(const std::string& name, const std::string& begin, const std::string& end,
                            const std::function<Result<void>(const Flush&)>& content)
    {
        if (auto begun = zip_.begin_part(name); !begun) return begun;
        pending_ = begin;
        const Flush flush = [this]() -> Result<void> {
            if (pending_.size() < pending_bytes) return {};
            auto written = zip_.write(pending_);
            pending_.clear();
            return written;
        };
        if (auto written = content(flush); !written) return written;
        if (auto written = zip_.write(pending_ + end); !written) return written;
        return zip_.end_part();
    }

    Result<void> household_rows(const Flush& flush)
    {
        row({"village", "group", "size", "income", "needs", "remark", "_uuid", "_index"});
        for (std::size_t i = 0; i < households_; ++i) {
            pending_ += "<row>";
            text(village(i), words.size() + i % villages);
            text(i % 3 == 0 ? "refugee" : "host");
            number(i % 9 + 1);
            number(i % 1000);
            text(i % 4 == 0 ? "water work" : i % 4 == 1 ? "food" : "water food work");
            text(remark(i), own(i));
            text(uuid(i), own(i) + 1);
            number(i + 1);
            pending_ += "</row>";
            if (auto flushed = flush(); !flushed) return flushed;
        }
        return {};
    }

    Result<void> person_rows(const Flush& flush)
    {
        row({"age", "sex", "_parent_index", "_submission__uuid"});
        for (std::size_t i = 0; i < 2 * households_; ++i) {
            pending_ += "<row>";
            number(i % 90);
            text(i % 2 == 0 ? "f" : "m");
            number(i / 2 + 1);
            text(uuid(i / 2), own(i / 2) + 1);
            pending_ += "</row>";
            if (auto flushed = flush(); !flushed) return flushed;
        }
        return {};
    }

    Result<void> shared_texts(const Flush& flush)
    {
        const auto add = [&](const std::string& content) {
            pending_ += "<si><t>" + content + "</t></si>";
            return flush();
        };
        for (const std::string& word : words)
            if (auto added = add(word); !added) return added;
        for (std::size_t i = 0; i < villages; ++i)
            if (auto added = add(village(i)); !added) return added;
        for (std::size_t i = 0; i < households_; ++i)
            for (const std::string& content : {remark(i), uuid(i)})
                if (auto added = add(content); !added) return added;
        return {};
    }

    static std::size_t own(std::size_t household) { return words.size() + villages + 2 * household; }

    void row(std::initializer_list<const char*> texts)
    {
        pending_ += "<row>";
        for (const char* content : texts) text(content);
        pending_ += "</row>";
    }
    void number(std::size_t value) { pending_ += "<c><v>" + std::to_string(value) + "</v></c>"; }
    void text(const std::string& content) { text(content, numbers_.at(content)); }
    void text(const std::string& content, std::size_t number)
    {
        pending_ += texts_ == TextsOfCells::Shared ? "<c t=\"s\"><v>" + std::to_string(number) + "</v></c>"
                                                   : "<c t=\"inlineStr\"><is><t>" + content + "</t></is></c>";
    }

    const std::size_t households_;
    const TextsOfCells texts_;
    ZipStream zip_;
    std::map<std::string, std::size_t> numbers_;
    std::string pending_;
};

} // namespace

Result<void> write_made_up_workbook(std::size_t households, TextsOfCells texts, DiskWriter& out)
{
    return Book(households, texts, out).write();
}
