#include "interchange/export_join.h"

#include "base/number.h"
#include "base/text.h"

#include <algorithm>
#include <functional>

namespace mahalla {

namespace {

std::string_view cell_at(const std::vector<std::string>& cells, std::size_t column)
{
    return column < cells.size() ? trimmed(cells[column]) : std::string_view();
}

constexpr std::size_t no_column = static_cast<std::size_t>(-1);

std::size_t column_of(const JoinedTable& table, ExportMeaning meaning)
{
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (table.columns[i].meaning == meaning) return i;
    return no_column;
}

/// "1.0" and "1" are one index; "uuid:" in front of an id says nothing. No number is made of it: ids of 32 digits
/// differ in the last.
std::string plain_key(std::string_view key)
{
    if (key.starts_with("uuid:")) key.remove_prefix(5);
    const std::size_t point = key.find('.');
    if (point == std::string_view::npos || point == 0) return std::string(key);
    const bool is_whole = key.substr(0, point).find_first_not_of("0123456789") == std::string_view::npos &&
                          key.substr(point + 1).find_first_not_of('0') == std::string_view::npos;
    return std::string(is_whole ? key.substr(0, point) : key);
}

/// By which pair of columns a table is joined to the one above it.
struct JoinColumns {
    std::size_t child = no_column, parent = no_column;
    bool by_place = false; ///< The parent's rows are counted from 1.
    bool is_possible() const { return child != no_column && (parent != no_column || by_place); }
};

JoinColumns join_columns(const JoinedTable& child, const JoinedTable& parent)
{
    const auto pair = [&](ExportMeaning of_child, ExportMeaning of_parent) {
        return JoinColumns{column_of(child, of_child), column_of(parent, of_parent), false};
    };
    if (const JoinColumns keys = pair(ExportMeaning::ParentKey, ExportMeaning::RowKey); keys.is_possible()) return keys;
    JoinColumns indexes = pair(ExportMeaning::ParentIndex, ExportMeaning::RowIndex);
    indexes.by_place = indexes.parent == no_column;
    if (indexes.is_possible()) return indexes;
    // ODK's key of a record is its id.
    if (const JoinColumns keys = pair(ExportMeaning::ParentKey, ExportMeaning::InstanceId); keys.is_possible())
        return keys;
    if (parent.top != 0) return {};
    if (const JoinColumns ids = pair(ExportMeaning::InstanceId, ExportMeaning::InstanceId); ids.is_possible())
        return ids;
    return pair(ExportMeaning::InstanceId, ExportMeaning::RowKey);
}

/// Keys of a table's rows by their hash: a million take 16 MB.
class KeyIndex {
public:
    void add(const std::string& key, std::uint32_t row)
    {
        if (!key.empty()) entries_.emplace_back(std::hash<std::string>()(key), row);
    }
    /// Sorts; gives the rows whose key came before.
    std::vector<std::uint32_t> finish()
    {
        std::sort(entries_.begin(), entries_.end());
        std::vector<std::uint32_t> twice;
        for (std::size_t i = 1; i < entries_.size(); ++i)
            if (entries_[i].first == entries_[i - 1].first) twice.push_back(entries_[i].second);
        return twice;
    }
    std::uint32_t find(const std::string& key) const
    {
        const std::size_t hash = std::hash<std::string>()(key);
        const auto found = std::lower_bound(entries_.begin(), entries_.end(), std::pair(hash, std::uint32_t{0}));
        return !key.empty() && found != entries_.end() && found->first == hash ? found->second : JoinedTable::no_parent;
    }

private:
    std::vector<std::pair<std::size_t, std::uint32_t>> entries_;
};

class Joining {
public:
    Joining(std::vector<JoinedTable>& tables, DayOrder order, ImportFindings& findings)
        : tables_(tables), order_(order), findings_(findings)
    {}

    Result<void> join(std::size_t table, const FormDefinition& form)
    {
        JoinedTable& joined = tables_[table];
        const bool is_root = table == 0;
        const JoinColumns own = is_root ? JoinColumns{} : join_columns(joined, tables_[joined.parent]);
        const KeyIndex* parents = is_root || own.by_place ? nullptr : &index_of(joined.parent, own.parent);
        std::vector<ExportValues> values;
        for (const ExportColumn& column : joined.columns)
            values.emplace_back(form, column.question == no_index ? 0 : column.question);
        std::vector<DayEvidence> days(joined.columns.size());
        for (const std::size_t child : joined.children)
            if (const JoinColumns columns = join_columns(tables_[child], joined); columns.parent != no_column)
                index_of(table, columns.parent);
        KeyIndex ids;

        if (auto begun = joined.table->restart(); !begun) return begun;
        ExportRow row;
        for (;;) {
            MAHALLA_TRY(const bool is_there, joined.table->next(row));
            if (!is_there) break;
            const auto place = static_cast<std::uint32_t>(joined.row_count++);
            for (auto& [key, index] : indexes_)
                if (key.first == table) index.add(plain_key(cell_at(row.cells, key.second)), place);
            std::uint32_t parent = place;
            if (is_root)
                ids.add(plain_key(instance_id_in(joined, row.cells)), place);
            else
                parent = parent_of(joined, own, parents, row);
            if (parent == JoinedTable::no_parent)
                findings_.add(Severity::Error, joined.table->name(), row.number, {}, "row-without-parent");
            else if (!is_root)
                joined.is_in_order = joined.is_in_order && (last_ == JoinedTable::no_parent || parent >= last_);
            if (parent != JoinedTable::no_parent) last_ = parent;
            joined.parent_rows.push_back(parent);
            for (std::size_t i = 0; i < joined.columns.size(); ++i)
                if (joined.columns[i].meaning == ExportMeaning::Answer && values[i].is_day())
                    days[i].add(cell_at(row.cells, i));
        }
        last_ = JoinedTable::no_parent;
        if (joined.table->is_damaged()) findings_.add(Severity::Warning, joined.table->name(), 0, {}, "text-damaged");
        for (auto& [key, index] : indexes_)
            if (key.first == table) index.finish();
        if (is_root)
            for (const std::uint32_t twice : ids.finish()) joined.parent_rows[twice] = JoinedTable::is_twice;
        for (const DayEvidence& evidence : days)
            joined.day_orders.push_back(order_ != DayOrder::Unknown ? order_ : evidence.order());
        for (const std::size_t child : joined.children)
            if (auto done = join(child, form); !done) return done;
        return {};
    }

private:
    struct DayEvidence {
        bool day_first = false, month_first = false;
        void add(std::string_view cell)
        {
            const DayOrder order = ExportValues::order_in(cell);
            day_first = day_first || order == DayOrder::DayFirst;
            month_first = month_first || order == DayOrder::MonthFirst;
        }
        DayOrder order() const
        {
            return day_first == month_first ? DayOrder::Unknown : day_first ? DayOrder::DayFirst : DayOrder::MonthFirst;
        }
    };

    KeyIndex& index_of(std::size_t table, std::size_t column) { return indexes_[{table, column}]; }

    std::uint32_t parent_of(const JoinedTable& joined, const JoinColumns& columns, const KeyIndex* parents,
                            const ExportRow& row) const
    {
        const std::string key = plain_key(cell_at(row.cells, columns.child));
        if (!columns.by_place) return parents->find(key);
        const auto place = integer_from_text(key);
        const bool fits = place && *place >= 1 && static_cast<std::size_t>(*place) <= tables_[joined.parent].row_count;
        return fits ? static_cast<std::uint32_t>(*place - 1) : JoinedTable::no_parent;
    }

    std::vector<JoinedTable>& tables_;
    const DayOrder order_;
    ImportFindings& findings_;
    std::map<std::pair<std::size_t, std::size_t>, KeyIndex> indexes_; ///< By table and column.
    std::uint32_t last_ = JoinedTable::no_parent;
};

} // namespace

namespace {

std::string named_in(const JoinedTable& table, const std::vector<std::string>& cells, ExportMeaning meaning)
{
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (table.columns[i].meaning == meaning)
            if (const std::string_view id = cell_at(cells, i); !id.empty()) return std::string(id);
    return {};
}

} // namespace

std::string instance_id_in(const JoinedTable& table, const std::vector<std::string>& cells)
{
    std::string id = named_in(table, cells, ExportMeaning::InstanceId);
    return id.empty() ? row_key_in(table, cells) : id;
}

std::string row_key_in(const JoinedTable& table, const std::vector<std::string>& cells)
{
    return named_in(table, cells, ExportMeaning::RowKey);
}

Result<void> join_tables(std::vector<JoinedTable>& tables, const FormDefinition& form, DayOrder order,
                         ImportFindings& findings)
{
    // Without a way to join them, the rows of a repeat and of those in it are nobody's.
    for (std::size_t i = 1; i < tables.size(); ++i) {
        JoinedTable& table = tables[i];
        if (join_columns(table, tables[table.parent]).is_possible()) {
            tables[table.parent].children.push_back(i);
            continue;
        }
        findings.add(Severity::Error, table.table->name(), 0, {}, "table-without-parent");
    }
    return Joining(tables, order, findings).join(0, form);
}

} // namespace mahalla
