#include "transport/upload.h"

#include "base/number.h"
#include "crypto/hash.h"

namespace mahalla {

namespace {

/// A server that names offsets in a circle is left in the end.
std::uint64_t requests_max(std::uint64_t bytes) { return 1'000 + 8 * (bytes / PieceSize::bytes_min); }

Error confused() { return {ErrorKind::Unavailable, "The server's answers about the upload do not fit together."}; }

} // namespace

Result<SendResult> Upload::run()
{
    retrying_.progress.bytes_total = bundle_.bytes;
    if (auto begun = begin(); !begun) return tl::unexpected(begun.error());
    const bool was_there = offset_ == bundle_.bytes;
    for (std::uint64_t requests = 0; requests < requests_max(bundle_.bytes); ++requests) {
        retrying_.progress.bytes_done = offset_;
        if (!retrying_.may_go_on()) return failure(ErrorKind::Unavailable, "The transfer was stopped.");
        MAHALLA_TRY(auto receipt, offset_ == bundle_.bytes ? ask_receipt() : send_piece());
        if (!receipt) continue;
        // A bundle without events has nothing to be acknowledged.
        SendResult result{std::nullopt, !was_there};
        if (!receipt->empty()) result.stored_receipt = std::move(receipt);
        return result;
    }
    return tl::unexpected(confused());
}

Result<void> Upload::begin()
{
    HttpRequest request{"POST", "/v1/uploads", {}, {}};
    request.headers = {{"Bundle-Id", bundle_.id.text()},
                       {"Upload-Length", std::to_string(bundle_.bytes)},
                       {"Upload-Hash", bundle_.hash.text()}};
    MAHALLA_TRY(const HttpAnswer answer, retrying_.perform([&] { return client_.perform(request); }));
    if (answer.status != 200 && answer.status != 201) return tl::unexpected(error_of_status(answer.status));
    location_ = answer.header("location");
    if (!location_.starts_with("/v1/uploads/")) return tl::unexpected(confused());
    offset_ = 0;
    if (answer.header("upload-offset").empty()) return {};
    return take_offset(answer);
}

Result<void> Upload::take_offset(const HttpAnswer& answer)
{
    const auto offset = integer_from_text(answer.header("upload-offset"));
    if (!offset || *offset < 0 || static_cast<std::uint64_t>(*offset) > bundle_.bytes)
        return tl::unexpected(confused());
    offset_ = static_cast<std::uint64_t>(*offset);
    return {};
}

Result<std::optional<Bytes>> Upload::send_piece()
{
    MAHALLA_TRY(Bytes piece, bytes_at_offset(piece_size_.bytes()));
    HttpRequest request{"PATCH", location_, {}, {}};
    request.headers = {{"Upload-Offset", std::to_string(offset_)}, {"Piece-Hash", hash_of(piece).text()}};
    request.body = std::move(piece);
    const std::uint64_t next = offset_ + request.body.size();
    const auto answer = client_.perform(request);

    if (answer && answer->status == 200) return std::optional<Bytes>(answer->body);
    if (answer && answer->status == 204) {
        if (auto taken = take_offset(*answer); !taken) return tl::unexpected(taken.error());
        if (offset_ != next) return tl::unexpected(confused());
        piece_size_.succeeded();
        retrying_.succeeded();
        return std::optional<Bytes>();
    }
    piece_size_.failed();
    if (answer && answer->status == 404) {
        // The server gave up on it, or was restored: from the beginning.
        if (auto waited = retrying_.wait_after(confused()); !waited) return tl::unexpected(waited.error());
        if (auto begun = begin(); !begun) return tl::unexpected(begun.error());
        return std::optional<Bytes>();
    }
    const bool is_lasting = answer && !is_passing(answer->status) && answer->status != 409 && answer->status != 460 &&
                            !(answer->status == 413 && request.body.size() > PieceSize::bytes_min);
    if (is_lasting) return tl::unexpected(error_of_status(answer->status));
    const Error error =
        answer ? Error{ErrorKind::Unavailable, error_of_status(answer->status).message} : answer.error();
    const auto asked = answer ? answer->retry_after() : std::chrono::milliseconds(0);
    if (auto waited = retrying_.wait_after(error, asked); !waited) return tl::unexpected(waited.error());
    if (auto known = ask_offset(); !known) return tl::unexpected(known.error());
    return std::optional<Bytes>();
}

Result<void> Upload::ask_offset()
{
    MAHALLA_TRY(const HttpAnswer answer, retrying_.perform([&] {
        return client_.perform(HttpRequest{"HEAD", location_, {}, {}});
    }));
    if (answer.status == 404) return begin();
    if (answer.status != 200) return tl::unexpected(error_of_status(answer.status));
    return take_offset(answer);
}

Result<std::optional<Bytes>> Upload::ask_receipt()
{
    MAHALLA_TRY(HttpAnswer answer, retrying_.perform([&] {
        return client_.perform(HttpRequest{"GET", location_, {}, {}});
    }));
    if (answer.status == 200) return std::optional<Bytes>(std::move(answer.body));
    if (answer.status != 409 && answer.status != 404) return tl::unexpected(error_of_status(answer.status));
    // The server has every byte and is still taking them in, or gave up on it.
    if (auto waited = retrying_.wait_after({ErrorKind::Unavailable, "The server is still reading the bundle."});
        !waited)
        return tl::unexpected(waited.error());
    if (auto known = ask_offset(); !known) return tl::unexpected(known.error());
    return std::optional<Bytes>();
}

/// Files are read from the beginning on; going back begins again.
Result<Bytes> Upload::bytes_at_offset(std::size_t count)
{
    if (!file_ || file_position_ > offset_) {
        MAHALLA_TRY(file_, disk_.open(bundle_.path));
        file_position_ = 0;
    }
    while (file_position_ < offset_) {
        const std::uint64_t behind = offset_ - file_position_;
        MAHALLA_TRY(const Bytes skipped,
                    file_->read(static_cast<std::size_t>(std::min<std::uint64_t>(behind, PieceSize::bytes_max))));
        if (skipped.empty()) return failure(ErrorKind::Corrupt, "The bundle is shorter than it was.");
        file_position_ += skipped.size();
    }
    Bytes piece;
    while (piece.size() < count) {
        MAHALLA_TRY(const Bytes part, file_->read(count - piece.size()));
        if (part.empty()) break;
        piece.insert(piece.end(), part.begin(), part.end());
    }
    file_position_ += piece.size();
    if (piece.empty()) return failure(ErrorKind::Corrupt, "The bundle is shorter than it was.");
    return piece;
}

} // namespace mahalla
