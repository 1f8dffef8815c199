#include "server/service.h"

#include "base/number.h"
#include "bundle/bundle_writer.h"
#include "crypto/hash.h"
#include "crypto/receipt.h"
#include "crypto/sealed_event.h"
#include "record/event.h"
#include "record/version_vector.h"
#include "server/bundle_intake.h"
#include "server/erasure_judge.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr auto nonce_time_max = std::chrono::seconds(60);
constexpr std::size_t nonces_max = 10'000;

int status_of(const Error& error)
{
    switch (error.kind) {
    case ErrorKind::NotFound:
        return 404;
    case ErrorKind::Refused:
        return 409;
    case ErrorKind::Invalid:
        return 400;
    case ErrorKind::Corrupt:
        return 422;
    case ErrorKind::Unavailable:
        return 507;
    }
    return 500;
}

WebResponse failed(const Error& error) { return WebResponse::text(status_of(error), error.message + "\n"); }

WebResponse with_offset(int status, const UploadState& state)
{
    WebResponse response = WebResponse::text(status, "");
    response.headers["Upload-Offset"] = std::to_string(state.offset);
    response.headers["Upload-Length"] = std::to_string(state.size);
    return response;
}

WebResponse unknown_asker()
{
    return WebResponse::text(403, "Who asks is not known here: ask for a new nonce, and check the enrolment.\n");
}

WebResponse with_receipt(const UploadState& state)
{
    WebResponse response{200, "application/octet-stream", state.receipt, {}};
    response.headers["Upload-Offset"] = std::to_string(state.size);
    return response;
}

} // namespace

WebResponse Service::uploads(const WebRequest& request)
{
    constexpr std::string_view folder = "/v1/uploads/";
    if (request.method == "POST" && request.path == "/v1/uploads") return begin_upload(request);
    if (!request.path.starts_with(folder)) return WebResponse::text(405, "Begin an upload here with POST.\n");
    const auto bundle = BundleId::from_text(std::string_view(request.path).substr(folder.size()));
    if (!bundle) return WebResponse::text(404, "No such upload was begun here.\n");
    if (request.method == "PATCH") return append_upload(request, *bundle);
    const auto state = archive_.upload(*bundle);
    if (!state) return failed(state.error());
    if (request.method == "HEAD") return with_offset(200, *state);
    if (request.method != "GET") return WebResponse::text(405, "An upload takes PATCH, HEAD and GET.\n");
    if (state->complete) return with_receipt(*state);
    // All pieces are here, but taking them in failed, or the server was stopped before: now is as good a time.
    if (state->offset == state->size) return finish_upload(*bundle, *state);
    return WebResponse::text(409, "The upload is still under way.\n");
}

WebResponse Service::begin_upload(const WebRequest& request)
{
    const auto bundle = BundleId::from_text(request.header("bundle-id"));
    const auto hash = Hash::from_text(request.header("upload-hash"));
    const auto size = integer_from_text(request.header("upload-length"));
    if (!bundle || !hash || !size || *size <= 0)
        return WebResponse::text(400, "Bundle-Id, Upload-Hash and Upload-Length are needed.\n");
    if (static_cast<std::uint64_t>(*size) > upload_bytes_max)
        return WebResponse::text(413, "A bundle for this server has at most 256 MiB.\n");
    const auto free_bytes = environment_.disk.bytes_free(environment_.folder);
    if (!free_bytes || *free_bytes < environment_.bytes_free_min + 2 * static_cast<std::uint64_t>(*size))
        return WebResponse::text(507, "The server's disk is nearly full: keep what you have, and tell its keeper.\n");
    const auto state = archive_.begin_upload(*bundle, static_cast<std::uint64_t>(*size), *hash);
    if (!state) return failed(state.error());
    WebResponse response = with_offset(201, *state);
    response.headers["Location"] = "/v1/uploads/" + bundle->text();
    return response;
}

WebResponse Service::append_upload(const WebRequest& request, const BundleId& bundle)
{
    const auto offset = integer_from_text(request.header("upload-offset"));
    const auto hash = Hash::from_text(request.header("piece-hash"));
    if (!offset || *offset < 0 || !hash || request.body.empty())
        return WebResponse::text(400, "A piece needs Upload-Offset, Piece-Hash and at least a byte.\n");
    if (hash_of(request.body) != *hash)
        return WebResponse::text(460, "The piece was damaged on its way: send it again.\n");
    const auto begun = archive_.upload(bundle);
    if (!begun) return failed(begun.error());
    if (begun->complete) return with_receipt(*begun);
    const auto state = archive_.append_upload(bundle, static_cast<std::uint64_t>(*offset), request.body);
    if (!state) {
        WebResponse response = failed(state.error());
        response.headers["Upload-Offset"] = std::to_string(begun->offset);
        return response;
    }
    return state->offset < state->size ? with_offset(204, *state) : finish_upload(bundle, *state);
}

WebResponse Service::finish_upload(const BundleId& bundle, const UploadState& state)
{
    auto bytes = archive_.upload_bytes(bundle);
    if (!bytes) return failed(bytes.error());
    if (hash_of(*bytes) != state.hash)
        return WebResponse::text(422, "The pieces do not make the file that was announced.\n");
    const std::lock_guard lock(mutex_);
    if (!membership_) return WebResponse::text(503, "This server has no charter yet: try again later.\n");
    const ProjectId project = membership_->charter().content().project;
    const auto received = read_bundle(std::move(*bytes), keys_.box, project);
    if (!received) return WebResponse::text(422, received.error().message + "\n");
    const auto taken = take_in(*received);
    if (!taken) return failed(taken.error());
    const auto& [judged, counts] = *taken;
    UploadState complete = state;
    // A bundle may hold confirmations alone: there is no event to acknowledge then. One with more events than a receipt
    // can name gets several: the first as the answer, the others with the next download.
    ArchiveIntake further;
    for (std::size_t from = 0; from < judged.believed_events.size(); from += Receipt::events_max) {
        const std::size_t count = std::min(Receipt::events_max, judged.believed_events.size() - from);
        const auto first = judged.believed_events.begin() + static_cast<std::ptrdiff_t>(from);
        const auto receipt =
            Receipt::issue(ReceiptKind::Stored, project, {first, first + static_cast<std::ptrdiff_t>(count)},
                           archive_.epoch(), keys_.signing);
        if (!receipt) return failed(receipt.error());
        if (from == 0) {
            complete.receipt = receipt->bytes();
        } else {
            further.statements.push_back({StatementKind::Receipt, hash_of(receipt->bytes()), 0, receipt->bytes()});
        }
    }
    if (!further.statements.empty())
        if (const auto kept = archive_.take_in(further); !kept) return failed(kept.error());
    if (const auto done = archive_.complete_upload(bundle, complete.receipt); !done) return failed(done.error());
    WebResponse response = with_receipt(complete);
    if (counts.records_erased > 0 || counts.events_erased > 0) {
        response.headers["Records-Erased"] = std::to_string(counts.records_erased);
        response.headers["Events-Erased"] = std::to_string(counts.events_erased);
    }
    return response;
}

Result<std::pair<JudgedIntake, IntakeCounts>> Service::take_in(const ReceivedStatements& received)
{
    JudgedIntake judged = membership_->judge(received);
    // Set until the archive has them: what fails there is judged again with the next bundle.
    must_judge_erasures_ |= judged.has_new_members;
    const auto waiting = must_judge_erasures_ ? WaitingErasures::JudgeAgain : WaitingErasures::LeaveWaiting;
    if (auto decided = judge_erasures(*membership_, archive_, waiting, judged); !decided)
        return tl::unexpected(decided.error());
    MAHALLA_TRY(const IntakeCounts counts, archive_.take_in(judged.archive));
    must_judge_erasures_ = false;
    return std::pair(std::move(judged), counts);
}

WebResponse Service::nonce()
{
    Hash nonce;
    environment_.random.fill(nonce.bytes);
    const Instant now = environment_.clock.now();
    const std::lock_guard lock(mutex_);
    std::erase_if(nonces_, [&](const auto& entry) { return now - entry.second > nonce_time_max; });
    if (nonces_.size() >= nonces_max) return WebResponse::text(503, "Too many ask at once: try again in a minute.\n");
    nonces_.emplace(nonce, now);
    return {200,
            "application/octet-stream",
            Bytes(nonce.bytes.begin(), nonce.bytes.end()),
            {{"Cache-Control", "no-store"}}};
}

/// Who asks, by a signature over a nonce that is taken once; `content` is what stands between key and signature. Null
/// where that cannot be believed. To be called under the lock.
const Certificate* Service::asker_of(ByteView body, ByteView& content)
{
    constexpr std::size_t nonce_and_key_bytes = 64;
    if (body.size() < nonce_and_key_bytes + Signature{}.bytes.size()) return nullptr;
    const ByteView said = body.first(body.size() - Signature{}.bytes.size());
    const auto signature = Signature::from_bytes(body.last(Signature{}.bytes.size()));
    ByteReader reader(said);
    const auto nonce = Hash::from_bytes(reader.raw(32));
    const auto key = SigningPublicKey::from_bytes(reader.raw(32));
    if (!signature || !nonce || !key) return nullptr;
    const auto issued = nonces_.find(*nonce);
    if (issued == nonces_.end()) return nullptr;
    const bool fresh = environment_.clock.now() - issued->second <= nonce_time_max;
    nonces_.erase(issued);
    if (!fresh || !membership_ || !key->verifies(SignaturePurpose::ServerLogin, said, *signature)) return nullptr;
    content = said.subspan(nonce_and_key_bytes);
    return membership_->certificate(key->device());
}

WebResponse Service::download(const WebRequest& request)
{
    const std::lock_guard lock(mutex_);
    ByteView content;
    const Certificate* asker = asker_of(request.body, content);
    if (asker == nullptr) return unknown_asker();
    ByteReader reader(content);
    const auto held = VersionVector::decode(reader);
    if (!held || !reader.finished()) return unknown_asker();
    auto bundle = bundle_for(*asker, *held);
    if (!bundle) return failed(bundle.error());
    if (bundle->empty()) return WebResponse::text(204, "");
    return {200, "application/octet-stream", std::move(*bundle), {{"Cache-Control", "no-store"}}};
}

WebResponse Service::heads(const WebRequest& request)
{
    const std::lock_guard lock(mutex_);
    ByteView content;
    if (asker_of(request.body, content) == nullptr || !content.empty()) return unknown_asker();
    const auto heads = archive_.heads();
    if (!heads) return failed(heads.error());
    VersionVector held;
    for (const auto& [device, sequence] : *heads) held.see(Dot{device, sequence});
    ByteWriter writer;
    held.encode(writer);
    return {200, "application/octet-stream", writer.take(), {{"Cache-Control", "no-store"}}};
}

namespace {

bool erases(const Bytes& event)
{
    const auto sealed = SealedEvent::parse(event);
    return sealed && sealed->header().kind == static_cast<std::uint16_t>(EventKind::Erased);
}

} // namespace

/// Statements, which are small, go to everybody; events to supervisors, and a device's own back to itself: a laptop has
/// no use for what it can neither open nor judge. But every laptop hears of each record that a supervisor erased.
Result<Bytes> Service::bundle_for(const Certificate& asker, const VersionVector& held)
{
    std::vector<std::pair<BundlePart, Bytes>> items;
    const std::pair<StatementKind, BundlePart> kinds[] = {{StatementKind::Charter, BundlePart::Charter},
                                                          {StatementKind::Certificate, BundlePart::Certificate},
                                                          {StatementKind::Form, BundlePart::Form},
                                                          {StatementKind::Receipt, BundlePart::Receipt}};
    for (const auto& [kind, part] : kinds) {
        MAHALLA_TRY(auto statements, archive_.statements(kind));
        for (ArchivedStatement& statement : statements) items.emplace_back(part, std::move(statement.bytes));
    }
    BundleManifest manifest;
    const bool supervises = asker.content().role == Role::Supervisor;
    std::size_t bytes = 0;
    MAHALLA_TRY(const auto devices, archive_.devices());
    for (const DeviceId& device : devices) {
        const bool wants_all = supervises || device == asker.content().device;
        const bool may_erase =
            std::ranges::any_of(membership_->charter().content().supervisors, [&](const Supervisor& supervisor) {
                return supervisor.signing_key.device() == device;
            });
        if ((!wants_all && !may_erase) || bytes >= download_bytes_max) continue;
        MAHALLA_TRY(auto events, archive_.events_after(device, held.sequence_of(device), download_bytes_max - bytes));
        for (ArchivedEvent& event : events) {
            if (event.quarantined && !supervises) continue;
            if (!wants_all && !erases(event.bytes)) continue;
            EventRange* range = manifest.ranges.empty() ? nullptr : &manifest.ranges.back();
            if (range != nullptr && range->device == device && event.sequence == range->to + 1) {
                range->to = event.sequence;
                range->head = event.hash;
            } else if (range == nullptr || range->device != device || event.sequence > range->to) {
                manifest.ranges.push_back({device, event.sequence, event.sequence, event.hash});
            }
            bytes += event.bytes.size();
            items.emplace_back(BundlePart::Event, std::move(event.bytes));
        }
    }
    if (items.empty()) return Bytes();
    for (const auto& [part, item] : items) ++manifest.counts[part];
    manifest.prerequisites = held;

    const CharterContent& charter = membership_->charter().content();
    BundleSpecification specification{
        charter.project, BundleId::random(environment_.random), charter.version, {asker.content().box_key}};
    MAHALLA_TRY(auto writer,
                BundleWriter::create(environment_.disk, environment_.folder, specification, keys_.signing, manifest));
    for (const auto& [part, item] : items)
        if (auto added = writer.add(part, item); !added) return tl::unexpected(added.error());
    MAHALLA_TRY(const WrittenBundle written, writer.finish());
    auto content = environment_.disk.read(written.path, written.bytes);
    if (auto removed = environment_.disk.remove(written.path); !removed) return tl::unexpected(removed.error());
    return content;
}

} // namespace mahalla
