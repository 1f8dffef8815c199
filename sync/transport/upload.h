#pragma once
#include "transport/http_transport.h"
#include "transport/retrying.h"

namespace mahalla {

/// One bundle on its way to the server, from wherever the last attempt ended; inside this library only.
class Upload {
public:
    Upload(HttpClient& client, Disk& disk, const WrittenBundle& bundle, Retrying& retrying)
        : client_(client), disk_(disk), bundle_(bundle), retrying_(retrying)
    {}

    Result<SendResult> run();

private:
    /// Begins, or finds what was begun; leaves the server's offset in `offset_`.
    Result<void> begin();
    /// Sends one piece. Where the server has all and gave its receipt, that.
    Result<std::optional<Bytes>> send_piece();
    Result<void> ask_offset();
    Result<std::optional<Bytes>> ask_receipt();
    Result<Bytes> bytes_at_offset(std::size_t count);
    Result<void> take_offset(const HttpAnswer& answer);

    HttpClient& client_;
    Disk& disk_;
    const WrittenBundle& bundle_;
    Retrying& retrying_;
    std::string location_;
    std::uint64_t offset_ = 0;
    PieceSize piece_size_;
    std::unique_ptr<DiskReader> file_;
    std::uint64_t file_position_ = 0;
};

} // namespace mahalla
