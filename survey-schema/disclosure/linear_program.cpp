#include "disclosure/linear_program.h"

#include <algorithm>
#include <glpk.h>

namespace mahalla {

struct LinearProgram::Problem {
    glp_prob* glpk = glp_create_prob();
    ~Problem() { glp_delete_prob(glpk); }

    static int bound_kind(double lower, double upper)
    {
        if (lower == -infinity) return upper == infinity ? GLP_FR : GLP_UP;
        if (upper == infinity) return GLP_LO;
        return lower == upper ? GLP_FX : GLP_DB;
    }
    void add_row(const Terms& terms, int kind, double value) const
    {
        const int row = glp_add_rows(glpk, 1);
        glp_set_row_bnds(glpk, row, kind, value, value);
        std::vector<int> columns{0}; // GLPK counts from 1
        std::vector<double> coefficients{0};
        for (const auto& [column, coefficient] : terms) {
            columns.push_back(static_cast<int>(column) + 1);
            coefficients.push_back(coefficient);
        }
        glp_set_mat_row(glpk, row, static_cast<int>(terms.size()), columns.data(), coefficients.data());
    }
};

LinearProgram::LinearProgram() : problem_(std::make_unique<Problem>()) { glp_term_out(GLP_OFF); }

LinearProgram::~LinearProgram() = default;

std::size_t LinearProgram::add_column(double lower, double upper, double objective)
{
    const int column = glp_add_cols(problem_->glpk, 1);
    glp_set_obj_coef(problem_->glpk, column, objective);
    const auto number = static_cast<std::size_t>(column) - 1;
    set_bounds(number, lower, upper);
    return number;
}

std::size_t LinearProgram::add_binary(double objective)
{
    const std::size_t column = add_column(0, 1, objective);
    glp_set_col_kind(problem_->glpk, static_cast<int>(column) + 1, GLP_BV);
    return column;
}

void LinearProgram::add_equal(const Terms& terms, double value) { problem_->add_row(terms, GLP_FX, value); }

void LinearProgram::add_at_least(const Terms& terms, double value) { problem_->add_row(terms, GLP_LO, value); }

void LinearProgram::set_bounds(std::size_t column, double lower, double upper)
{
    glp_set_col_bnds(problem_->glpk, static_cast<int>(column) + 1, Problem::bound_kind(lower, upper), lower, upper);
}

void LinearProgram::set_objective(std::size_t column, double objective)
{
    glp_set_obj_coef(problem_->glpk, static_cast<int>(column) + 1, objective);
}

std::optional<double> LinearProgram::solve(int direction)
{
    glp_set_obj_dir(problem_->glpk, direction);
    glp_smcp parameters;
    glp_init_smcp(&parameters);
    parameters.msg_lev = GLP_MSG_OFF;
    if (glp_simplex(problem_->glpk, &parameters) != 0) {
        // A basis left from before may be singular for the new bounds: once more from the start.
        glp_std_basis(problem_->glpk);
        if (glp_simplex(problem_->glpk, &parameters) != 0) return std::nullopt;
    }
    const int status = glp_get_status(problem_->glpk);
    if (status == GLP_UNBND) return direction == GLP_MAX ? infinity : -infinity;
    if (status != GLP_OPT) return std::nullopt;
    return glp_get_obj_val(problem_->glpk);
}

std::optional<double> LinearProgram::minimum() { return solve(GLP_MIN); }

std::optional<double> LinearProgram::maximum() { return solve(GLP_MAX); }

namespace {

/// Stops the search by the number of branchings (by the clock, two runs would give two tables), and where all that is
/// left is too expensive.
struct SearchLimit {
    double left = 0, step = 0, cheaper_than = 0;
    double bound = -LinearProgram::infinity; ///< Of what was left when the search was stopped.
    bool is_given_up = false, is_too_expensive = false;

    static void look(glp_tree* tree, void* info)
    {
        auto& limit = *static_cast<SearchLimit*>(info);
        if (glp_ios_reason(tree) != GLP_ISELECT) return;
        const int best = glp_ios_best_node(tree);
        limit.bound = best == 0 ? LinearProgram::infinity : glp_ios_node_bound(tree, best);
        limit.is_too_expensive = limit.bound >= limit.cheaper_than;
        limit.is_given_up = !limit.is_too_expensive && limit.left <= 0;
        limit.left -= limit.step;
        if (limit.is_given_up || limit.is_too_expensive) glp_ios_terminate(tree);
    }
};

} // namespace

double LinearProgram::effort() const
{
    return static_cast<double>(glp_get_num_rows(problem_->glpk)) + glp_get_num_cols(problem_->glpk);
}

LinearProgram::IntegerSearch LinearProgram::integer_minimum(double& effort_left, double cheaper_than)
{
    IntegerSearch search;
    const auto relaxed = minimum();
    if (!relaxed) {
        search.is_finished = glp_get_status(problem_->glpk) == GLP_NOFEAS;
        return search;
    }
    search.bound = *relaxed;
    search.is_finished = *relaxed >= cheaper_than;
    if (search.is_finished) return search;
    SearchLimit limit{effort_left, effort(), cheaper_than};
    glp_iocp parameters;
    glp_init_iocp(&parameters);
    parameters.msg_lev = GLP_MSG_OFF;
    parameters.mir_cuts = GLP_ON;
    parameters.gmi_cuts = GLP_ON;
    parameters.cb_func = SearchLimit::look;
    parameters.cb_info = &limit;
    const bool is_run = glp_intopt(problem_->glpk, &parameters) == 0 || limit.is_given_up || limit.is_too_expensive;
    effort_left = limit.left;
    const int status = glp_mip_status(problem_->glpk);
    if (status == GLP_OPT || status == GLP_FEAS) search.cost = glp_mip_obj_val(problem_->glpk);
    search.is_finished = is_run && !limit.is_given_up;
    if (!is_run) return search;
    const bool is_searched_out = search.is_finished && !limit.is_too_expensive;
    search.bound =
        std::min(is_searched_out ? infinity : std::max(search.bound, limit.bound), search.cost.value_or(infinity));
    if (search.is_finished && search.cost && *search.cost >= cheaper_than) search.cost.reset();
    return search;
}

double LinearProgram::value(std::size_t column) const
{
    return glp_get_col_prim(problem_->glpk, static_cast<int>(column) + 1);
}

double LinearProgram::integer_value(std::size_t column) const
{
    return glp_mip_col_val(problem_->glpk, static_cast<int>(column) + 1);
}

double LinearProgram::reduced_cost(std::size_t column) const
{
    return glp_get_col_dual(problem_->glpk, static_cast<int>(column) + 1);
}

} // namespace mahalla
