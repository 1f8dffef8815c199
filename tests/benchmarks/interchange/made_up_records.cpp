#include "benchmarks/interchange/made_up_records.h"

#include "base/check.h"
#include "workbook/read_workbook.h"
#include "xlsform/read_xlsform.h"

#include <cstdio>

using namespace mahalla;

namespace {

constexpr const char* questionnaire = R"(
| survey   |                      |         |            |
|          | type                 | name    | label      |
|          | text                 | village | Village    |
|          | select_one group     | group   | Group      |
|          | integer              | size    | Size       |
|          | decimal              | income  | Income     |
|          | date                 | day     | Day        |
|          | select_multiple need | needs   | Needs      |
|          | geopoint             | place   | Place      |
|          | text                 | remark  | Remark     |
|          | begin_repeat         | person  | Person     |
|          | integer              | age     | Age        |
|          | select_one sex       | sex     | Sex        |
|          | end_repeat           |         |            |
| choices  |                      |         |            |
|          | list_name            | name    | label      |
|          | group                | host    | Host       |
|          | group                | refugee | Refugee    |
|          | need                 | water   | Water      |
|          | need                 | food    | Food       |
|          | need                 | work    | Work       |
|          | sex                  | f       | Female     |
|          | sex                  | m       | Male       |
| settings |                      |         |            |
|          | form_id              | form_title |         |
|          | household            | Household  |         |
)";

const char* group_of(std::size_t i) { return i % 3 == 0 ? "refugee" : "host"; }
const char* needs_of(std::size_t i) { return i % 4 == 0 ? "water work" : i % 4 == 1 ? "food" : "water food work"; }
std::string day_of(std::size_t i)
{
    char text[16];
    std::snprintf(text, sizeof text, "2026-%02d-%02d", static_cast<int>(i % 12 + 1), static_cast<int>(i % 28 + 1));
    return text;
}

AnswerPath place(const std::string& text)
{
    auto path = AnswerPath::parse(text);
    MAHALLA_CHECK(path);
    return *std::move(path);
}

template <typename IdType> IdType numbered(std::size_t number)
{
    std::array<std::uint8_t, IdType::bytes_count> bytes{};
    for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
    bytes[15] = 1;
    return *IdType::from_bytes(bytes);
}

/// Rows put together when they are asked for.
class MadeUpCsv final : public DiskReader {
public:
    MadeUpCsv(MadeUpTable table, std::size_t households) : table_(table), households_(households)
    {
        pending_ = table == MadeUpTable::Households
                       ? "village,group,size,income,day,needs,place-Latitude,place-Longitude,remark,KEY\n"
                       : "age,sex,PARENT_KEY\n";
    }
    Result<Bytes> read(std::size_t bytes_max) override
    {
        while (pending_.size() < bytes_max && at_ < households_) add_rows(at_++);
        const std::string taken = pending_.substr(0, bytes_max);
        pending_.erase(0, taken.size());
        return to_bytes(taken);
    }
    std::uint64_t size() const override { return 0; }

private:
    void add_rows(std::size_t i)
    {
        const std::string key = "uuid:" + numbered<RecordId>(i).text();
        if (table_ == MadeUpTable::Households) {
            pending_ += "Village " + std::to_string(i % 5000) + "," + group_of(i) + "," + std::to_string(i % 9 + 1) +
                        "," + std::to_string(i % 1000) + ".5," + day_of(i) + "," + needs_of(i) +
                        ",34.4,35.8,\"a remark, with a comma\"," + key + "\n";
            return;
        }
        for (std::size_t person = 0; person < 2; ++person)
            pending_ += std::to_string((i + person * 30) % 90) + (person == 0 ? ",f," : ",m,") + key + "\n";
    }

    const MadeUpTable table_;
    const std::size_t households_;
    std::size_t at_ = 0;
    std::string pending_;
};

} // namespace

std::shared_ptr<const FormDefinition> household_questionnaire()
{
    const auto workbook = read_workbook(as_bytes(questionnaire), "form.md");
    MAHALLA_CHECK(workbook);
    auto form = read_xlsform(workbook->workbook).form;
    MAHALLA_CHECK(form);
    return form;
}

Result<void> MadeUpRecords::restart()
{
    at_ = 0;
    return {};
}

Result<const Record*> MadeUpRecords::next()
{
    if (at_ >= count_) return nullptr;
    const std::size_t i = at_++;
    record_ = {};
    record_.id = numbered<RecordId>(i);
    record_.form = {form_.id(), form_.version(), {}};
    record_.stage = RecordStage::Finalised;
    const auto say = [&](const AnswerPath& path, std::string value) {
        record_.answers[path] = {std::move(value), true, false};
    };
    const std::string root = form_.root().nodeset;
    say(place(root + "/village"), "Village " + std::to_string(i % 5000));
    say(place(root + "/group"), group_of(i));
    say(place(root + "/size"), std::to_string(i % 9 + 1));
    say(place(root + "/income"), std::to_string(i % 1000) + ".5");
    say(place(root + "/day"), day_of(i));
    say(place(root + "/needs"), needs_of(i));
    say(place(root + "/place"), "34.4 35.8 12 4.5");
    say(place(root + "/remark"), "a remark, with a comma");
    const AnswerPath persons = place(root + "/person");
    for (std::size_t person = 0; person < 2; ++person) {
        const RowId row = numbered<RowId>(2 * i + person + 1);
        record_.rosters[persons].push_back(row);
        say(*persons.with_row(row).child("age"), std::to_string((i + person * 30) % 90));
        say(*persons.with_row(row).child("sex"), person == 0 ? "f" : "m");
    }
    return &record_;
}

std::unique_ptr<DiskReader> made_up_csv(MadeUpTable table, std::size_t households)
{
    return std::make_unique<MadeUpCsv>(table, households);
}
