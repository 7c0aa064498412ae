package columnar

import (
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/parquet-go/parquet-go"

	"fbasim/sim/result"
)

const (
	groupRows = 1 << 16 // rows of a row group: what is in memory at once
	batchRows = 256     // rows handed to the writer at once
)

// column is one column of a table of T. A value that is null stands for "not known",
// in optional columns only.
type column[T any] struct {
	name, unit string
	node       parquet.Node
	value      func(*T) (parquet.Value, error)
}

// ordered is a group whose fields keep their order; the library's own sorts them.
type ordered struct {
	parquet.Group
	fields []parquet.Field
}

func (o ordered) Fields() []parquet.Field { return o.fields }

// GoType is asked for by nobody: rows are written as values. The library's own
// refuses names with commas, which SKUs may have.
func (o ordered) GoType() reflect.Type { return reflect.TypeFor[struct{}]() }

// field is a named column.
type field struct {
	parquet.Node
	name string
}

func (f field) Name() string { return f.name }

// Value is asked for by nobody either.
func (f field) Value(reflect.Value) reflect.Value { return reflect.Value{} }

// table is a Parquet file in the making.
type table[T any] struct {
	out     *parquet.Writer
	columns []column[T]
	batch   []parquet.Row
	count   int // rows added
}

// create begins a table. Its name is that of the schema, which readers show.
func create[T any](w io.Writer, name string, m *result.Manifest, columns []column[T]) (*table[T], error) {
	root := ordered{Group: parquet.Group{}}
	units := make([]string, 0, len(columns))
	for _, c := range columns {
		root.fields = append(root.fields, field{c.node, c.name})
		if c.unit != "" {
			pair, err := json.Marshal(map[string]string{c.name: c.unit})
			if err != nil {
				return nil, err
			}
			units = append(units, strings.Trim(string(pair), "{}"))
		}
	}
	tool, version, _ := strings.Cut(m.Inputs.Tool, " ")
	return &table[T]{columns: columns, out: parquet.NewWriter(w,
		parquet.NewSchema(name, root),
		parquet.CreatedBy(tool, version, ""),
		parquet.Compression(&parquet.Snappy), // the one codec that every reader has
		parquet.MaxRowsPerRowGroup(groupRows),
		parquet.KeyValueMetadata("fbasim.run", m.Run),
		parquet.KeyValueMetadata("fbasim.inputs", m.Hash),
		parquet.KeyValueMetadata("fbasim.units", "{"+strings.Join(units, ",")+"}"),
	)}, nil
}

// add appends a row. An error names the row, from 1, and the column.
func (t *table[T]) add(row *T) error {
	t.count++
	line := make(parquet.Row, len(t.columns))
	for i, c := range t.columns {
		v, err := c.value(row)
		if err != nil {
			return fmt.Errorf("row %d, column %s: %w", t.count, c.name, err)
		}
		level := 0
		if c.node.Optional() && !v.IsNull() {
			level = 1
		}
		line[i] = v.Level(0, level, i)
	}
	if t.batch = append(t.batch, line); len(t.batch) == batchRows {
		return t.flush()
	}
	return nil
}

func (t *table[T]) flush() error {
	_, err := t.out.WriteRows(t.batch)
	t.batch = t.batch[:0]
	return err
}

// close writes what is left and the footer.
func (t *table[T]) close() error {
	if err := t.flush(); err != nil {
		return err
	}
	return t.out.Close()
}

// writeAll writes a table whose rows are in memory.
func writeAll[T any](w io.Writer, name string, m *result.Manifest, columns []column[T], rows []T) error {
	t, err := create(w, name, m, columns)
	if err != nil {
		return err
	}
	for i := range rows {
		if err := t.add(&rows[i]); err != nil {
			return err
		}
	}
	return t.close()
}
