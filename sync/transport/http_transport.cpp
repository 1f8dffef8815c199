#include "transport/http_transport.h"

#include "base/number.h"
#include "bundle/bundle_file.h"
#include "crypto/hash.h"
#include "transport/upload.h"

namespace mahalla {

namespace {

/// The server keeps to 32 MiB; a little more is no reason to fail.
constexpr std::uint64_t download_bytes_max = std::uint64_t{64} << 20U;

/// Gives a bundle its name by its own header, as it comes.
class BundleDownload {
public:
    BundleDownload(Disk& disk, std::filesystem::path folder) : disk_(disk), folder_(std::move(folder)) {}

    Result<void> take(ByteView bytes)
    {
        if (file_) return file_->write(bytes);
        head_.insert(head_.end(), bytes.begin(), bytes.end());
        if (head_.size() < BundleHeader::prefix_bytes) return {};
        MAHALLA_TRY(const std::size_t header_bytes,
                    BundleHeader::encoded_bytes(ByteView(head_).first(BundleHeader::prefix_bytes)));
        if (head_.size() < header_bytes) return {};
        MAHALLA_TRY(const auto header, BundleHeader::decode(ByteView(head_).first(header_bytes)));
        path_ = folder_ / bundle_file_name(header.bundle);
        MAHALLA_TRY(file_, disk_.create(path_));
        return file_->write(head_);
    }

    Result<std::filesystem::path> finish()
    {
        if (!file_) return failure(ErrorKind::Unavailable, "The server's bundle ended too early.");
        if (auto finished = file_->finish(); !finished) return tl::unexpected(finished.error());
        return path_;
    }

private:
    Disk& disk_;
    std::filesystem::path folder_;
    std::filesystem::path path_;
    Bytes head_;
    std::unique_ptr<DiskWriter> file_;
};

} // namespace

Result<SendResult> HttpTransport::send(const WrittenBundle& bundle, const ProgressListener& progress)
{
    Retrying retrying(random_, waiter_, progress);
    return Upload(client_, disk_, bundle, retrying).run();
}

Result<Bytes> HttpTransport::ask_held()
{
    Retrying retrying(random_, waiter_, listener_);
    MAHALLA_TRY(const HttpAnswer answer, signed_request(retrying, "/v1/heads", {}, nullptr));
    if (answer.status == 200) return answer.body;
    // A server that does not tell gets everything; what it has it keeps once.
    if (answer.status != 401 && answer.status != 403) return Bytes();
    return tl::unexpected(error_of_status(answer.status));
}

Result<FetchResult> HttpTransport::fetch(ByteView held, const std::filesystem::path& folder,
                                         const ProgressListener& progress)
{
    Retrying retrying(random_, waiter_, progress);
    std::optional<BundleDownload> download;
    const auto begin = [&]() -> std::function<Result<void>(ByteView)> {
        download.emplace(disk_, folder);
        return [&](ByteView bytes) -> Result<void> {
            retrying.progress.bytes_done += bytes.size();
            if (!retrying.may_go_on()) return failure(ErrorKind::Unavailable, "The transfer was stopped.");
            return download->take(bytes);
        };
    };
    MAHALLA_TRY(const HttpAnswer answer, signed_request(retrying, "/v1/download", held, begin));
    if (answer.status == 204) return FetchResult{};
    if (answer.status != 200) return tl::unexpected(error_of_status(answer.status));
    MAHALLA_TRY(auto path, download->finish());
    return FetchResult{{std::move(path)}, true};
}

Result<void> HttpTransport::publish_release(ByteView release)
{
    Retrying retrying(random_, waiter_, listener_);
    HttpRequest request{"POST", "/v1/releases", {}, Bytes(release.begin(), release.end())};
    request.headers["Release-Key"] = to_hex(device_.public_key().bytes);
    request.headers["Release-Signature"] = to_hex(device_.sign(SignaturePurpose::Release, release).bytes);
    MAHALLA_TRY(const HttpAnswer answer, retrying.perform([&] { return client_.perform(request); }));
    if (answer.status == 200 || answer.status == 201) return {};
    return tl::unexpected(error_of_status(answer.status));
}

Result<Bytes> HttpTransport::read_public(const std::string& path)
{
    Retrying retrying(random_, waiter_, listener_);
    const HttpRequest request{"GET", path, {}, {}, download_bytes_max};
    MAHALLA_TRY(HttpAnswer answer, retrying.perform([&] { return client_.perform(request); }));
    if (answer.status == 200) return std::move(answer.body);
    return tl::unexpected(error_of_status(answer.status));
}

/// A fresh nonce for every attempt: the server takes each once.
Result<HttpAnswer> HttpTransport::signed_request(Retrying& retrying, const std::string& path, ByteView content,
                                                 const BeginDownload& begin)
{
    return retrying.perform([&]() -> Result<HttpAnswer> {
        MAHALLA_TRY(const HttpAnswer nonce, client_.perform(HttpRequest{"GET", "/v1/nonce", {}, {}}));
        if (nonce.status != 200) return nonce;
        if (nonce.body.size() != login_nonce_bytes)
            return failure(ErrorKind::Invalid,
                           "The server's nonce has another length; one of the two needs an update.");
        HttpRequest request{"POST", path, {}, login_body(device_, nonce.body, content)};
        if (!begin) return client_.perform(request);
        request.answer_bytes_max = download_bytes_max;
        return client_.download(request, begin());
    });
}

} // namespace mahalla
