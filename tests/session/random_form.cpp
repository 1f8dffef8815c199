#include "random_form.h"

#include "support/form_scenario.h"

#include <vector>

namespace mahalla::test {

namespace {

enum class Kind { Whole, Decimal, Words, Day, OneOf, SomeOf, Calculated };

struct Place {
    std::string nodeset;
    Kind kind;
    std::string repeat; ///< The innermost repeat around it; empty for none.
};

class FormWriter {
public:
    FormWriter(Random& random, std::size_t questions) : random_(random), left_(questions) {}

    std::string write()
    {
        write_children("/data", "", 0, instance_, body_);
        return xform("<data id=\"random\">" + instance_ + "</data>",
                     "<instance id=\"list\"><root>"
                     "<item><name>a</name><label>A</label><of>1</of></item>"
                     "<item><name>b</name><label>B</label><of>2</of></item>"
                     "<item><name>c</name><label>C</label><of>1</of></item>"
                     "<item><name>d</name><label>D</label><of>3</of></item></root></instance>" +
                         binds_,
                     body_);
    }

private:
    bool chance(unsigned percent) { return random_.below(100) < percent; }
    template <typename T> const T& any_of(const std::vector<T>& list) { return list[random_.below(list.size())]; }

    void write_children(const std::string& above, const std::string& repeat, int depth, std::string& instance,
                        std::string& body)
    {
        const std::size_t count = depth == 0 ? left_ : 2 + random_.below(3);
        for (std::size_t i = 0; i < count && left_ > 0; ++i) {
            const std::string name = "n" + std::to_string(++names_);
            const std::string nodeset = above + "/" + name;
            if (depth < 3 && chance(25))
                write_structure(name, nodeset, repeat, depth, instance, body);
            else
                write_question(name, nodeset, repeat, instance, body);
        }
    }

    void write_structure(const std::string& name, const std::string& nodeset, const std::string& repeat, int depth,
                         std::string& instance, std::string& body)
    {
        const bool is_repeat = chance(55);
        std::string bind;
        if (chance(50)) bind += " relevant=\"" + condition(repeat) + "\"";
        if (chance(15)) bind += " readonly=\"" + condition(repeat) + "\"";
        if (!bind.empty()) binds_ += "<bind nodeset=\"" + nodeset + "\"" + bind + "/>";
        std::string inner_instance, inner_body;
        const std::string count = is_repeat && chance(45) ? number(repeat) + " mod 4" : "";
        write_children(nodeset, is_repeat ? nodeset : repeat, depth + 1, inner_instance, inner_body);
        if (is_repeat) repeats_.push_back(nodeset);
        instance += "<" + name + (is_repeat ? " jr:template=\"\"" : "") + ">" + inner_instance + "</" + name + ">";
        if (!is_repeat) {
            body += "<group ref=\"" + nodeset + "\">" + inner_body + "</group>";
            return;
        }
        // A series begins empty, or with a row beside its template.
        if (count.empty() && chance(40)) instance += "<" + name + ">" + inner_instance + "</" + name + ">";
        body += "<repeat nodeset=\"" + nodeset + "\"" + (count.empty() ? "" : " jr:count=\"" + count + "\"") + ">" +
                inner_body + "</repeat>";
    }

    void write_question(const std::string& name, const std::string& nodeset, const std::string& repeat,
                        std::string& instance, std::string& body)
    {
        --left_;
        const auto kind = places_.empty() ? Kind::Whole : static_cast<Kind>(random_.below(7));
        instance += "<" + name + "/>";
        static const char* const types[] = {"int", "decimal", "string", "date", "string", "string", "string"};
        std::string bind = std::string(" type=\"") + types[static_cast<int>(kind)] + "\"";
        if (chance(30)) bind += " relevant=\"" + condition(repeat) + "\"";
        if (chance(20)) bind += " required=\"" + condition(repeat) + "\"";
        if (kind == Kind::Calculated) {
            bind += " calculate=\"" + calculation(repeat) + "\"";
        } else {
            if (chance(10)) bind += " readonly=\"" + condition(repeat) + "\"";
            if (chance(15)) bind += " constraint=\". != " + number(repeat) + "\"";
            body += control(kind, nodeset, repeat);
        }
        binds_ += "<bind nodeset=\"" + nodeset + "\"" + bind + "/>";
        places_.push_back({nodeset, kind, repeat});
    }

    std::string control(Kind kind, const std::string& nodeset, const std::string& repeat)
    {
        std::string inside;
        if (chance(30)) inside += "<label>L <output value=\"" + value(repeat) + "\"/></label>";
        if (chance(15) && !places_.empty()) {
            const Place& target = any_of(places_);
            if (target.kind != Kind::Calculated)
                inside += "<setvalue event=\"xforms-value-changed\" ref=\"" + target.nodeset + "\" value=\"" +
                          value(repeat) + "\"/>";
        }
        if (kind != Kind::OneOf && kind != Kind::SomeOf) return "<input ref=\"" + nodeset + "\">" + inside + "</input>";
        const std::string filter = chance(60) ? "[of = " + number(repeat) + " or of = 1]" : "";
        const std::string element = kind == Kind::OneOf ? "select1" : "select";
        return "<" + element + " ref=\"" + nodeset + "\">" + inside + "<itemset nodeset=\"instance('list')/root/item" +
               filter + "\"><value ref=\"name\"/><label ref=\"label\"/></itemset></" + element + ">";
    }

    /// Something that stands before: in the same row, in another repeat, or a series.
    std::string value(const std::string& repeat)
    {
        if (places_.empty()) return "2";
        if (!repeat.empty() && chance(10)) return "position(current()/..)";
        return any_of(places_).nodeset;
    }

    std::string number(const std::string& repeat)
    {
        if (places_.empty()) return "2";
        switch (random_.below(5)) {
        case 0:
            return std::to_string(random_.below(4));
        case 1:
            if (!repeats_.empty()) return "count(" + any_of(repeats_) + ")";
            [[fallthrough]];
        case 2: {
            const Place& place = any_of(places_);
            return place.repeat.empty() ? place.nodeset : "sum(" + place.nodeset + ")";
        }
        default:
            return value(repeat);
        }
    }

    std::string condition(const std::string& repeat)
    {
        if (places_.empty()) return "true()";
        switch (random_.below(6)) {
        case 0:
            return number(repeat) + " &gt; 1";
        case 1:
            return "string-length(" + value(repeat) + ") mod 2 = 0";
        case 2:
            return "selected(" + value(repeat) + ", 'b')";
        case 3:
            return value(repeat) + " = '' or " + number(repeat) + " &lt; 2";
        case 4:
            return "not(" + value(repeat) + " = 3)";
        default:
            return value(repeat) + " != " + value(repeat);
        }
    }

    std::string calculation(const std::string& repeat)
    {
        switch (random_.below(6)) {
        case 0:
            return number(repeat) + " + 1";
        case 1:
            return "concat(" + value(repeat) + ", '-', " + value(repeat) + ")";
        case 2:
            return "if(" + condition(repeat) + ", " + value(repeat) + ", 'no')";
        case 3:
            return "coalesce(" + value(repeat) + ", " + number(repeat) + ")";
        case 4:
            return "join(' ', " + any_of(places_).nodeset + ")";
        default:
            return number(repeat) + " * " + number(repeat);
        }
    }

    Random& random_;
    std::size_t left_;
    std::size_t names_ = 0;
    std::string instance_, binds_, body_;
    std::vector<Place> places_;
    std::vector<std::string> repeats_;
};

/// One of a few names at one of a few places: two versions meet often.
class VersionWriter {
public:
    explicit VersionWriter(Random& random) : random_(random) {}

    std::string write()
    {
        std::string body, instance;
        children("/data", 0, instance, body);
        return xform("<data id=\"random\">" + instance + "</data>", binds_, body);
    }

private:
    void children(const std::string& above, int depth, std::string& instance, std::string& body)
    {
        static const char* const names[] = {"name", "age", "water", "person", "house"};
        for (const char* name : names) {
            const std::string nodeset = above + "/" + name;
            const auto kind = random_.below(depth < 2 ? 8 : 6);
            const bool last = std::string_view(name) == names[4];
            if (kind == 0 && !last) continue;
            if (kind <= 5) {
                static const char* const types[] = {"string", "string", "int", "decimal", "date", "string"};
                instance += std::string("<") + name + "/>";
                binds_ += "<bind nodeset=\"" + nodeset + "\" type=\"" + types[kind] + "\"/>";
                body += kind < 5 ? "<input ref=\"" + nodeset + "\"/>" : select(nodeset);
                continue;
            }
            std::string inner_instance, inner_body;
            children(nodeset, depth + 1, inner_instance, inner_body);
            const bool repeat = kind == 7;
            instance += std::string("<") + name + (repeat ? " jr:template=\"\"" : "") + ">" + inner_instance + "</" +
                        name + ">";
            const std::string element = repeat ? "repeat nodeset" : "group ref";
            body += "<" + element + "=\"" + nodeset + "\">" + inner_body + "</" + element.substr(0, element.find(' ')) +
                    ">";
        }
    }

    std::string select(const std::string& nodeset)
    {
        std::string text = "<select1 ref=\"" + nodeset + "\">";
        for (const char* choice : {"a", "b", "c", "7"})
            if (random_.below(3) > 0 || *choice == 'a')
                text += std::string("<item><label>") + choice + "</label><value>" + choice + "</value></item>";
        return text + "</select1>";
    }

    Random& random_;
    std::string binds_;
};

} // namespace

std::string random_form(Random& random, std::size_t questions) { return FormWriter(random, questions).write(); }

FormVersions random_versions(Random& random)
{
    std::string older = VersionWriter(random).write();
    return {std::move(older), VersionWriter(random).write()};
}

} // namespace mahalla::test
