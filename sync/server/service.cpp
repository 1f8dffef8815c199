#include "server/service.h"

#include "server/release_view.h"
#include "server/results_page.h"

#include "bundle/bundle_file.h"
#include "crypto/hash.h"
#include "disclosure/published_release.h"
#include "interchange/release_json.h"

namespace mahalla {

Service::Service(Archive& archive, ServerKeys keys, Environment environment)
    : archive_(archive), keys_(std::move(keys)), environment_(std::move(environment))
{}

Result<void> Service::take_charter(Charter charter)
{
    MAHALLA_TRY(const auto charters, archive_.statements(StatementKind::Charter));
    MAHALLA_TRY(const auto certificates, archive_.statements(StatementKind::Certificate));
    MAHALLA_TRY(auto membership, Membership::create(std::move(charter), charters, certificates));
    const std::lock_guard lock(mutex_);
    membership_.emplace(std::move(membership));
    must_judge_erasures_ = true;
    if (auto taken = take_in({}); !taken) return tl::unexpected(taken.error());
    return {};
}

Result<void> Service::clear(Disk& disk, const std::filesystem::path& folder)
{
    MAHALLA_TRY(const auto names, disk.list(folder));
    for (const auto& name : names) {
        const std::filesystem::path whole = name.extension() == ".part" ? name.stem() : name;
        if (!bundle_id_of_file_name(whole)) continue;
        if (auto removed = disk.remove(folder / name); !removed) return removed;
    }
    return {};
}

std::size_t Service::body_bytes_max(const std::string& method, const std::string& path)
{
    if (method == "PATCH") return piece_bytes_max;
    if (method == "POST" && path == "/v1/releases") return std::size_t{16} << 20;
    if (method == "POST" && path == "/v1/download") return std::size_t{256} << 10;
    if (method == "POST" && path == "/v1/heads") return std::size_t{1} << 10;
    return 0;
}

WebResponse Service::answer(const WebRequest& request)
{
    const std::string& path = request.path;
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (path == "/v1/uploads" || path.starts_with("/v1/uploads/")) return uploads(request);
    if (path == "/v1/nonce" && reads) return nonce();
    if (path == "/v1/download" && request.method == "POST") return download(request);
    if (path == "/v1/heads" && request.method == "POST") return heads(request);
    if (path == "/v1/releases" && request.method == "POST") return publish(request);
    if (!reads) return WebResponse::text(405, "This address is for reading.");
    if (path == "/health")
        return archive_.counts() ? WebResponse::text(200, "ok\n")
                                 : WebResponse::text(503, "The archive does not answer.\n");
    if (path == "/metrics") return metrics();
    if (path == "/api/v1/releases") return release_list();
    if (path.starts_with("/api/v1/releases/")) return release(request);
    return site(request);
}

WebResponse Service::metrics()
{
    const auto counts = archive_.counts();
    if (!counts) return WebResponse::text(503, "The archive does not answer.\n");
    std::string text = "mahalla_events " + std::to_string(counts->events) + "\nmahalla_events_quarantined " +
                       std::to_string(counts->quarantined) + "\nmahalla_event_bytes " +
                       std::to_string(counts->event_bytes) + "\nmahalla_releases " + std::to_string(counts->releases) +
                       "\nmahalla_records_erased " + std::to_string(counts->records_erased) +
                       "\nmahalla_events_erased " + std::to_string(counts->events_erased) + "\n";
    if (environment_.metrics) text += environment_.metrics();
    return WebResponse::text(200, text);
}

WebResponse Service::site(const WebRequest& request)
{
    const auto language = request.query.find("language");
    const std::string wanted = language == request.query.end() ? "en" : language->second;
    if (request.path == "/style.css")
        return {200, "text/css; charset=utf-8", to_bytes(results_style_sheet()), {{"Cache-Control", "max-age=3600"}}};
    if (request.path != "/") {
        WebResponse missing = WebResponse::html(not_found_page(wanted));
        missing.status = 404;
        return missing;
    }
    const auto releases = archive_.releases();
    if (!releases) return WebResponse::text(503, "The archive does not answer.\n");
    std::vector<ShownRelease> shown;
    for (const ArchivedRelease& archived : *releases)
        if (const auto received = ReceivedRelease::decode(archived.document))
            shown.push_back(shown_release(*received, archived.hash));
    return WebResponse::html(results_page(shown, wanted));
}

WebResponse Service::release_list()
{
    const auto releases = archive_.releases();
    if (!releases) return WebResponse::text(503, "The archive does not answer.\n");
    std::vector<std::pair<Hash, ReceivedRelease>> read;
    for (const ArchivedRelease& archived : *releases)
        if (auto received = ReceivedRelease::decode(archived.document))
            read.emplace_back(archived.hash, std::move(*received));
    return WebResponse::json(200, release_list_json(read));
}

WebResponse Service::release(const WebRequest& request)
{
    const auto hash =
        Hash::from_text(std::string_view(request.path).substr(std::string_view("/api/v1/releases/").size()));
    const auto releases = archive_.releases();
    if (!releases) return WebResponse::text(503, "The archive does not answer.\n");
    for (const ArchivedRelease& archived : *releases) {
        if (!hash || archived.hash != *hash) continue;
        const auto received = ReceivedRelease::decode(archived.document);
        if (!received) return WebResponse::text(500, "This release is damaged here.\n");
        WebResponse response = WebResponse::json(200, write_release_json(*received));
        response.headers["Release-Signature"] = to_hex(archived.signature);
        return response;
    }
    return WebResponse::text(404, "No release of this hash is here.\n");
}

WebResponse Service::publish(const WebRequest& request)
{
    const auto key_bytes = from_hex(request.header("release-key"));
    const auto signature_bytes = from_hex(request.header("release-signature"));
    if (!key_bytes || !signature_bytes)
        return WebResponse::text(400, "Release-Key and Release-Signature are hexadecimal.\n");
    const auto key = SigningPublicKey::from_bytes(*key_bytes);
    const auto signature = Signature::from_bytes(*signature_bytes);
    if (!key || !signature) return WebResponse::text(400, "Release-Key has 32 bytes, Release-Signature 64.\n");
    {
        const std::lock_guard lock(mutex_);
        if (!membership_) return WebResponse::text(503, "This server has no charter yet.\n");
        const bool may = membership_->charter().content().supervisor(*key) != nullptr;
        if (!may || !key->verifies(SignaturePurpose::Release, request.body, *signature))
            return WebResponse::text(403, "Only a supervisor of the project publishes here.\n");
    }
    if (const auto received = ReceivedRelease::decode(request.body); !received)
        return WebResponse::text(422, "This is no release: " + received.error().message + "\n");
    ArchivedRelease release;
    release.hash = hash_of(request.body);
    release.document = request.body;
    release.signature = *key_bytes;
    release.signature.insert(release.signature.end(), signature_bytes->begin(), signature_bytes->end());
    release.received = environment_.clock.now();
    if (const auto kept = archive_.put_release(release); !kept) return WebResponse::text(507, kept.error().message);
    WebResponse created = WebResponse::text(201, release.hash.text() + "\n");
    created.headers["Location"] = "/api/v1/releases/" + release.hash.text();
    return created;
}

} // namespace mahalla
