#pragma once
#include "base/disk.h"
#include "form/form_definition.h"
#include "interchange/record_source.h"

#include <memory>

/// A questionnaire of a household and its persons, with choices of one and of several.
std::shared_ptr<const mahalla::FormDefinition> household_questionnaire();

/// Households of two persons each, made up one at a time, the same ones at each start.
class MadeUpRecords final : public mahalla::RecordSource {
public:
    MadeUpRecords(const mahalla::FormDefinition& form, std::size_t count) : form_(form), count_(count) {}
    mahalla::Result<void> restart() override;
    mahalla::Result<const mahalla::Record*> next() override;

private:
    const mahalla::FormDefinition& form_;
    const std::size_t count_;
    std::size_t at_ = 0;
    mahalla::Record record_;
};

/// A CSV file of as many households, or of their persons, made while it is read: it lies nowhere.
enum class MadeUpTable { Households, Persons };
std::unique_ptr<mahalla::DiskReader> made_up_csv(MadeUpTable table, std::size_t households);
