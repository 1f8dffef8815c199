#include "server/web_message.h"

#include <doctest/doctest.h>

using namespace mahalla;

TEST_CASE("a target is decoded into a path and its query")
{
    WebRequest request;
    REQUIRE(read_target("/area/LB%2056?language=ar&by=sex+age", request));
    CHECK(request.path == "/area/LB 56");
    CHECK(request.query.at("language") == "ar");
    CHECK(request.query.at("by") == "sex age");
}

TEST_CASE("a target that leaves the site, breaks UTF-8 or hides control characters is none")
{
    WebRequest request;
    for (const char* refused :
         {"", "http://elsewhere/", "/a/../b", "/%2e%2e/etc", "/%ff", "/%0a", "/%4", "/%zz", "/?x=%00"})
        CHECK_FALSE(read_target(refused, request));
}
