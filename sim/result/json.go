package result

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"fbasim/sim/money"
)

// encode appends the JSON form of a value: structs by their tags in field order,
// numbers that are not finite as null, intervals as [lo, hi], exact amounts as
// strings.
func encode(to *bytes.Buffer, v reflect.Value) error {
	switch x := v.Interface().(type) {
	case Interval:
		fmt.Fprintf(to, "[%s,%s]", jsonNumber(x.Lo), jsonNumber(x.Hi))
		return nil
	case money.Amount:
		fmt.Fprintf(to, "%q", x.String())
		return nil
	case float64:
		to.WriteString(jsonNumber(x))
		return nil
	case namedMetrics:
		return x.encode(to)
	case SweepValue:
		return x.encode(to)
	}
	switch v.Kind() {
	case reflect.Struct:
		return encodeStruct(to, v)
	case reflect.Slice:
		return encodeSlice(to, v)
	}
	return encodePlain(to, v.Interface())
}

func jsonNumber(x float64) string {
	if s := Number(x); s != "" {
		return s
	}
	return "null"
}

func encodePlain(to *bytes.Buffer, v any) error {
	from := to.Len()
	e := json.NewEncoder(to)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	to.Truncate(to.Len() - 1) // the encoder's line feed
	if bytes.ContainsFunc(to.Bytes()[from:], invisible) {
		text := string(to.Bytes()[from:])
		to.Truncate(from)
		writeVisible(to, text)
	}
	return nil
}

// invisible reports characters that JSON allows in a string but that change how a terminal or an editor
// shows the rest, such as those that turn the direction of writing.
func invisible(r rune) bool {
	return r > 0x7e && r != utf8.RuneError && !unicode.IsPrint(r) && !unicode.Is(unicode.Zs, r)
}

// writeVisible writes a JSON value with such characters escaped.
func writeVisible(to *bytes.Buffer, text string) {
	for _, r := range text {
		switch {
		case !invisible(r):
			to.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(to, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(to, `\u%04x`, r)
		}
	}
}

func encodeStruct(to *bytes.Buffer, v reflect.Value) error {
	to.WriteByte('{')
	first := true
	for i := range v.NumField() {
		name := fieldName(v.Type().Field(i))
		if name == "" {
			continue
		}
		if !first {
			to.WriteByte(',')
		}
		first = false
		fmt.Fprintf(to, "%q:", name)
		if err := encode(to, v.Field(i)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	to.WriteByte('}')
	return nil
}

func encodeSlice(to *bytes.Buffer, v reflect.Value) error {
	to.WriteByte('[')
	for i := range v.Len() {
		if i > 0 {
			to.WriteByte(',')
		}
		if err := encode(to, v.Index(i)); err != nil {
			return err
		}
	}
	to.WriteByte(']')
	return nil
}

// decode is the inverse of encode. A key that is absent leaves a number NaN, a
// text empty and an interval unknown; keys it does not know are ignored, so that
// an older reader can read a newer folder of the same format version.
func decode(data []byte, v reflect.Value) error {
	switch to := v.Addr().Interface().(type) {
	case *Interval:
		return decodeInterval(data, to)
	case *money.Amount:
		var text string
		if err := json.Unmarshal(data, &text); err != nil {
			return err
		}
		amount, err := money.Parse(text)
		*to = amount
		return err
	case *float64:
		*to = math.NaN() // what null leaves
		return json.Unmarshal(data, to)
	case *namedMetrics:
		return to.decode(data)
	}
	switch v.Kind() {
	case reflect.Struct:
		return decodeStruct(data, v)
	case reflect.Slice:
		return decodeSlice(data, v)
	}
	return json.Unmarshal(data, v.Addr().Interface())
}

func decodeInterval(data []byte, to *Interval) error {
	var ends [2]*float64
	if err := json.Unmarshal(data, &ends); err != nil {
		return err
	}
	*to = Unknown()
	if ends[0] != nil {
		to.Lo = *ends[0]
	}
	if ends[1] != nil {
		to.Hi = *ends[1]
	}
	return nil
}

func decodeStruct(data []byte, v reflect.Value) error {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(data, &object); err != nil {
		return err
	}
	for i := range v.NumField() {
		name := fieldName(v.Type().Field(i))
		if name == "" {
			continue
		}
		raw, ok := object[name]
		if !ok {
			raw = absent(v.Field(i))
		}
		if raw == nil {
			continue
		}
		if err := decode(raw, v.Field(i)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// absent returns what to decode for a key that is not there, nil to leave it.
func absent(field reflect.Value) json.RawMessage {
	if field.Kind() == reflect.Float64 || field.Type() == intervalType {
		return json.RawMessage("null")
	}
	return nil
}

func decodeSlice(data []byte, v reflect.Value) error {
	var items []json.RawMessage
	if err := json.Unmarshal(data, &items); err != nil {
		return err
	}
	if len(items) == 0 {
		v.SetZero()
		return nil
	}
	v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
	for i, item := range items {
		if err := decode(item, v.Index(i)); err != nil {
			return fmt.Errorf("entry %d: %w", i+1, err)
		}
	}
	return nil
}

// namedMetrics are the metrics of a case: a JSON object by name, in order.
type namedMetrics []Metric

func (m namedMetrics) encode(to *bytes.Buffer) error {
	to.WriteByte('{')
	for i := range m {
		if i > 0 {
			to.WriteByte(',')
		}
		if err := encodePlain(to, m[i].Name); err != nil {
			return err
		}
		to.WriteByte(':')
		if err := encodeStruct(to, reflect.ValueOf(metricBody(m[i]))); err != nil {
			return err
		}
	}
	to.WriteByte('}')
	return nil
}

func (m *namedMetrics) decode(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return fmt.Errorf("want an object of metrics (%v)", err)
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return err
		}
		var body metricBody
		if err := decode(raw, reflect.ValueOf(&body).Elem()); err != nil {
			return fmt.Errorf("%v: %w", key, err)
		}
		body.Name = fmt.Sprint(key)
		*m = append(*m, Metric(body))
	}
	return nil
}

// metricBody is a Metric without its name, which is the key.
type metricBody struct {
	Name   string
	Unit   string   `json:"unit"`
	N      int      `json:"n"`
	Mean   float64  `json:"mean"`
	SD     float64  `json:"sd"`
	CI     Interval `json:"ci"`
	P5     float64  `json:"p5"`
	P50    float64  `json:"p50"`
	P95    float64  `json:"p95"`
	CVaR5  float64  `json:"cvar5"`
	Better string   `json:"better"`
}
