#pragma once
#include "base/number.h"
#include "base/text.h"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

using Json = nlohmann::ordered_json;

/// One JSON object of the specification, read key by key. The first thing that is wrong is kept and stops the rest.
class JsonObject {
public:
    JsonObject(const Json& json, std::string place, std::string& problem)
        : json_(json), place_(std::move(place)), problem_(problem)
    {
        if (!json_.is_object()) complain("is no object");
    }

    /// Complains about keys that nobody asked for.
    void only(std::initializer_list<std::string_view> known) { only(std::vector<std::string_view>(known)); }
    void only(const std::vector<std::string_view>& known)
    {
        if (!json_.is_object()) return;
        for (const auto& [key, value] : json_.items()) {
            if (std::find(known.begin(), known.end(), key) != known.end()) continue;
            const auto nearest = nearest_word(key, std::vector<std::string>(known.begin(), known.end()));
            complain("has an unknown key '" + key + "'" + (nearest ? "; is '" + *nearest + "' meant?" : ""));
        }
    }

    const Json* find(const char* key) const
    {
        if (!json_.is_object()) return nullptr;
        const auto found = json_.find(key);
        return found == json_.end() || found->is_null() ? nullptr : &*found;
    }
    std::string text(const char* key)
    {
        const Json* found = find(key);
        if (!found) return {};
        if (!found->is_string()) complain(std::string("'") + key + "' is a text");
        return found->is_string() ? found->get<std::string>() : std::string();
    }
    bool flag(const char* key)
    {
        const Json* found = find(key);
        if (found && !found->is_boolean()) complain(std::string("'") + key + "' is true or false");
        return found && found->is_boolean() && found->get<bool>();
    }
    std::optional<double> number(const char* key)
    {
        const Json* found = find(key);
        if (found && !found->is_number()) complain(std::string("'") + key + "' is a number");
        return found && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
    }
    /// One text or a list of texts; numbers are written out.
    std::vector<std::string> texts(const char* key)
    {
        std::vector<std::string> values;
        const Json* found = find(key);
        if (!found) return values;
        const auto add = [&](const Json& entry) {
            if (entry.is_string())
                values.push_back(entry.get<std::string>());
            else if (entry.is_number())
                values.push_back(number_to_text(entry.get<double>()));
            else
                complain(std::string("'") + key + "' is a text or a list of texts");
        };
        if (found->is_array())
            for (const Json& entry : *found) add(entry);
        else
            add(*found);
        return values;
    }
    std::map<std::string, double> numbers_by_key(const char* key)
    {
        std::map<std::string, double> values;
        const Json* found = find(key);
        if (!found) return values;
        if (!found->is_object()) complain(std::string("'") + key + "' gives a number for each name");
        for (const auto& [name, entry] : found->items()) {
            if (entry.is_number())
                values.emplace(name, entry.get<double>());
            else
                complain(std::string("'") + key + "' gives a number for each name");
        }
        return values;
    }

    /// An object within this one, whose problems are told with its name.
    JsonObject inner(const Json& json, const std::string& name)
    {
        return {json, place_ + ", '" + name + "'", problem_};
    }

    void complain(const std::string& what)
    {
        if (problem_.empty()) problem_ = "In the specification, " + place_ + ": " + what + ".";
    }

private:
    const Json& json_;
    std::string place_;
    std::string& problem_;
};

} // namespace mahalla
