#pragma once
#include "archive/sqlite_archive.h"
#include "bundle/bundle_writer.h"
#include "crypto/hash.h"
#include "fieldwork/server_round.h"
#include "server/service.h"
#include "store/project_story.h"
#include "transport/http_transport.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace mahalla::test {

/// A central server in this process: what would go over the wire goes to the service at once.
class ServerStory final : public HttpClient {
public:
    explicit ServerStory(Team& told) : team(told)
    {
        const auto keys = open_server_keys(team.world.disk, folder);
        REQUIRE(keys);
        const auto request = server_request(team.world.disk, folder);
        REQUIRE(request);
        box_key = request->box_key();
        REQUIRE(team.created.project.add_server({"http://127.0.0.1:1", request->signing_key(), box_key, {}}));
        Incoming charter;
        charter.charters = {team.created.project.charter().bytes()};
        for (Vault* const vault : {&team.supervisor, &team.worker}) REQUIRE(vault->take_in(charter));
        start();
    }

    /// As the program does it at each start; what ran before is stopped.
    void start()
    {
        stop();
        auto keys = open_server_keys(team.world.disk, folder);
        REQUIRE(keys);
        REQUIRE(Service::clear(team.world.disk, folder));
        auto opened = open_sqlite_archive(folder / "archive.sqlite", team.world.random);
        REQUIRE(opened);
        archive = std::move(*opened);
        service = std::make_unique<Service>(
            *archive, *std::move(keys),
            Service::Environment{team.world.disk, team.world.clock, team.world.random, folder, 0, {}});
        REQUIRE(service->take_charter(team.created.project.charter()));
    }
    void stop()
    {
        service.reset();
        archive.reset();
    }

    /// What a laptop sends, through a bundle's bytes; the answer to its last piece.
    WebResponse upload(const Incoming& sent)
    {
        const std::filesystem::path travelling = team.world.folder / "travelling";
        REQUIRE(team.world.disk.make_folder(travelling));
        const std::pair<BundlePart, const std::vector<Bytes>*> parts[] = {{BundlePart::Charter, &sent.charters},
                                                                          {BundlePart::Certificate, &sent.certificates},
                                                                          {BundlePart::Event, &sent.events}};
        BundleManifest manifest;
        for (const auto& [part, items] : parts)
            if (!items->empty()) manifest.counts[part] = items->size();
        const BundleSpecification specification{
            team.created.project.charter().content().project, BundleId::random(team.world.random), 1, {box_key}};
        auto writer =
            BundleWriter::create(team.world.disk, travelling, specification, SigningKeyPair::generate(), manifest);
        REQUIRE(writer);
        for (const auto& [part, items] : parts)
            for (const Bytes& item : *items) REQUIRE(writer->add(part, item));
        const auto written = writer->finish();
        REQUIRE(written);
        const auto bytes = team.world.disk.read(written->path, written->bytes);
        REQUIRE(bytes);
        WebRequest begin{"POST", "/v1/uploads", {}, {}, {}, ""};
        begin.headers = {{"bundle-id", written->id.text()},
                         {"upload-length", std::to_string(bytes->size())},
                         {"upload-hash", written->hash.text()}};
        REQUIRE(service->answer(begin).status == 201);
        WebRequest piece{"PATCH", "/v1/uploads/" + written->id.text(), {}, {}, *bytes, ""};
        piece.headers = {{"upload-offset", "0"}, {"piece-hash", hash_of(*bytes).text()}};
        return service->answer(piece);
    }
    /// How many events an upload's answer says were erased.
    static std::string events_erased(const WebResponse& answer)
    {
        REQUIRE(answer.status == 200);
        const auto found = answer.headers.find("Events-Erased");
        return found == answer.headers.end() ? "none" : found->second;
    }

    /// A vault's whole round: it sends what the server lacks and takes what it has.
    void round(Vault& vault)
    {
        HttpTransport transport(*this, vault.signing_keys(), team.world.disk, team.world.random, waiter_);
        const auto done = exchange_with_server(vault, transport, box_key, team.world.disk,
                                               team.world.folder / "travelling", team.world.random);
        INFO((done ? std::string() : done.error().message));
        REQUIRE(done);
        for (const Error& error : done->refused) FAIL_CHECK(error.message);
    }

    /// How many files of the server's folder hold any of these; it stops for that, and starts again.
    std::size_t files_with(const std::vector<std::string>& words)
    {
        stop();
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            std::ifstream file(entry.path(), std::ios::binary);
            std::stringstream bytes;
            bytes << file.rdbuf();
            const std::string text = bytes.str();
            count += std::ranges::any_of(words, [&](const std::string& word) { return text.find(word) != text.npos; });
        }
        start();
        return count;
    }

    Result<HttpAnswer> perform(const HttpRequest& request) override
    {
        WebRequest asked{request.method, request.path, {}, {}, request.body, ""};
        for (const auto& [name, value] : request.headers) asked.headers[lower(name)] = value;
        const WebResponse response = service->answer(asked);
        HttpAnswer answer{response.status, {}, response.body};
        for (const auto& [name, value] : response.headers) answer.headers[lower(name)] = value;
        return answer;
    }
    Result<HttpAnswer> download(const HttpRequest& request, const std::function<Result<void>(ByteView)>& body) override
    {
        MAHALLA_TRY(HttpAnswer answer, perform(request));
        if (answer.status != 200) return answer;
        if (auto taken = body(answer.body); !taken) return tl::unexpected(taken.error());
        answer.body.clear();
        return answer;
    }

    Team& team;
    std::filesystem::path folder = team.world.folder / "server";
    std::unique_ptr<Archive> archive;
    std::unique_ptr<Service> service;
    BoxPublicKey box_key;

private:
    struct NoWaiting final : Waiter {
        void wait(std::chrono::milliseconds) override {}
    };
    static std::string lower(std::string name)
    {
        for (char& letter : name)
            if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
        return name;
    }
    NoWaiting waiter_;
};

/// The ciphertext of each event, a part of it that a file would have to hold to hold any of it.
inline std::vector<std::string> ciphertexts(const std::vector<Bytes>& events)
{
    std::vector<std::string> parts;
    for (const Bytes& bytes : events) {
        const auto sealed = SealedEvent::parse(bytes);
        REQUIRE_FALSE(sealed->is_erased());
        parts.emplace_back(as_text(ByteView(bytes).subspan(sealed->ciphertext_at(), 32)));
    }
    return parts;
}

/// An event by its place alone.
inline Bytes signed_event(const Team& team, EventKind kind, const RecordId& record, const SigningKeyPair& author,
                          std::uint64_t sequence, const Hash& previous = {})
{
    Event event;
    event.kind = kind;
    event.record = record;
    event.dot = {author.device(), sequence};
    SealedEventHeader header;
    header.kind = static_cast<std::uint16_t>(kind);
    header.project = team.supervisor.charter()->content().project;
    header.record = record;
    header.device = author.device();
    header.sequence = sequence;
    header.previous = previous;
    const auto sealed =
        SealedEvent::seal(header, *event.encode(), team.supervisor.charter()->content().recipient_keys(), author);
    REQUIRE(sealed);
    return sealed->event.bytes();
}

} // namespace mahalla::test
