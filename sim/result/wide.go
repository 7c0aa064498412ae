package result

import (
	"encoding/csv"
	"errors"
	"io"
	"math"
	"strconv"
)

// replications.csv is wide: case, replication, then a column for each metric.

func writeReplications(w io.Writer, r *Replications) error {
	out := csv.NewWriter(w)
	line := []string{"case", "replication"}
	for _, name := range r.Metrics {
		line = append(line, Cell(name))
	}
	if err := out.Write(line); err != nil {
		return err
	}
	for _, row := range r.Rows {
		line = append(line[:0], Cell(row.Case), strconv.Itoa(row.Index))
		for _, x := range row.Values {
			line = append(line, Number(x))
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func readReplications(r io.Reader, to *Replications) error {
	in := csv.NewReader(r)
	header, err := in.Read()
	if err != nil {
		return err
	}
	if len(header) < 2 || header[0] != "case" || header[1] != "replication" {
		return errors.New("want the columns case and replication first")
	}
	for _, name := range header[2:] {
		to.Metrics = append(to.Metrics, Uncell(name))
	}
	for {
		line, err := in.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		row, err := replicationOf(line)
		if err != nil {
			return lineError(in, err)
		}
		to.Rows = append(to.Rows, row)
	}
}

func replicationOf(line []string) (Replication, error) {
	index, err := strconv.Atoi(line[1])
	if err != nil {
		return Replication{}, err
	}
	row := Replication{Case: Uncell(line[0]), Index: index}
	for _, cell := range line[2:] {
		x, err := parseNumber(cell, math.NaN())
		if err != nil {
			return Replication{}, err
		}
		row.Values = append(row.Values, x)
	}
	return row, nil
}
