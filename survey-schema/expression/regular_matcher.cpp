// Runs the steps of a pattern over a text.
#include "expression/regular_program.h"

#include "base/text.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::size_t work_max = 3'000'000;
constexpr std::size_t text_bytes_max = 1024U * 1024;
constexpr std::size_t memory_bits_max = 64U * 1024 * 1024;
/// Ways that wait to be tried, with the registers that each carries.
constexpr std::size_t waiting_bytes_max = 64U * 1024 * 1024;

using Step = RegularStep;

bool is_word_character(char32_t c) { return class_of_letter(U'w')->contains(c, false); }

bool ends_line(char32_t c) { return c == U'\n' || c == U'\r' || c == 0x2028 || c == 0x2029; }

char32_t folded(char32_t c) { return c >= U'A' && c <= U'Z' ? c + 32 : c; }

} // namespace

/// Tries one way after the other, with a stack of its own. What failed from a step at a place fails there always,
/// unless the pattern refers back to groups: with a memory of that, no step is taken twice at one place.
class RegularMatcher {
public:
    RegularMatcher(const std::vector<Step>& steps, const std::vector<CharacterSet>& sets, std::u32string_view text,
                   std::uint32_t registers, bool remember)
        : steps_(steps), sets_(sets), text_(text), remember_(remember),
          waiting_max_(waiting_bytes_max / (sizeof(Way) + registers * sizeof(std::size_t)))
    {}

    static constexpr std::size_t anywhere = static_cast<std::size_t>(-1);

    /// True where the steps from `start` lead from one of the places `first` to `last` to the end of the pattern, there
    /// at `wanted_end`.
    bool run(std::uint32_t start, std::size_t first, std::size_t last, std::size_t wanted_end,
             std::vector<std::size_t>& registers)
    {
        std::vector<bool> tried(remember_ ? steps_.size() * (text_.size() + 1) : 0);
        // A pattern that looks ahead from every place makes one such memory for each.
        work_ += tried.size() / 512;
        for (std::size_t place = first; place <= last; ++place)
            if (run_from(start, place, wanted_end, tried, registers)) return true;
        return false;
    }

    bool exhausted() const { return work_ >= work_max || waiting_ >= waiting_max_; }
    std::size_t work() const { return work_; }

private:
    struct Way {
        std::uint32_t step;
        std::size_t place;
        std::vector<std::size_t> registers;
    };

    bool run_from(std::uint32_t start, std::size_t first, std::size_t wanted_end, std::vector<bool>& tried,
                  std::vector<std::size_t>& registers)
    {
        std::vector<Way> ways;
        ways.push_back({start, first, registers});
        ++waiting_;
        while (!ways.empty() && !exhausted()) {
            Way way = std::move(ways.back());
            ways.pop_back();
            --waiting_;
            for (bool on = true; on && !exhausted(); ++work_) {
                const Step& step = steps_[way.step];
                if (remember_) {
                    const std::size_t key = way.step * (text_.size() + 1) + way.place;
                    if (tried[key]) break;
                    tried[key] = true;
                }
                if (step.kind == Step::Kind::Found) {
                    if (wanted_end != anywhere && way.place != wanted_end) break;
                    registers = std::move(way.registers);
                    waiting_ -= ways.size();
                    return true;
                }
                if (step.kind == Step::Kind::Choice) {
                    ways.push_back({step.other, way.place, way.registers});
                    ++waiting_;
                }
                on = take(step, way);
            }
        }
        return false;
    }

    /// Takes a step; false where it cannot be taken.
    bool take(const Step& step, Way& way)
    {
        const std::size_t place = way.place;
        const bool at_end = place == text_.size();
        const auto word_at = [&](std::size_t at) { return at < text_.size() && is_word_character(text_[at]); };
        bool fits = true;
        std::uint32_t next = step.next;
        switch (step.kind) {
        case Step::Kind::Character:
            fits = !at_end && (text_[place] == step.character ||
                               (step.ignoring_case && folded(text_[place]) == folded(step.character)));
            way.place += 1;
            break;
        case Step::Kind::AnyCharacter:
            fits = !at_end && !ends_line(text_[place]);
            way.place += 1;
            break;
        case Step::Kind::Set:
            fits = !at_end && sets_[step.number].contains(text_[place], step.ignoring_case);
            way.place += 1;
            break;
        case Step::Kind::Begin:
            fits = place == 0 || (step.by_lines && ends_line(text_[place - 1]));
            break;
        case Step::Kind::End:
            fits = at_end || (step.by_lines && ends_line(text_[place]));
            break;
        case Step::Kind::Boundary:
        case Step::Kind::NoBoundary:
            fits = ((place > 0 && word_at(place - 1)) != word_at(place)) == (step.kind == Step::Kind::Boundary);
            break;
        case Step::Kind::Look:
            fits = run(step.next, place, place, anywhere, way.registers) != step.negated;
            next = step.other;
            break;
        case Step::Kind::LookBehind:
            fits = run(step.next, 0, place, place, way.registers) != step.negated;
            next = step.other;
            break;
        case Step::Kind::Store:
            way.registers.at(step.number) = place;
            break;
        case Step::Kind::MustAdvance:
            fits = way.registers.at(step.number) != place;
            break;
        case Step::Kind::SameAs: {
            const std::size_t begin = way.registers.at(2 * std::size_t{step.number});
            const std::size_t end = way.registers.at(2 * std::size_t{step.number} + 1);
            // ECMAScript: a group that took no part matches the empty text.
            if (begin == anywhere || end == anywhere || end < begin) break;
            const std::u32string_view again = text_.substr(begin, end - begin);
            fits = text_.substr(place, again.size()) == again;
            way.place += again.size();
            break;
        }
        case Step::Kind::Choice:
        case Step::Kind::Jump:
        case Step::Kind::Found:
            break;
        }
        way.step = next;
        return fits;
    }

    const std::vector<Step>& steps_;
    const std::vector<CharacterSet>& sets_;
    std::u32string_view text_;
    bool remember_;
    std::size_t work_ = 0;
    std::size_t waiting_ = 0; ///< In this run and those it is a part of.
    std::size_t waiting_max_;
};

Result<bool> RegularExpression::found_in(std::string_view text, std::size_t* steps) const
{
    const auto too_much = [] {
        return failure(ErrorKind::Invalid,
                       "The regular expression takes too long for this text. Write it more simply.");
    };
    if (text.size() > text_bytes_max) return too_much();
    const std::u32string characters = to_code_points(text);
    const bool remember = !program_->has_references;
    if (remember && program_->steps.size() * (characters.size() + 1) > memory_bits_max) return too_much();
    RegularMatcher matcher(program_->steps, program_->sets, characters, program_->registers, remember);
    std::vector<std::size_t> registers(program_->registers, RegularMatcher::anywhere);
    const bool found = matcher.run(program_->start, 0, characters.size(), RegularMatcher::anywhere, registers);
    if (steps != nullptr) *steps = matcher.work() + characters.size();
    if (!found && matcher.exhausted()) return too_much();
    return found;
}

} // namespace mahalla
