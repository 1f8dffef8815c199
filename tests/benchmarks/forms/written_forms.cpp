#include "benchmarks/forms/written_forms.h"

namespace {

std::string form_of(const std::string& instance, const std::string& model, const std::string& body)
{
    return "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" "
           "xmlns:jr=\"http://openrosa.org/javarosa\"><h:head><h:title>b</h:title><model><instance><data id=\"b\">" +
           instance + "</data></instance>" + model + "</model></h:head><h:body>" + body + "</h:body></h:html>";
}

std::string select_of(const std::string& filter)
{
    return "<input ref=\"/data/d\"/><select1 ref=\"/data/v\"><itemset nodeset=\"instance('villages')/root/item[" +
           filter + "]\"><value ref=\"name\"/><label ref=\"label\"/></itemset></select1>";
}

std::string bind(const std::string& path, const std::string& rest)
{
    return "<bind nodeset=\"" + path + "\" " + rest + "/>";
}

} // namespace

std::string form_of_questions(int questions)
{
    std::string instance, model, body;
    for (int i = 0; i < questions; ++i) {
        const std::string name = "q" + std::to_string(i), path = "/data/" + name;
        const std::string first = "/data/q" + std::to_string(i - i % 4);
        instance += "<" + name + "/>";
        if (i % 4 == 0) model += bind(path, "type=\"int\"");
        if (i % 4 == 1)
            model += bind(path, "type=\"int\" relevant=\"" + first + " &gt; 1\" constraint=\". &lt; 1000\"");
        if (i % 4 == 2) model += bind(path, "type=\"int\" calculate=\"" + first + " * 2 + 1\"");
        if (i % 4 == 3) model += bind(path, "type=\"string\" readonly=\"" + first + " = 7\"");
        body += "<input ref=\"" + path + "\"><label>Question " + name + "</label></input>";
    }
    return form_of(instance, model, body);
}

std::string answered_question(int questions)
{
    const int middle = questions / 2;
    return "/data/q" + std::to_string(middle - middle % 4);
}

namespace {

std::string form_of_rows(const std::string& around)
{
    std::string row = "<row jr:template=\"\">", body = "<repeat nodeset=\"/data/row\">";
    std::string model = around + bind("/data/row/q1", "relevant=\"../q0 != ''\"") +
                        bind("/data/row/q2", "type=\"int\" calculate=\"../q0 + 1\"") +
                        bind("/data/row/q3", "readonly=\"../q0 = 7\"") + bind("/data/row/q4", "type=\"int\"");
    for (int i = 0; i < 10; ++i) {
        const std::string question = "q" + std::to_string(i);
        row += "<" + question + "/>";
        body += "<input ref=\"/data/row/" + question + "\"><label>Question</label></input>";
    }
    return form_of("<all/>" + row + "</row>", model, body + "</repeat>");
}

} // namespace

std::string form_of_roster() { return form_of_rows(""); }

std::string form_of_summed_roster()
{
    return form_of_rows(bind("/data/all", "type=\"int\" calculate=\"sum(/data/row/q4)\""));
}

std::string form_of_nested_rosters()
{
    return form_of(
        "<house jr:template=\"\"><n/><person jr:template=\"\"><a/><b/><c/><d/><e/></person></house>",
        bind("/data/house/n", "type=\"int\" calculate=\"count(../person[a &gt; 17])\"") +
            bind("/data/house/person/b", "relevant=\"../a &gt; 17\""),
        "<repeat nodeset=\"/data/house\"><input ref=\"/data/house/n\"/><repeat nodeset=\"/data/house/person\">"
        "<input ref=\"/data/house/person/a\"/><input ref=\"/data/house/person/b\"/><input "
        "ref=\"/data/house/person/c\"/><input ref=\"/data/house/person/d\"/><input "
        "ref=\"/data/house/person/e\"/></repeat></repeat>");
}

std::string form_of_choices(int choices, const std::string& filter)
{
    std::string items;
    for (int i = 0; i < choices; ++i)
        items += "<item><name>v" + std::to_string(i) + "</name><label>Village " + std::to_string(i) + "</label><d>" +
                 std::to_string(i % 1000) + "</d></item>";
    return form_of("<d/><v/>", "<instance id=\"villages\"><root>" + items + "</root></instance>", select_of(filter));
}

std::string form_of_choices_in_csv(const std::string& filter)
{
    return form_of("<d/><v/>", "<instance id=\"villages\" src=\"jr://file-csv/villages.csv\"/>", select_of(filter));
}

std::string csv_of_choices(int choices)
{
    std::string csv = "name,label,d\n";
    for (int i = 0; i < choices; ++i)
        csv += "v" + std::to_string(i) + ",Village " + std::to_string(i) + "," + std::to_string(i % 1000) + "\n";
    return csv;
}
