# The work of results_benchmark through R's survey package: svyby.R DATA.csv OUT.csv
# Prints the seconds of the processor that the hundred calls of svyby took, reading and the design not among them.
arguments <- commandArgs(trailingOnly = TRUE)
suppressMessages(library(survey))
data <- read.csv(arguments[1])
design <- svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, data = data)
figures <- list()
begin <- proc.time()
for (by in c("sex", "age_group", "disability", "displacement", "area")) {
    for (name in c(paste0("yes", 0:9), paste0("number", 0:9))) {
        formula <- as.formula(paste0("~", name))
        over <- as.formula(paste0("~", by))
        if (name == "number7") formula <- ~I(as.numeric(number7 > 100))
        made <- if (name == "number8") svyby(formula, over, design, svytotal, na.rm = TRUE)
                else if (name == "number9") svyby(formula, over, design, svyratio, denominator = ~number0, na.rm = TRUE)
                else svyby(formula, over, design, svymean, na.rm = TRUE)
        figures[[length(figures) + 1]] <- data.frame(estimate = made[, 2], se = made[, 3])
    }
}
spent <- proc.time() - begin
cat(sprintf("%.3f\n", spent[["user.self"]] + spent[["sys.self"]]))
write.table(format(do.call(rbind, figures), digits = 15), arguments[2], sep = ",", row.names = FALSE, quote = FALSE)
