package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/template"
)

// interview asks a planner for the figures of a plan. Every answer is checked at once and asked for
// again until it is right.
type interview struct {
	in  *lines
	out io.Writer
}

// enough is the answer that keeps all placeholders that are left.
const enough = "."

// frame asks for what the flags leave open of the template, the stores and the product.
func (v *interview) frame(f *initFlags) error {
	fmt.Fprintln(v.out, "Enter takes what stands in brackets; Ctrl-C stops and writes nothing.")
	if f.template == "" {
		fmt.Fprintln(v.out, "\nWhat do you want to know?")
		for i, t := range template.Templates() {
			fmt.Fprintf(v.out, "  %d  %s\n", i+1, t.Asks)
		}
		if err := v.until("number or name", "1", "1", func(text string) string { return f.choose(text) }); err != nil {
			return err
		}
	}
	if len(f.markets) == 0 && f.from == "" {
		return v.until("stores besides the US: CA, MX or CA,MX", "CA", "CA", func(text string) string {
			codes := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
			if _, err := foreignStores(codes); err != nil {
				return err.Error()
			}
			f.markets = codes
			return ""
		})
	}
	return nil
}

// choose reads the number or name of a template, and returns what is wrong with it.
func (f *initFlags) choose(text string) string {
	all := template.Templates()
	if n, err := strconv.Atoi(text); err == nil {
		if n < 1 || n > len(all) {
			return fmt.Sprintf("there are numbers 1 to %d", len(all))
		}
		text = all[n-1].Name
	}
	if _, err := template.Find(text); err != nil {
		return err.Error()
	}
	f.template = text
	return ""
}

// figures asks for everything that the flags have not given, then for the file.
func (v *interview) figures(f *initFlags, plan *template.Plan, given map[string]bool) error {
	var defect error
	judge := func(list []diag.Problem, err error) string {
		if defect == nil {
			defect = err
		}
		if len(list) == 0 {
			return ""
		}
		return sentence(list[0])
	}
	questions := plan.Questions()
	if f.product == "" && len(questions) > 0 && asksProduct(questions) {
		err := v.until("SKU of the product", plan.Product, plan.Product, func(text string) string {
			return judge(plan.Rename(f.file(), text, readFile))
		})
		if err != nil {
			return err
		}
	}
	if len(questions) > 0 {
		fmt.Fprintln(v.out, "\nYour figures. A dot keeps all examples that are left, to be replaced in the file.")
	}
	for _, q := range questions {
		if given[q.Flag] || given[q.Path] {
			continue
		}
		done := false
		err := v.until(q.Ask, q.Value, "", func(text string) string {
			if done = text == enough; done || text == "" {
				return ""
			}
			return judge(plan.Answer(f.file(), q.Flag, text, readFile))
		})
		if err != nil {
			return err
		}
		if defect != nil {
			return fail(exitInternal, defect)
		}
		if done {
			break
		}
	}
	fmt.Fprintln(v.out)
	return nil
}

// asksProduct reports whether the plan has a product of its own.
func asksProduct(list []template.Question) bool {
	for _, q := range list {
		if q.Product {
			return true
		}
	}
	return false
}

// until asks until nothing is wrong. It shows a value in brackets; enter is what Enter alone means.
func (v *interview) until(ask, value, enter string, take func(text string) (wrong string)) error {
	for {
		fmt.Fprintf(v.out, "%s [%s]: ", ask, value)
		text, err := v.in.next()
		if err != nil {
			fmt.Fprintln(v.out)
			return err
		}
		text = strings.TrimSpace(text)
		if text == "" {
			text = enter
		}
		wrong := take(text)
		if wrong == "" {
			return nil
		}
		fmt.Fprintf(v.out, "  %s\n", wrong)
	}
}

// lines are those of a reader, which may be waited for no longer than a context.
type lines struct {
	ctx  context.Context
	from io.Reader
	text chan string
	end  error
}

func newLines(ctx context.Context, from io.Reader) *lines {
	return &lines{ctx: ctx, from: from}
}

// next returns the next line without its end, io.EOF after the last, or the error of the context.
func (l *lines) next() (string, error) {
	if l.text == nil {
		l.text = make(chan string)
		go l.read()
	}
	select {
	case <-l.ctx.Done():
		return "", l.ctx.Err()
	case text, ok := <-l.text:
		if !ok {
			return "", l.end
		}
		return text, nil
	}
}

// read feeds the lines; it ends with the program where nobody types any more.
func (l *lines) read() {
	defer close(l.text)
	in := bufio.NewReader(l.from)
	for {
		text, err := in.ReadString('\n')
		if text == "" && err != nil {
			l.end = err
			return
		}
		select {
		case l.text <- text:
		case <-l.ctx.Done():
			l.end = l.ctx.Err()
			return
		}
	}
}

// typedOn reports whether somebody types on a reader. A device that is always empty is none.
func typedOn(r io.Reader) bool {
	f, ok := r.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}
