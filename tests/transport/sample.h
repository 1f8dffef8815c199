#pragma once
#include "base/seeded_random.h"
#include "bundle/bundle_file.h"
#include "bundle/bundle_writer.h"
#include "crypto/hash.h"
#include "support/memory_disk.h"
#include "transport/retry_policy.h"

#include <doctest/doctest.h>

namespace mahalla::test {

inline SigningKeyPair signing_keys(std::uint8_t seed)
{
    return *SigningKeyPair::from_seed(Secret::copy_of(Bytes(32, seed)));
}
inline BoxKeyPair box_keys(std::uint8_t seed) { return *BoxKeyPair::from_seed(Secret::copy_of(Bytes(32, seed))); }

/// A bundle with one long form in it, so that it has about this many bytes.
inline WrittenBundle write_sample(Disk& disk, const std::filesystem::path& folder, std::size_t bytes,
                                  std::uint64_t seed = 1)
{
    SeededRandom random(seed);
    Bytes form(bytes);
    random.fill(form);
    BundleManifest manifest;
    manifest.counts[BundlePart::Form] = 1;
    BundleSpecification specification;
    specification.id = BundleId::random(random);
    specification.recipients = {box_keys(9).public_key()};
    const SigningKeyPair sender = signing_keys(1);
    auto writer = BundleWriter::create(disk, folder, specification, sender, manifest);
    REQUIRE(writer);
    REQUIRE(writer->add(BundlePart::Form, form));
    const auto written = writer->finish();
    REQUIRE(written);
    return *written;
}

/// Waits in no time, and counts.
class CountingWaiter final : public Waiter {
public:
    std::chrono::milliseconds waited{0};
    void wait(std::chrono::milliseconds duration) override { waited += duration; }
};

} // namespace mahalla::test
