// Package columnar writes the long tables of results as Apache Parquet files, for
// people who go on with SQL, pandas or R: orders.parquet and replications.parquet of
// a run, points.parquet of a sweep.
//
// The columns are those of the CSV files of the same names (points.parquet is
// sweep.csv), in the same order, but with types:
//
//   - Texts are as users wrote them, without the escapes that protect spreadsheets,
//     and coded by dictionary. An empty text is empty.
//   - A number that is not known, an open end of an interval and a time that never
//     came are null.
//   - Amounts of single orders are DECIMAL(18, 6) and exact; figures of replications
//     and points are DOUBLE, because they are means, shares and days as well.
//   - Times are TIMESTAMP in milliseconds, local to the marketplace and not adjusted
//     to UTC; the promised day is a DATE.
//
// The units of the columns stand in the file's metadata as JSON under
// "fbasim.units", beside "fbasim.run" and "fbasim.inputs", the run's name and the
// hash of its inputs. Same results give the same bytes. Writers hold one row group
// of 65,536 rows in memory, however long the table is.
package columnar
