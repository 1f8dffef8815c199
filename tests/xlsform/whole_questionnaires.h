#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace mahalla::test {

/// Questionnaires that use, all together, every sheet, column, question type, parameter and setting, and references in
/// every place where one may stand: what a writer must not lose. `whole_questionnaires_test.cpp` holds them to that.
struct WholeQuestionnaire {
    std::string name;
    std::string tables;
};

inline std::vector<WholeQuestionnaire> whole_questionnaires()
{
    return {
        {"types", R"(
| survey |
| | type | name | label | hint | parameters | appearance | default | trigger | calculation |
| | audit | | | | location-priority=balanced location-min-interval=60 location-max-age=120 track-changes=true track-changes-reasons=on-form-edit identify-user=true |
| | start | start |
| | end | end |
| | today | today |
| | deviceid | deviceid |
| | phonenumber | phonenumber |
| | username | username |
| | email | email |
| | simserial | simserial |
| | subscriberid | subscriberid |
| | start-geopoint | warm |
| | background-audio | sound | | | quality=voice-only |
| | text | a_text | A text | a hint | rows=3 | multiline | words |
| | integer | an_integer | How many? | | | counter | 5 |
| | decimal | a_decimal | How much? | | | thousands-sep numbers | 0.5 |
| | date | a_date | When? | | | month-year | 2026-11-21 |
| | time | a_time | At what time? | | | | 08:30:00 |
| | dateTime | a_moment | At what moment? |
| | geopoint | a_place | Where? | | capture-accuracy=5 warning-accuracy=10 allow-mock-accuracy=true | maps |
| | geotrace | a_way | Which way? | | allow-mock-accuracy=false incremental=true |
| | geoshape | an_area | Which area? | | incremental=true |
| | barcode | a_code | Code | | | front |
| | note | a_note | A note |
| | acknowledge | seen | Seen? |
| | trigger | touched | Touched? |
| | image | a_picture | Picture | | max-pixels=1000 app=org.example.camera | annotate | tap.png |
| | audio | a_sound | Sound | | quality=external | new |
| | video | a_film | Film |
| | file | a_file | File |
| | osm building | a_building | Building |
| | range | a_range | From 1 to 10 |
| | range | a_fine_range | Finer | | start=0 end=1 step=0.1 tick_interval=0.2 placeholder=0.4 | vertical |
| | range | a_labelled_range | With words | | start=1 end=5 step=1 tick_labelset=mood |
| | select_one mood | one | One | | randomize=true seed=7 | minimal |
| | select_multiple mood | many | Many | | | columns-2 |
| | rank mood | ranked | Order | | randomize=true seed=${an_integer} |
| | select_one colour or_other | other_one | Another |
| | select_one_from_file towns.csv | town | Town | | value=code label=title |
| | select_multiple_from_file places.geojson | places | Places | | | map |
| | select_one_from_file trees.xml | tree | Tree |
| | csv-external | prices |
| | xml-external | rules |
| | background-geopoint | place_of_answer | | | | | | ${a_text} |
| | calculate | twice | | | | | | | ${an_integer} * 2 |
| | hidden | secret | | | | | kept |
| | percentage | share | Share |
| choices |
| | list_name | name | label |
| | mood | 1 | Bad |
| | mood | 3 | So so |
| | mood | 5 | Good |
| | colour | red | Red |
| osm |
| | list_name | name | label |
| | building | levels | How many floors? |
| | building | roof | Roof |
| settings |
| | form_id | form_title | version |
| | types | All types | 2026112101 |
)"},
        {"texts", R"(
| survey |
| | type | name | label | label::English (en) | label::العربية (ar) | hint::English (en) | hint::العربية (ar) | guidance_hint | image::English (en) | big-image::English (en) | audio::العربية (ar) | video | required | required_message::English (en) | constraint | constraint_message | constraint_message::العربية (ar) | noAppErrorString::English (en) | autoplay |
| | note | n | | Two&#10;lines, a \| bar, &#38;#10; and <b>"both"</b> | سطران | | | Read it slowly. | water.png | water-large.png | water.mp3 |
| | text | who | | Who? | من؟ | First name | الاسم | | | | | | yes | Please answer, or say why not. | string-length(.) > 1 | Too short: ${n} | قصير |
| | integer | age | | How old is ${who}? | عمر ${who}؟ | ${who} knows | | | | | | age.mp4 | | | | | | | audio |
| | note | plain | Only plain words with ${who} and instance('fruit')/root/item[name = ${kind}]/weight in them |
| | select_one fruit | kind | | Kind | نوع |
| | text | app | | App | تطبيق | | | | | | | | | | | | | Install it first |
| choices |
| | list_name | name | label::English (en) | label::العربية (ar) | image::English (en) | weight | geometry |
| | fruit | apple | Apple of ${who} | تفاح | apple.png | 3 | 1 2 0 0 |
| | fruit | pear | Pear | كمثرى | | 4 | 2 2 0 0 |
| settings |
| | form_id | form_title | default_language | style |
| | texts | Texts | English (en) | pages theme-grid |
)"},
        {"structure", R"(
| survey |
| | type | name | label | relevant | repeat_count | appearance | calculation | required | readonly | default | choice_filter | body::intent | body::jr:noAddRemove | instance::tag | bind::own | body::own | compact_tag | constraint |
| | begin_group | person | The person | | | field-list w2 | | | | | | org.example.app(a='1') | | t${age} | o | b |
| | integer | age | Age | | | | | yes | no | | | | | | | | AG | . < 120 and . != ${years} |
| | integer | years | Years here | ${age} > 5 | | | | ${age} > 9 | ${age} > 50 |
| | end_group | |
| | integer | size | How many? |
| | begin_repeat | row | Row | ${size} > 0 | ${size} | field-list | | | | | | | true() |
| | text | name_of_row | Name in ${size} |
| | calculate | place_in | | | | | position(..) |
| | begin_repeat | visit | | | ${size} + 1 |
| | date | day | Day |
| | integer | cost | Cost of ${name_of_row} | ${day} > '2026-01-01' | | | | | | ${size} * 2 |
| | end_repeat | |
| | select_one ${name_of_row} | sibling | Which row? |
| | end_repeat | |
| | calculate | total | | | | | sum(${cost}) + indexed-repeat(${cost}, ${row}, 1, ${visit}, 2) + ${last-saved#total} + count(${row}) |
| | select_one ${name_of_row} | oldest | Who? | | | | | | | | ${place_in} > 1 |
| | select_one village | where | Where? | | | | | | | | district = ${person_district} and size > 3 |
| | text | person_district | District | | | | | | | pulldata('staff', 'district', 'code', ${age}) |
| | begin_group | grid | | | | table-list |
| | select_one agree | g1 | First |
| | select_one agree | g2 | Second |
| | end_group | |
| | begin_loop over agree | each | For each |
| | text | why | Why %(label)s? |
| | end_loop | |
| | select_one towns | from_table | Town | | | search('towns', 'matches', 'district', ${person_district}) |
| | select_one_external wards | ward | Ward | | | | | | | | town = ${from_table} |
| | begin_group | empty | Nothing in it |
| | end_group | |
| choices |
| | list_name | name | label | district | size |
| | village | v1 | Village | north | 5 |
| | village | v2 | Village | south | |
| | agree | y | Yes |
| | agree | n | No |
| | towns | name | title |
| external_choices |
| | list_name | name | label | town |
| | wards | w1 | Ward | t1 |
| settings |
| | form_id | form_title | name | instance_name | submission_url | public_key | auto_send | auto_delete | client_editable | namespaces | attribute::own:made | prefix | delimiter | instance_id | instance_xmlns | allow_choice_duplicates | clean_text_values |
| | structure | Structure | household | concat(${age}, '-', ${size}) | https://example.org/submission | MIIB | true | false | yes | own="https://example.org/own" other="https://example.org/other" | by hand | P | , | uid | https://example.org/record | yes | yes |
)"},
        {"actions", R"(
| survey |
| | type | name | label | default | trigger | calculation | save_to | sensitivity | merge_unit | sms_field | disabled | my notes |
| | text | first | First | now() | | | | sensitive | name | F | | remember |
| | text | second | Second | ${first} | | | people#given_name | | name |
| | text | third | Third | a-b | | | | | | | yes |
| | date | due | Due | today() + 7 |
| | calculate | changed | | | ${first}, ${second} | now() |
| | text | emptied | Emptied | | ${first} |
| | begin_repeat | r | R |
| | text | x | X | ${first} | | | r_entity#x_of_row |
| | integer | y | Y | | ${x} | string-length(${x}) |
| | end_repeat |
| | csv-external | people |
| | text | whom | Whom? |
| entities |
| | list_name | label | entity_id | create_if | update_if |
| | people | ${first} | ${whom} | ${whom} = '' | ${whom} != '' |
| | r_entity | ${x} |
| settings |
| | form_id | form_title |
| | actions | Actions |
| indicators |
| | name | label |
| | one | One |
| _scratch |
| | nobody | reads |
| | this | sheet |
| unknown sheet |
| | with | "quotes", commas; and -- |
| | -- | --- |
| | | \| |
)"},
        {"plain", R"(
| survey |
| | type | name | label | hint |
| | note | n | Nothing else is said | |
)"},
        {"nameless", R"(
| survey |
| | type | name | label | omit |
| | text | a | A |
| settings |
| | form_id | form_title | omit_instanceID | clean_text_values |
| | nameless | No id | yes | no |
)"},
    };
}

} // namespace mahalla::test
