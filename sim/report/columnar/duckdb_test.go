package columnar_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fbasim/sim/report/columnar"
)

// ask runs a query in DuckDB, a reader that shares no code with the writer, and prints its rows.
const ask = `const { DuckDBInstance } = require('@duckdb/node-api');
(async () => {
  const c = await (await DuckDBInstance.create()).connect();
  const r = await c.runAndReadAll(process.argv[1]);
  for (const row of r.getRows()) console.log(row.map(String).join('|'));
})()`

// duckDB skips a test where node finds no DuckDB (npm install @duckdb/node-api, and its node_modules in
// NODE_PATH), unless FBASIM_REQUIRE, a list, asks for duckdb.
func duckDB(t *testing.T) {
	t.Helper()
	if exec.Command("node", "-e", "require('@duckdb/node-api')").Run() == nil {
		return
	}
	if slices.Contains(strings.Split(os.Getenv("FBASIM_REQUIRE"), ","), "duckdb") {
		t.Fatal("FBASIM_REQUIRE asks for duckdb, and node finds none")
	}
	t.Skip("no DuckDB for node here")
}

func TestAnotherReaderSeesTheSameTypesAndValues(t *testing.T) {
	duckDB(t)
	dir, s := t.TempDir(), sample()
	f, err := os.Create(filepath.Join(dir, columnar.OrdersFile))
	if err != nil {
		t.Fatal(err)
	}
	if err := columnar.Orders(f, s); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]string{
		"SELECT DISTINCT typeof(id), typeof(units), typeof(ordered), typeof(promised), typeof(late), typeof(price) FROM t": "VARCHAR|INTEGER|TIMESTAMP|DATE|BOOLEAN|DECIMAL(18,6)",
		"SELECT count(*), count(fees), count(promised), sum(contribution), min(price) FROM t":                              "12|6|6|-740740737.925926|0.000001",
		"SELECT DISTINCT ordered, shipped, promised FROM t WHERE late":                                                     "1969-12-31 23:59:59|2028-02-29 00:00:00|1969-12-31",
		"SELECT sku FROM t WHERE replication = 0 AND market = 'CA'":                                                        hostile()[0],
	} {
		out, err := exec.Command("node", "-e", ask, strings.ReplaceAll(query, "FROM t", "FROM '"+f.Name()+"'")).CombinedOutput()
		if got := strings.TrimSpace(string(out)); err != nil || got != want {
			t.Errorf("%s: %s (error %v), want %s", query, got, err, want)
		}
	}
}
