#include "fuzz/fuzz_entry.h"
#include "indicator/column_expression.h"
#include "indicator/csv_table.h"

using namespace mahalla;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const DataReading reading = read_csv_table({data, size});
    if (!reading.table) return 0;
    for (const Column& column : reading.table->columns())
        if (const auto expression = ColumnExpression::create(column.name, *reading.table)) (void)expression->numbers();
    return 0;
}

std::vector<std::string> known_inputs() { return {"a,b,c.d\n1,x,2.5\n,\"y, \"\"z\"\"\",NA\n3,x,-1e3\n", "a;b\n1;2\n"}; }
