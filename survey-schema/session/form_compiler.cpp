#include "session/form_compiler.h"

#include "form/external_choices.h"

#include <algorithm>

namespace mahalla {

namespace {

NodeType type_of(const Control& control, bool is_note)
{
    switch (control.kind) {
    case ControlKind::Input:
        if (control.attribute("query")) return NodeType::Select; // of select_one_external
        return is_note ? NodeType::Note : NodeType::Input;
    case ControlKind::SelectOne:
    case ControlKind::SelectMultiple:
        return NodeType::Select;
    case ControlKind::Rank:
        return NodeType::Rank;
    case ControlKind::Range:
        return NodeType::Range;
    case ControlKind::Trigger:
        return NodeType::Trigger;
    case ControlKind::Upload:
        return NodeType::Upload;
    case ControlKind::Group:
        return NodeType::Group;
    case ControlKind::Repeat:
        return NodeType::Repeat;
    }
    return NodeType::Value;
}

std::string bare_type(const Bind& bind)
{
    if (bind.type.empty()) return "string";
    return bind.type.substr(bind.type.rfind(':') + 1);
}

/// The path matches, name by name, a path in which "*" stands for every name.
bool matches(std::string_view nodeset, std::string_view pattern)
{
    while (!pattern.empty() && !nodeset.empty()) {
        const std::size_t nodeset_end = nodeset.find('/', 1);
        const std::size_t pattern_end = pattern.find('/', 1);
        const auto name = nodeset.substr(0, nodeset_end);
        const auto wanted = pattern.substr(0, pattern_end);
        const bool same = wanted == name || (wanted == "/*" && !name.starts_with("/@")) ||
                          (wanted == "/@*" && name.starts_with("/@"));
        if (!same) return false;
        nodeset = nodeset_end == std::string_view::npos ? std::string_view() : nodeset.substr(nodeset_end);
        pattern = pattern_end == std::string_view::npos ? std::string_view() : pattern.substr(pattern_end);
    }
    return pattern.empty() && nodeset.empty();
}

/// Mixes a text into a number (FNV-1a).
void mix(std::uint64_t& number, std::string_view text)
{
    for (const char c : text) number = (number ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    number = (number ^ 0xffU) * 0x100000001b3ULL;
}

FacetKind facet_of(ComputedKind kind)
{
    switch (kind) {
    case ComputedKind::Calculate:
        return FacetKind::Calculate;
    case ComputedKind::Relevant:
        return FacetKind::Relevant;
    case ComputedKind::Readonly:
        return FacetKind::Readonly;
    case ComputedKind::Required:
        return FacetKind::Required;
    }
    return FacetKind::Calculate;
}

} // namespace

FormCompiler::FormCompiler(std::shared_ptr<const FormDefinition> form)
    : program_(new FormProgram(std::move(form))), form_(*program_->form_)
{}

Result<std::shared_ptr<const FormProgram>> FormCompiler::compile()
{
    program_->nodes_.resize(form_.nodes().size());
    program_->fingerprint_ = 0xcbf29ce484222325ULL;
    // Types first: what a select reads is only of interest where the node is one.
    for (ModelIndex index = 0; index < form_.nodes().size(); ++index) compile_node(index);
    for (ControlIndex index = 0; index < form_.controls().size(); ++index) compile_control(index);
    compile_actions();
    compile_order();
    compile_files();
    for (ProgramNode& node : program_->nodes_) {
        std::sort(node.dependents.begin(), node.dependents.end());
        node.dependents.erase(std::unique(node.dependents.begin(), node.dependents.end()), node.dependents.end());
    }
    for (ModelIndex index = 0; index < form_.nodes().size(); ++index)
        if (program_->nodes_[index].count) compile_count(index);
    return std::shared_ptr<const FormProgram>(program_);
}

void FormCompiler::compile_node(ModelIndex index)
{
    const ModelNode& model = form_.node(index);
    ProgramNode& node = program_->nodes_[index];
    mix(program_->fingerprint_, model.nodeset);
    mix(program_->fingerprint_, model.bind.type);

    node.type = index == 0                            ? NodeType::Root
                : model.kind == ModelNodeKind::Group  ? NodeType::Group
                : model.kind == ModelNodeKind::Repeat ? NodeType::Repeat
                                                      : NodeType::Value;
    node.type_name = bare_type(model.bind);
    node.value_type = model.bind.data_type;
    const Bind& bind = model.bind;
    const auto condition = [&](const std::optional<Expression>& expression, FacetKind kind) {
        if (!expression) return Condition();
        Condition made(program_->relocated(*expression, index));
        if (!made.constant()) depend(made.expression(), index, kind);
        return made;
    };
    node.relevant = condition(bind.relevant, FacetKind::Relevant);
    node.readonly = condition(bind.readonly, FacetKind::Readonly);
    node.required = condition(bind.required, FacetKind::Required);
    if (bind.calculate) {
        node.calculate = program_->relocated(*bind.calculate, index);
        const References references = depend(*node.calculate, index, FacetKind::Calculate);
        node.calculates_chance = references.chance;
        node.depends_on_language = references.language;
        if (references.language) program_->calculations_in_words_.push_back(index);
    }
    if (bind.constraint) {
        node.constraint = program_->relocated(*bind.constraint, index);
        depend(*node.constraint, index, FacetKind::Display);
    }
    depend_in_words(bind.constraint_message, index);
    depend_in_words(bind.required_message, index);
}

void FormCompiler::compile_control(ControlIndex index)
{
    const Control& control = form_.control(index);
    if (control.node == no_index) return;
    ProgramNode& node = program_->nodes_[control.node];
    const bool is_repeat = form_.node(control.node).kind == ModelNodeKind::Repeat;
    // The first control that answers a node is its control; of a repeat, the Repeat and not the Group around it.
    if (node.control == no_index || (is_repeat && control.kind == ControlKind::Repeat)) {
        node.control = index;
        if (control.node != 0 && !is_repeat) node.type = type_of(control, form_.is_note(index));
    }
    depend_in_words(control.label, control.node);
    depend_in_words(control.hint, control.node);
    for (const Choice& choice : control.choices) depend_in_words(choice.label, control.node);
    if (control.itemset) compile_itemset(control.node, *control.itemset);
    if (const std::string* query = control.attribute("query"); query && control.kind == ControlKind::Input)
        if (const auto over_table = external_choices_query(*query))
            if (const auto rows = Expression::parse(*over_table)) compile_items(control.node, *rows);
    compile_search(control.node, control);
    if (control.count) {
        node.count = program_->relocated(*control.count, control.node);
        depend(*node.count, control.node, FacetKind::Count);
    }
    if (control.no_add_remove)
        node.no_add_remove = Condition(program_->relocated(*control.no_add_remove, control.node));
}

void FormCompiler::compile_itemset(ModelIndex index, const Itemset& itemset)
{
    const References list = compile_items(index, itemset.nodeset);
    // Items may be rows of the record itself: then what their values and labels read matters as well.
    for (const NodeReference& read : list.nodes) {
        const ModelIndex item = read.instance.empty() ? form_.find_node(read.path) : no_index;
        if (item == no_index || form_.node(item).children.empty()) continue;
        for (const Expression* part : {&itemset.value, &itemset.label})
            for (NodeReference reference : part->references(read.path).nodes) {
                reference.other_instances = true;
                depend_on_path(reference, index, FacetKind::Choices);
            }
    }
    constexpr std::string_view itext = "jr:itext(";
    const std::string& label = itemset.label.text();
    if (label.starts_with(itext) && label.ends_with(')')) {
        const auto inner = std::string_view(label).substr(itext.size(), label.size() - itext.size() - 1);
        if (auto id = Expression::parse(inner)) program_->nodes_[index].choice_text_id = *std::move(id);
    }
}

References FormCompiler::compile_items(ModelIndex index, const Expression& nodeset)
{
    ProgramNode& node = program_->nodes_[index];
    node.itemset_nodes = program_->relocated(nodeset, index);
    References list = depend(*node.itemset_nodes, index, FacetKind::Choices);
    node.itemset_instances = list.instances;
    node.itemset_is_fixed =
        list.nodes.empty() && !list.chance && !list.time && !list.language && !list.unknown_instance;
    return list;
}

void FormCompiler::compile_search(ModelIndex index, const Control& control)
{
    if (!control.is_select()) return;
    const auto call = find_search_call(control.appearance);
    if (!call) return;
    ProgramNode& node = program_->nodes_[index];
    auto search = TableSearch::compile(*call);
    if (!search) return;
    node.search = std::make_unique<TableSearch>(*std::move(search));
    if (const std::string file = node.search->literal_file(); !file.empty()) called_.insert(file);
    for (Expression* argument : node.search->arguments()) {
        *argument = program_->relocated(*argument, index);
        depend(*argument, index, FacetKind::Choices);
    }
}

void FormCompiler::compile_files()
{
    std::set<std::string> known;
    const auto add = [&](const std::string& id, std::string name) {
        if (known.insert(id).second) program_->external_files_.push_back({id, std::move(name)});
    };
    for (const SecondaryInstance& instance : form_.instances()) {
        const bool is_file = !instance.content && instance.source != "jr://instance/last-saved";
        if (is_file)
            add(instance.id, instance.source.substr(instance.source.rfind('/') + 1));
        else
            known.insert(instance.id);
    }
    if (const ExtraSheet* sheet = form_.find_extra_sheet(external_choices_sheet)) {
        program_->external_choices_ = external_choices_of(*sheet);
        known.insert(std::string(external_choices_file));
    }
    for (const Action& action : form_.actions())
        if (action.value)
            for (const std::string& id : action.value->references(action.ref).instances) called_.insert(id);
    known.insert({"last-saved", "__last-saved"});
    for (const std::string& id : called_) add(id, table_id(id) + ".csv");
}

void FormCompiler::compile_actions()
{
    const auto actions = form_.actions();
    for (std::uint32_t index = 0; index < actions.size(); ++index) {
        const Action& action = actions[index];
        const ModelIndex source = action.control == no_index ? no_index : form_.control(action.control).node;
        for (const FormEvent event : action.events) {
            switch (event) {
            case FormEvent::FirstLoad:
                program_->first_load_.push_back(index);
                break;
            case FormEvent::InstanceLoad:
                program_->instance_load_.push_back(index);
                break;
            case FormEvent::Finalize:
                program_->finalize_.push_back(index);
                break;
            case FormEvent::ValueChanged:
                if (source != no_index) program_->nodes_[source].actions.push_back(index);
                break;
            case FormEvent::NewRepeat: {
                if (source == no_index) break;
                const auto& repeats = program_->layout_.repeats_of(source);
                if (!repeats.empty()) program_->nodes_[repeats.back()].actions.push_back(index);
                break;
            }
            }
        }
    }
}

void FormCompiler::compile_order()
{
    program_->ranks_.resize(form_.nodes().size());
    const auto order = form_.dependencies().in_order();
    for (std::uint32_t rank = 0; rank < order.size(); ++rank) {
        const Computation& computation = order[rank];
        program_->ranks_[computation.node][static_cast<std::size_t>(facet_of(computation.kind))] = rank;
    }
    // A block computes what lies in it; a repeat's own facets belong to its rows, and to its anchor in the block
    // around.
    for (const Computation& computation : order) {
        const ProgramNode& node = program_->nodes_[computation.node];
        const Condition* condition = computation.kind == ComputedKind::Relevant   ? &node.relevant
                                     : computation.kind == ComputedKind::Readonly ? &node.readonly
                                     : computation.kind == ComputedKind::Required ? &node.required
                                                                                  : nullptr;
        if (condition && condition->constant()) continue;
        const auto& repeats = program_->layout_.repeats_of(computation.node);
        program_->computations_[repeats.empty() ? 0 : repeats.back()].push_back(computation);
        if (form_.node(computation.node).kind == ModelNodeKind::Repeat)
            program_->computations_[repeats.size() > 1 ? repeats[repeats.size() - 2] : 0].push_back(computation);
    }
    program_->computations_.try_emplace(0);
    for (ModelIndex index = 0; index < form_.nodes().size(); ++index)
        if (form_.node(index).kind == ModelNodeKind::Repeat) program_->computations_.try_emplace(index);
}

void FormCompiler::compile_count(ModelIndex repeat)
{
    // From the count back over calculations to the answers they are made of.
    std::vector<std::vector<ModelIndex>> read_by(form_.nodes().size());
    std::vector<ModelIndex> open;
    for (ModelIndex node = 0; node < form_.nodes().size(); ++node)
        for (const Dependent& reader : program_->nodes_[node].dependents) {
            if (reader.kind == FacetKind::Count && reader.node == repeat) open.push_back(node);
            if (reader.kind == FacetKind::Calculate) read_by[reader.node].push_back(node);
        }
    std::vector<bool> reached(form_.nodes().size());
    const std::string below = form_.node(repeat).nodeset + "/";
    while (!open.empty()) {
        const ModelIndex node = open.back();
        open.pop_back();
        if (reached[node]) continue;
        reached[node] = true;
        const bool in_row = form_.node(node).nodeset.starts_with(below);
        if (in_row) program_->nodes_[node].feeds_count_of = repeat;
        if (in_row || node == repeat) program_->nodes_[repeat].count_feeds_itself = true;
        open.insert(open.end(), read_by[node].begin(), read_by[node].end());
    }
}

References FormCompiler::depend(const Expression& expression, ModelIndex node, FacetKind kind)
{
    References references = expression.references(form_.node(node).nodeset);
    called_.insert(references.instances.begin(), references.instances.end());
    depend_on(references, node, kind);
    return references;
}

void FormCompiler::depend_on(const References& references, ModelIndex node, FacetKind kind)
{
    for (const NodeReference& reference : references.nodes)
        if (reference.instance.empty()) depend_on_path(reference, node, kind);
}

void FormCompiler::depend_on_path(const NodeReference& reference, ModelIndex node, FacetKind kind)
{
    const auto add = [&](ModelIndex read) {
        // A constraint may look at its own node; that its node changed is known anyway.
        if (read == node && kind == FacetKind::Display) return;
        const std::size_t shared = reference.other_instances ? 0 : program_->layout_.shared_repeats(read, node);
        program_->nodes_[read].dependents.push_back({node, kind, static_cast<std::uint32_t>(shared)});
    };
    const bool wild = reference.path.find('*') != std::string::npos;
    if (!wild && !reference.everything_below) {
        const ModelIndex read = form_.find_node(reference.path);
        if (read != no_index) add(read);
        return;
    }
    const std::string below = reference.path == "/" ? reference.path : reference.path + "/";
    for (ModelIndex read = 0; read < form_.nodes().size(); ++read) {
        const std::string& nodeset = form_.node(read).nodeset;
        if (wild ? matches(nodeset, reference.path) : nodeset == reference.path)
            add(read);
        else if (reference.everything_below && (wild || nodeset.starts_with(below)))
            add(read);
    }
}

void FormCompiler::depend_in_words(const Text& text, ModelIndex node)
{
    if (text.expression) depend(program_->relocated(*text.expression, node), node, FacetKind::Display);
    depend_in_parts(text.parts, node);
    if (text.translation_id.empty()) return;
    const TranslatedText* translation = form_.find_translation(text.translation_id);
    if (!translation) return;
    for (const auto& language : translation->values)
        for (const TextValue& value : language) depend_in_parts(value.parts, node);
}

void FormCompiler::depend_in_parts(std::span<const TextPart> parts, ModelIndex node)
{
    for (const TextPart& part : parts)
        if (part.output) depend(program_->relocated(*part.output, node), node, FacetKind::Display);
}

} // namespace mahalla
