#pragma once
#include "base/bytes.h"
#include "base/date.h"
#include "record/question_list.h"

namespace mahalla {

/// One answer's text in few bytes, by what its question offers and what it looks like: a choice as its number, several
/// as a set, a whole number, a day, a moment, a UUID, numbers with decimals (positions are some), and anything else as
/// text.
///
/// Days and moments are counted from the event's instant. A value has one encoding: the first of that list that gives
/// back the very same text. docs/formats/record.md has the table. Inside this library only.
class ShortValueWriter {
public:
    ShortValueWriter(const QuestionList& questions, Instant instant) : questions_(questions), instant_(instant) {}

    void write(std::size_t question, std::string_view value);

    /// Numbers and texts apart, so that each compresses with its like.
    const Bytes& numbers() const { return numbers_.bytes(); }
    const Bytes& texts() const { return texts_.bytes(); }

private:
    bool write_choices(std::size_t question, std::string_view value);

    const QuestionList& questions_;
    Instant instant_;
    ByteWriter numbers_;
    ByteWriter texts_;
};

/// Reads what the writer wrote; gives other encodings of a value too, which the caller finds by writing them again.
class ShortValueReader {
public:
    ShortValueReader(const QuestionList& questions, Instant instant, ByteView numbers, ByteView texts)
        : questions_(questions), instant_(instant), numbers_(numbers), texts_(texts)
    {}

    /// Adds the value to `text`. False where the bytes are damaged; `text` then has something at its end.
    bool append(std::size_t question, std::string& text);
    bool finished() const { return numbers_.finished() && texts_.finished(); }

private:
    bool append_listed(std::span<const std::string> choices, std::string& text);
    bool append_set(std::span<const std::string> choices, std::string& text);
    bool append_decimals(std::string& text);

    const QuestionList& questions_;
    Instant instant_;
    ByteReader numbers_;
    ByteReader texts_;
};

} // namespace mahalla
