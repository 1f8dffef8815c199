#pragma once
#include "form/form_definition.h"

#include <doctest/doctest.h>
#include <map>
#include <string>

namespace mahalla::test {

/// A form of a few questions, written in the order of the form: `SmallForm().input("a").calculate("b", "../a + 1")`.
class SmallForm {
public:
    SmallForm()
    {
        draft.settings.id = "small";
        path_ = "/data";
        nodes_[path_] = draft.add_node(no_index, "data", ModelNodeKind::Group);
    }

    /// Everything until `end` stands in this group.
    SmallForm& group(const std::string& name) { return section(name, ModelNodeKind::Group, ControlKind::Group); }
    SmallForm& repeat(const std::string& name) { return section(name, ModelNodeKind::Repeat, ControlKind::Repeat); }
    SmallForm& end()
    {
        path_ = path_.substr(0, path_.rfind('/'));
        control_ = draft.controls[control_].parent;
        return *this;
    }

    SmallForm& value(const std::string& name)
    {
        nodes_[path_ + "/" + name] = draft.add_node(nodes_.at(path_), name, ModelNodeKind::Value);
        last_ = nodes_[path_ + "/" + name];
        return *this;
    }
    SmallForm& input(const std::string& name)
    {
        value(name);
        draft.add_control(control_, ControlKind::Input, path_ + "/" + name);
        return *this;
    }
    SmallForm& calculate(const std::string& name, const std::string& expression)
    {
        value(name);
        last().calculate = parsed(expression);
        return *this;
    }

    /// The bind of the node that was added last.
    Bind& last() { return draft.nodes[last_].bind; }
    ModelIndex node(const std::string& nodeset) const { return nodes_.at(nodeset); }

    static Expression parsed(const std::string& text)
    {
        Result<Expression> expression = Expression::parse(text);
        REQUIRE_MESSAGE(expression.has_value(), text);
        return *std::move(expression);
    }

    FormReading create() { return FormDefinition::create(draft); }
    std::shared_ptr<const FormDefinition> form()
    {
        FormReading reading = create();
        REQUIRE(reading.form);
        return reading.form;
    }

    FormDraft draft;

private:
    SmallForm& section(const std::string& name, ModelNodeKind node_kind, ControlKind kind)
    {
        const ModelIndex parent = nodes_.at(path_);
        path_ += "/" + name;
        nodes_[path_] = draft.add_node(parent, name, node_kind);
        last_ = nodes_[path_];
        control_ = draft.add_control(control_, kind, path_);
        return *this;
    }

    std::string path_;
    ControlIndex control_ = no_index;
    ModelIndex last_ = 0;
    std::map<std::string, ModelIndex> nodes_;
};

/// The first diagnostic with this code; fails the test where there is none.
inline Diagnostic diagnostic_of(const FormReading& reading, const std::string& code)
{
    for (const Diagnostic& diagnostic : reading.diagnostics)
        if (diagnostic.code == code) return diagnostic;
    std::string all;
    for (const Diagnostic& diagnostic : reading.diagnostics) all += to_line(diagnostic) + "\n";
    FAIL("no diagnostic ", code, ", but:\n", all);
    return {};
}

inline bool has_diagnostic(const FormReading& reading, const std::string& code)
{
    for (const Diagnostic& diagnostic : reading.diagnostics)
        if (diagnostic.code == code) return true;
    return false;
}

} // namespace mahalla::test
