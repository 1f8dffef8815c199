#include "small_document.h"

#include <cmath>

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("if chooses, coalesce and once prefer what is there")
{
    SmallScene scene("data( a=yes empty )", "/data/a");
    CHECK(scene.string("if(../a = 'yes', 'A', 1 div 0)") == "A");
    CHECK(scene.string("if(../empty, 'exists', 'no')") == "exists");
    CHECK(scene.string("coalesce(../empty, ../a)") == "yes");
    CHECK(scene.string("coalesce(1 * ../empty, '0')") == "0");
    CHECK(scene.string("once('new')") == "yes");
    scene.node = scene.nodes("../empty").front();
    CHECK(scene.string("once('new')") == "new");
    CHECK(scene.string("once(. * 10)") == "");
}

TEST_CASE("selections are lists of words")
{
    SmallScene scene;
    CHECK(scene.boolean("selected('apple baby crimson', ' baby ')"));
    CHECK_FALSE(scene.boolean("selected('apple baby crimson', 'bab')"));
    CHECK(scene.boolean("selected('', '')"));
    CHECK_FALSE(scene.boolean("selected('apple', '')"));
    CHECK(scene.string("selected-at('apple baby crimson', 2)") == "crimson");
    CHECK(scene.string("selected-at('apple', -1)") == "");
    CHECK(scene.string("selected-at('apple', 1)") == "");
    CHECK(scene.number("count-selected(' a  b ')") == 2);
}

TEST_CASE("texts are put together from every node of a set")
{
    SmallScene scene("data( item=1 item=2 item )");
    CHECK(scene.string("concat('a', item, 3, true())") == "a123true");
    CHECK(scene.string("join(', ', item, 'x')") == "1, 2, , x");
    CHECK(scene.string("concat()") == "");
    CHECK(scene.number("count-non-empty(item)") == 2);
}

TEST_CASE("a text that is put together beyond sixteen megabytes is refused, however it is put together")
{
    std::string line = "data( long=" + std::string(100'000, 'x') + " ";
    for (int i = 0; i < 200; ++i) line += "item=1 ";
    SmallScene scene(line + ")");
    std::string repeated = "concat(";
    for (int i = 0; i < 200; ++i) repeated += "string(long), ";
    for (const std::string& text : {std::string("join(long, item)"), repeated + "'')"}) {
        const auto made = SmallScene::parsed(text).evaluate_string(scene.context());
        REQUIRE_FALSE(made);
        CHECK(made.error().message.find("too long") != std::string::npos);
    }
    CHECK(scene.number("string-length(join(long, item[position() < 10]))") == 800'009);
}

TEST_CASE("substr counts from 0, and negative places from the end")
{
    SmallScene scene;
    CHECK(scene.string("substr('hello', 1, 4)") == "ell");
    CHECK(scene.string("substr('hello', -2)") == "lo");
    CHECK(scene.string("substr('hello', 0, -1)") == "hell");
    CHECK(scene.string("substr('hello', 4, 2)") == "");
    CHECK(scene.string("substr('خانه', 1, 3)") == "ان");
}

TEST_CASE("extremes go over nodes and numbers and are no number where one is none")
{
    SmallScene scene("data( n=3 n=17 n=-32 t=x )");
    CHECK(scene.number("max(n)") == 17);
    CHECK(scene.number("min(n, -40)") == -40);
    CHECK(std::isnan(scene.number("max(n, t)")));
    CHECK(std::isnan(scene.number("min(missing)")));
}

TEST_CASE("checklists count what is true, and -1 means no limit")
{
    SmallScene scene("data( v=one v=two v w=1 w=3 w=5 )");
    CHECK(scene.boolean("checklist(1, 2, 1 = 1, 1 = 2)"));
    CHECK_FALSE(scene.boolean("checklist(3, -1, true(), true())"));
    CHECK(scene.boolean("checklist(2, 2, v)"));
    CHECK(scene.boolean("weighted-checklist(4, 4, v, w)"));
    CHECK(scene.boolean("weighted-checklist(2, -1, true(), 999, false(), 5)"));
}

TEST_CASE("indexed-repeat takes the instances that its indexes name, in whatever order the repeats are given")
{
    SmallScene scene("data( r( v=1 s( w=1.1 ) s( w=1.2 ) ) r( v=2 s( w=2.1 ) s( w=2.2 ) ) )");
    CHECK(scene.string("indexed-repeat(/data/r/v, /data/r, 2)") == "2");
    CHECK(scene.string("indexed-repeat(/data/r/s/w, /data/r, 2, /data/r/s, 1)") == "2.1");
    CHECK(scene.string("indexed-repeat(/data/r/s/w, /data/r/s, 1, /data/r, 2)") == "2.1");
    CHECK(scene.string("indexed-repeat(/data/r/v, /data/r, 3)") == "");
    CHECK(scene.string("indexed-repeat(/data/r/v, /data/r, 'x')") == "");
    CHECK(scene.number("position(/data/r[2])") == 2);
}

TEST_CASE("instances, pulldata and the index hook find rows by their key")
{
    std::string line = "root( ";
    for (int i = 0; i < 200; ++i)
        line += "item( name=n" + std::to_string(i) + " kind=k" + std::to_string(i % 3) + " label=L" +
                std::to_string(i) + " ) ";
    SmallScene scene("data( kind=k1 kind=k2 name=n7 )");
    scene.world.list = document_of(line + ")");
    CHECK(scene.string("pulldata('list', 'label', 'name', 'n150')") == "L150");
    CHECK(scene.string("pulldata('list', 'Label', 'NAME', 'n150')") == "L150");
    CHECK(scene.string("pulldata('list', 'label', 'name', 'none')") == "");
    CHECK(scene.string("pulldata('elsewhere', 'label', 'name', 'n1')") == "");
    CHECK(scene.string("instance('list')/root/item[name = /data/name]/label") == "L7");
    CHECK(scene.number("count(instance('list')/root/item[kind = 'k0'])") == 67);
    CHECK(scene.number("count(instance('list')/root/item[kind = /data/kind])") == 133);
    CHECK(scene.number("count(instance('list')/root/item[kind = 'k0' and name != 'n0'])") == 66);
    CHECK(scene.number("count(instance('list')/root/item[name != 'n0' and kind = 'k0'])") == 66);
    CHECK(scene.number("count(instance('list')/root/item[/data/name != '' and kind = 'k1' and /data/name = name])") ==
          1);
    CHECK(scene.number("count(instance('list')/root/item[position() < 5 and kind = 'k0'])") == 2);
    CHECK(scene.number("count(instance('list')/root/item[kind = 'k0' and position() < 5])") == 2);
    CHECK(scene.number("count(instance('list')/root/item[/data/none != '' and kind = concat('k', 1)])") == 0);
    CHECK(scene.string("instance('list')/root/item[kind = 'k0'][2]/label") == "L3");
    CHECK(scene.string("instance('list')/root/item[/data/name = name]/label") == "L7");
}

TEST_CASE("what the environment knows is asked of it")
{
    SmallScene scene;
    CHECK(scene.string("jr:choice-name('a', '/data/q')") == "/data/q:a");
    CHECK(scene.string("jr:itext('id')") == "text of id");
    CHECK(scene.string("property('deviceid')") == "my deviceid");
    CHECK(scene.string("version()") == "2026");
}

TEST_CASE("identifiers by chance have the form of version 4 and the length that is asked")
{
    SmallScene scene;
    CHECK(scene.boolean("regex(uuid(), '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$')"));
    CHECK(scene.number("string-length(uuid(99))") == 99);
    CHECK(scene.failure_of("uuid('x')") != "");
    CHECK(scene.string("uuid()") != scene.string("uuid()"));
    CHECK(scene.boolean("random() >= 0 and random() < 1"));
}

TEST_CASE("digest, base64-decode, boolean-from-string and numbers of the calculator")
{
    SmallScene scene;
    CHECK(scene.string("digest('abc', 'md5', 'HEX')") == "900150983cd24fb0d6963f7d28e17f72");
    CHECK(scene.string("digest('some text', 'MD5')") == "VS4hzUzZkYZ448Gg30kbww==");
    CHECK(scene.failure_of("digest('a', 'SHA-3')") != "");
    CHECK(scene.string("base64-decode('8J+lsA==')") == "🥰");
    CHECK(scene.string("base64-decode('!')") == "");
    CHECK(scene.boolean("boolean-from-string(1.0)"));
    CHECK_FALSE(scene.boolean("boolean-from-string('True')"));
    CHECK(scene.number("pow(16, 0.25)") == 2);
    CHECK(scene.number("exp10(2) + log10(1000) + abs(-3.5)") == 106.5);
}

TEST_CASE("areas, distances and fences are asked of texts and of nodes")
{
    SmallScene scene("data( \"x\" )");
    CHECK(scene.number("distance('0 0;0 90')") == doctest::Approx(10018696.05));
    CHECK(scene.number("distance('0 0 0 0', '0 90')") == doctest::Approx(10018696.05));
    CHECK(scene.number("distance('')") == 0);
    CHECK(scene.failure_of("distance('a')") != "");
    CHECK(scene.number("area('a')") == 0);
    CHECK(scene.boolean("geofence('0.5 0.5 0 0', '0 0 0 0;0 1 0 0;1 1 0 0;1 0 0 0;0 0 0 0')"));
    CHECK_FALSE(scene.boolean("geofence('', '')"));
    CHECK(scene.boolean("intersects('0 0;1 1;1 0;0 1')"));
}
