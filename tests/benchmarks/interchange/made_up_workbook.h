#pragma once
#include "base/disk.h"

/// How the texts of a workbook's cells are stored: in each cell, as KoboToolbox writes, or once for all cells, as
/// spreadsheet programs save.
enum class TextsOfCells { Inline, Shared };

/// A workbook of as many households of two persons as `household_questionnaire` asks, as an export of KoboToolbox: the
/// same ones each time. Each household has two texts that no other has.
mahalla::Result<void> write_made_up_workbook(std::size_t households, TextsOfCells texts, mahalla::DiskWriter& out);
