#include "disclosure/published_release.h"
#include "fuzz/fuzz_entry.h"
#include "interchange/release_json.h"

#include <cstdlib>

using namespace mahalla;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const ByteView bytes(data, size);
    if (const auto release = ReceivedRelease::decode(bytes)) {
        const Bytes again = release->encode();
        if (!std::equal(again.begin(), again.end(), bytes.begin(), bytes.end())) std::abort();
        (void)write_release_json(*release);
    }
    (void)read_release_json(as_text(bytes));
    return 0;
}

std::vector<std::string> known_inputs()
{
    ReleaseContent content;
    content.title = "t";
    content.definitions.push_back({"d", "D", "mean", "a", "", ""});
    PublishedTableContent table;
    table.id = "d";
    table.dimensions.push_back({"sex", "Sex", {"f", "m"}, {{"f", "Female"}}, {}});
    table.cells.push_back({{"f"}, "", {}, PublishedFigure{0.5, 0.1, 0.3, 0.7, 9, 1, 40, 40}, {}});
    table.cells.push_back({{"m"}, "", {}, {}, MarkReason::Confidential});
    content.tables.push_back(table);
    std::vector<std::string> inputs;
    if (const auto release = ReceivedRelease::from_content(content)) {
        const Bytes encoded = release->encode();
        inputs.emplace_back(encoded.begin(), encoded.end());
        inputs.push_back(write_release_json(*release));
    }
    return inputs;
}
