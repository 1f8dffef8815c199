#pragma once
#include "disclosure/published_release.h"
#include "transport/http_transport.h"

namespace mahalla {

/// What a server shows of earlier releases, from the oldest on: outsiders have it at hand, so the next release is
/// protected with it. Fails as `HttpTransport::read_public` does, and with `Corrupt` where the server shows something
/// else: nothing may be published on a guess.
Result<std::vector<ReleaseContent>> releases_of_server(HttpTransport& transport);

} // namespace mahalla
