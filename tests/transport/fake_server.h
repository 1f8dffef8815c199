#pragma once
#include "base/number.h"
#include "record/version_vector.h"
#include "sample.h"
#include "transport/http_client.h"
#include "transport/login.h"

#include <deque>
#include <set>

namespace mahalla::test {

/// A server by the page docs/formats/exchange-http.md, on a line that breaks on purpose.
class FakeServer final : public HttpClient {
public:
    /// What happens to the next requests, one after the other; then all goes well.
    enum class Fault {
        None,
        NoAnswer,   ///< Nothing arrives.
        AnswerLost, ///< It arrives and is done, but the answer is lost.
        Busy,       ///< 503, Retry-After: 30
        PieceDamaged,
        Forgotten, ///< The upload is gone: the server was restored.
    };
    std::deque<Fault> faults;
    SeededRandom* chaos = nullptr; ///< Draws faults when given.
    std::map<std::string, Bytes> stored;
    std::vector<std::size_t> piece_sizes;
    Bytes download_bytes;
    std::optional<Bytes> heads;
    std::size_t requests = 0;
    Bytes last_release;
    std::optional<int> always;
    SigningPublicKey known_device = signing_keys(1).public_key();
    VersionVector asked_with;

    Result<HttpAnswer> perform(const HttpRequest& request) override
    {
        ++requests;
        const Fault fault = next_fault();
        if (always) return HttpAnswer{*always, {}, {}};
        if (fault == Fault::NoAnswer) return failure(ErrorKind::Unavailable, "The connection to the server broke.");
        if (fault == Fault::Busy) return HttpAnswer{503, {{"retry-after", "30"}}, {}};
        if (fault == Fault::PieceDamaged && request.method == "PATCH") return HttpAnswer{460, {}, {}};
        if (fault == Fault::Forgotten) uploads_.clear();
        HttpAnswer answer = answer_to(request);
        if (fault == Fault::AnswerLost) return failure(ErrorKind::Unavailable, "The connection to the server broke.");
        return answer;
    }

    Result<HttpAnswer> download(const HttpRequest& request, const std::function<Result<void>(ByteView)>& body) override
    {
        MAHALLA_TRY(HttpAnswer answer, perform(request));
        if (answer.status != 200) return answer;
        const Bytes bytes = std::move(answer.body);
        answer.body.clear();
        const bool breaks = next_fault() == Fault::NoAnswer;
        const std::size_t count = breaks ? bytes.size() / 2 : bytes.size();
        for (std::size_t i = 0; i < count; i += 10'000)
            if (auto taken = body(ByteView(bytes).subspan(i, std::min<std::size_t>(10'000, count - i))); !taken)
                return tl::unexpected(taken.error());
        if (breaks) return failure(ErrorKind::Unavailable, "The connection to the server broke.");
        return answer;
    }

private:
    struct Begun {
        std::uint64_t size = 0;
        std::string hash;
        Bytes bytes;
    };

    Fault next_fault()
    {
        if (!faults.empty()) {
            const Fault fault = faults.front();
            faults.pop_front();
            return fault;
        }
        if (chaos == nullptr || chaos->below(3) != 0) return Fault::None;
        return static_cast<Fault>(1 + chaos->below(5));
    }

    HttpAnswer answer_to(const HttpRequest& request)
    {
        if (request.path == "/v1/nonce") {
            nonce_ = Bytes(login_nonce_bytes, static_cast<std::uint8_t>(++nonces_));
            return {200, {}, nonce_};
        }
        if (request.path == "/v1/download" || request.path == "/v1/heads") return answer_signed(request);
        if (request.path == "/v1/releases") {
            const auto signature = Signature::from_bytes(*from_hex(request.headers.at("Release-Signature")));
            if (!known_device.verifies(SignaturePurpose::Release, request.body, *signature)) return {403, {}, {}};
            last_release = request.body;
            return {201, {}, {}};
        }
        if (request.path == "/v1/uploads") return begin(request);
        return continue_upload(request);
    }

    HttpAnswer answer_signed(const HttpRequest& request)
    {
        ByteReader reader(request.body);
        const ByteView nonce = reader.raw(32);
        const auto key = SigningPublicKey::from_bytes(reader.raw(32));
        const ByteView said = ByteView(request.body).first(request.body.size() - 64);
        const auto signature = Signature::from_bytes(ByteView(request.body).last(64));
        const bool fresh = !nonce_.empty() && std::equal(nonce.begin(), nonce.end(), nonce_.begin(), nonce_.end());
        nonce_.clear();
        if (!fresh || *key != known_device || !key->verifies(SignaturePurpose::ServerLogin, said, *signature))
            return {403, {}, {}};
        if (request.path == "/v1/heads") return heads ? HttpAnswer{200, {}, *heads} : HttpAnswer{404, {}, {}};
        asked_with = *VersionVector::decode(reader);
        if (download_bytes.empty()) return {204, {}, {}};
        return {200, {}, download_bytes};
    }

    HttpAnswer begin(const HttpRequest& request)
    {
        const std::string id = request.headers.at("Bundle-Id");
        Begun& begun = uploads_[id];
        const auto size = static_cast<std::uint64_t>(*integer_from_text(request.headers.at("Upload-Length")));
        if (begun.size != 0 && (begun.size != size || begun.hash != request.headers.at("Upload-Hash")))
            return {409, {}, {}};
        begun.size = size;
        begun.hash = request.headers.at("Upload-Hash");
        return {201, {{"location", "/v1/uploads/" + id}, {"upload-offset", std::to_string(begun.bytes.size())}}, {}};
    }

    HttpAnswer continue_upload(const HttpRequest& request)
    {
        const std::string id = request.path.substr(std::string("/v1/uploads/").size());
        const auto found = uploads_.find(id);
        if (found == uploads_.end()) return {404, {}, {}};
        Begun& begun = found->second;
        const auto offset = [&] {
            return std::map<std::string, std::string>{{"upload-offset", std::to_string(begun.bytes.size())}};
        };
        if (request.method == "HEAD") return {200, offset(), {}};
        const bool complete = begun.bytes.size() == begun.size;
        if (request.method == "GET")
            return complete ? HttpAnswer{200, {}, to_bytes("receipt")} : HttpAnswer{409, {}, {}};
        if (hash_of(request.body).text() != request.headers.at("Piece-Hash")) return {460, {}, {}};
        if (request.headers.at("Upload-Offset") != std::to_string(begun.bytes.size())) return {409, offset(), {}};
        piece_sizes.push_back(request.body.size());
        begun.bytes.insert(begun.bytes.end(), request.body.begin(), request.body.end());
        if (begun.bytes.size() < begun.size) return {204, offset(), {}};
        if (hash_of(begun.bytes).text() != begun.hash) return {422, {}, {}};
        stored[id] = begun.bytes;
        return {200, {}, to_bytes("receipt")};
    }

    std::map<std::string, Begun> uploads_;
    Bytes nonce_;
    int nonces_ = 0;
};

} // namespace mahalla::test
