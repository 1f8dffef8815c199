#include "indicator/csv_cursor.h"

namespace mahalla {

CsvCursor::Cell CsvCursor::next()
{
    Cell cell;
    if (at_ >= text_.size()) { // after a separator that ends the file
        is_cell_due_ = false;
        cell.ends_line = true;
        return cell;
    }
    cell.is_quoted = text_[at_] == '"';
    storage_.clear();
    if (cell.is_quoted) read_quoted();
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
    cell.text = text_.substr(begin, at_ - begin);
    if (cell.is_quoted) cell.text = storage_.append(cell.text);
    if (at_ < text_.size() && text_[at_] == separator_) {
        is_cell_due_ = ++at_ == text_.size();
        return cell;
    }
    cell.ends_line = true;
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    ++row_;
    return cell;
}

void CsvCursor::read_quoted()
{
    for (++at_;; ++at_) {
        if (at_ >= text_.size()) {
            is_broken_ = true;
            return;
        }
        if (text_[at_] == '"') {
            ++at_;
            if (at_ >= text_.size() || text_[at_] != '"') return;
        }
        row_ += text_[at_] == '\n' ? 1 : 0;
        storage_ += text_[at_];
    }
}

} // namespace mahalla
