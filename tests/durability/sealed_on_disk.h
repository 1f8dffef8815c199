#pragma once
#include "durability/laptop.h"

namespace mahalla::test {

/// What stands sealed of a record in the vault's database and its log now: of each wrapped key and ciphertext a part,
/// long enough not to be there by chance. Of files of records, all: nothing on the disk says which are whose.
std::vector<Bytes> sealed_of(const Laptop& laptop, const RecordId& record);
/// All wrapped keys of the vault and the boxes of its header, without which nothing opens.
std::vector<Bytes> sealed_of_vault(const Laptop& laptop);
/// The same of a project.
std::vector<Bytes> sealed_of_project(const Laptop& laptop);

} // namespace mahalla::test
