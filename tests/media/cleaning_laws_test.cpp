#include "base/seeded_random.h"
#include "media/cleaned.h"

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::vector<std::string> samples()
{
    return {photo_of(1), photo_of(6), drawing(), web_picture(), sound(), film(), voice_message(), "a document"};
}

} // namespace

TEST_CASE("what was cleaned is clean: cleaning it again changes nothing")
{
    for (const std::string& sample : samples()) {
        const std::string once = cleaned(sample);
        CHECK((cleaned(once) == once));
        CHECK((holds(once, "SAMPLES") == holds(sample, "SAMPLES")));
    }
}

TEST_CASE("however a file is damaged, it is refused or what comes out is clean and no longer")
{
    SeededRandom random(5);
    std::size_t refused = 0, taken = 0;
    for (const std::string& sample : samples()) {
        for (int i = 0; i < 1'500; ++i) {
            std::string bytes = sample;
            for (std::uint64_t changes = 1 + random.below(3); changes > 0; --changes)
                bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
            if (random.below(4) == 0) bytes.resize(random.below(bytes.size()) + 1);
            const std::string once = cleaned(bytes, "file.bin");
            if (once == "Refused" || once == "Invalid") {
                ++refused;
                continue;
            }
            ++taken;
            // A picture without its end gets one.
            CHECK(once.size() <= bytes.size() + 2);
            CHECK((cleaned(once, "file.bin") == once));
        }
    }
    CHECK(refused > 1'000);
    CHECK(taken > 1'000);
}

TEST_CASE("a file of any size is read in small parts")
{
    BytesReader reader(to_bytes(film() + box("free", std::string(std::size_t{8} << 20U, 'C'))));
    CHECK(plan_cleaning(reader, "a.mp4"));
    BytesReader picture(to_bytes(photo_of(6) + std::string(std::size_t{8} << 20U, 'C')));
    CHECK(plan_cleaning(picture, "a.jpg"));
    CHECK(picture.read_bytes_max <= (std::size_t{64} << 10U));
    CHECK(reader.read_bytes_max <= (std::size_t{64} << 10U));
}

TEST_CASE("a file of very many parts is refused rather than remembered")
{
    std::string many = drawing().substr(0, 8);
    for (int i = 0; i < 40'000; ++i) many += png_chunk("gAMA", "1234") + png_chunk("tEXt", "CANARY");
    CHECK(cleaned(many + png_chunk("IEND", ""), "a.png") == "Invalid");
}

TEST_CASE("a disk that fails in the middle is told as such, not as a damaged file")
{
    class FailingReader final : public DiskReader {
    public:
        explicit FailingReader(std::string bytes) : bytes_(std::move(bytes)) {}
        Result<Bytes> read(std::size_t bytes_max) override
        {
            if (reads_++ > 0) return failure(ErrorKind::Unavailable, "The disk does not answer.");
            return to_bytes(std::string_view(bytes_).substr(0, bytes_max));
        }
        std::uint64_t size() const override { return bytes_.size(); }

    private:
        std::string bytes_;
        int reads_ = 0;
    };
    for (const std::string& sample : {photo_of(6), drawing(), film(), sound(), voice_message()}) {
        FailingReader reader(sample);
        CHECK(plan_cleaning(reader, "file").error().kind == ErrorKind::Unavailable);
    }
}
