#include "fieldwork/earlier_releases.h"

#include "interchange/release_json.h"

#include <nlohmann/json.hpp>

namespace mahalla {

Result<std::vector<ReleaseContent>> releases_of_server(HttpTransport& transport)
{
    MAHALLA_TRY(const Bytes bytes, transport.read_public("/api/v1/releases"));
    const auto list = nlohmann::json::parse(as_text(bytes), nullptr, false);
    if (!list.is_array()) return failure(ErrorKind::Corrupt, "The server's list of releases is none.");
    std::vector<ReleaseContent> releases;
    for (auto entry = list.rbegin(); entry != list.rend(); ++entry) { // the newest comes first
        if (!entry->is_object() || !entry->contains("hash") || !(*entry)["hash"].is_string())
            return failure(ErrorKind::Corrupt, "The server's list of releases is none.");
        MAHALLA_TRY(const Bytes document,
                    transport.read_public("/api/v1/releases/" + (*entry)["hash"].get<std::string>()));
        MAHALLA_TRY(const ReceivedRelease release, read_release_json(as_text(document)));
        releases.push_back(release.content());
    }
    return releases;
}

} // namespace mahalla
