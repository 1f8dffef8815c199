#include "sample_bundle.h"

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("a list of contents reads back, and what a newer version adds is passed over")
{
    const BundleManifest manifest = manifest_for(small_items());
    const Bytes bytes = manifest.encode();
    CHECK(BundleManifest::decode(bytes) == manifest);
    auto fields = *decode_fields(bytes);
    fields[99] = {1, 2};
    CHECK(BundleManifest::decode(encode_fields(fields)) == manifest);
}

TEST_CASE("a damaged list of contents is refused or reads as another one, and never does harm")
{
    const Bytes bytes = manifest_for(small_items()).encode();
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        const auto decoded = BundleManifest::decode(ByteView(bytes).first(length));
        if (!decoded) CHECK(decoded.error().kind == ErrorKind::Corrupt);
    }
    BundleManifest backwards;
    backwards.ranges = {{device('a'), 5, 3, hash('6')}};
    CHECK(BundleManifest::decode(backwards.encode()).error().kind == ErrorKind::Corrupt);
}
