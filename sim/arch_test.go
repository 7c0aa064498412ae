package sim_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// layers lists the packages of the house from the ground up (see doc.go). A
// package may import those of lower layers, and those before it in its own.
var layers = [][]string{
	{"known", "batch", "civil", "money", "quantity", "diag", "random", "stats", "stats/design", "stats/selection", "stats/trial", "dist", "stats/closedform", "des"},
	{"market", "fee", "policy", "ledger"},
	{"stock", "inbound", "program", "returns"},
	{"model"},
	{"result", "compare", "chart", "report", "report/sheet", "report/columnar"},
	{"unit", "estimate", "estimate/trial", "amazon", "amazon/sample", "amazon/harvest", "scenario/document", "scenario",
		"scenario/compile", "scenario/workload", "experiment", "study", "sweep", "optimize", "template", "imported",
		"imported/trial", "backtest", "asinstatus"},
}

// bans are imports that a layer or package must not have, beyond the order of the
// layers.
var bans = map[string][]string{
	"market": {"des", "random"}, "fee": {"des", "random"}, "policy": {"des", "random"}, "ledger": {"des", "random"},
	"stock": {"des", "random"}, "inbound": {"des", "random"}, "program": {"des", "random"}, "returns": {"des", "random"},
	"result": {"model"}, "compare": {"model"}, "report": {"model"}, "chart": {"model"},
}

// resultsMayUse are the only packages below that the results layer imports.
var resultsMayUse = []string{"stats", "money", "diag", "result", "compare", "report", "chart"}

const (
	softFile, hardFile = 400, 600
	hardTestFile       = 900
	hardFunction       = 70
)

// file is a parsed source file of the module.
type file struct {
	path, pkg string // pkg is "sim/fee" or "cmd/fbasim"
	text      []byte
	ast       *ast.File
	test      bool
}

func sources(t *testing.T) (files []file, set *token.FileSet) {
	t.Helper()
	set = token.NewFileSet()
	for _, root := range []string{".", "../cmd"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
				return err
			}
			tree, err := parser.ParseFile(set, path, nil, parser.ParseComments)
			if err != nil {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			rel := filepath.ToSlash(filepath.Join("sim", path))
			files = append(files, file{rel, filepath.ToSlash(filepath.Dir(rel)), text, tree, strings.HasSuffix(path, "_test.go")})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files, set
}

func TestImportsPointDownward(t *testing.T) {
	files, _ := sources(t)
	for _, f := range files {
		if f.test {
			continue
		}
		for _, spec := range f.ast.Imports {
			to, ours := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), "fbasim/sim/")
			from := strings.TrimPrefix(f.pkg, "sim/")
			if ours && !strings.HasPrefix(f.pkg, "cmd") && f.pkg != "sim" && !allowed(from, to) {
				t.Errorf("%s imports %s, which its layer may not", f.path, to)
			}
		}
	}
}

func allowed(from, to string) bool {
	fromLayer, fromAt := place(from)
	toLayer, toAt := place(to)
	if fromLayer < 0 || toLayer < 0 || slices.Contains(bans[from], to) {
		return false
	}
	if slices.Contains(layers[4], from) {
		return slices.Contains(resultsMayUse, to) && (toLayer < fromLayer || toAt < fromAt)
	}
	return toLayer < fromLayer || toLayer == fromLayer && toAt < fromAt
}

func place(pkg string) (layer, at int) {
	for l, list := range layers {
		if i := slices.Index(list, pkg); i >= 0 {
			return l, i
		}
	}
	return -1, -1
}

// banned are calls that make results depend on something else than the inputs,
// each with what to use.
var banned = []struct{ text, instead, except string }{
	{"time.Now(", "pass the time from cmd", "cmd/"},
	{"golang.org/x/exp/rand", "fbasim/sim/random", ""},
	{`"math/rand"`, "fbasim/sim/random", ""},
	{`"math/rand/v2"`, "fbasim/sim/random", ""},
	{`"container/heap"`, "fbasim/sim/des", ""},
	{"func init()", "a function that the caller calls", ""},
}

func TestNothingBannedIsUsed(t *testing.T) {
	files, _ := sources(t)
	for _, f := range files {
		for _, b := range banned {
			if f.test || b.except != "" && strings.HasPrefix(f.path, b.except) {
				continue
			}
			if i := bytes.Index(f.text, []byte(b.text)); i >= 0 {
				t.Errorf("%s:%d uses %s: %s instead", f.path, 1+bytes.Count(f.text[:i], []byte("\n")), b.text, b.instead)
			}
		}
	}
}

func TestTheModelIteratesOverNoMap(t *testing.T) {
	files, _ := sources(t)
	for _, f := range files {
		if f.pkg == "sim/model" && !f.test && bytes.Contains(f.text, []byte("map[")) {
			t.Errorf("%s uses a map: its order is random", f.path)
		}
	}
}

func TestPackageVariablesAreNeverWritten(t *testing.T) {
	files, set := sources(t)
	vars := map[string]bool{} // pkg.name
	for _, f := range files {
		for _, d := range f.ast.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.VAR && !f.test {
				for _, s := range g.Specs {
					for _, n := range s.(*ast.ValueSpec).Names {
						vars[f.pkg+"."+n.Name] = true
					}
				}
			}
		}
	}
	for _, f := range files {
		if f.test {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			a, ok := n.(*ast.AssignStmt)
			if !ok || a.Tok == token.DEFINE {
				return true
			}
			for _, l := range a.Lhs {
				if id, ok := root(l).(*ast.Ident); ok && id.Obj == nil && vars[f.pkg+"."+id.Name] {
					t.Errorf("%s writes package variable %s", set.Position(a.Pos()), id.Name)
				}
			}
			return true
		})
	}
}

// root returns the variable that an assignment reaches into.
func root(e ast.Expr) ast.Expr {
	switch x := e.(type) {
	case *ast.IndexExpr:
		return root(x.X)
	case *ast.SelectorExpr:
		return root(x.X)
	case *ast.StarExpr:
		return root(x.X)
	}
	return e
}

func TestFilesAndFunctionsStayShort(t *testing.T) {
	files, set := sources(t)
	for _, f := range files {
		lines := bytes.Count(f.text, []byte("\n"))
		limit := hardFile
		if f.test {
			limit = hardTestFile
		}
		if lines > limit {
			t.Errorf("%s has %d lines, at most %d", f.path, lines, limit)
		} else if lines > softFile && !f.test {
			t.Logf("%s has %d lines: is it one concept?", f.path, lines)
		}
		for _, d := range f.ast.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || f.test {
				continue
			}
			if n := set.Position(fn.End()).Line - set.Position(fn.Pos()).Line + 1; n > hardFunction {
				t.Errorf("%s:%d: %s has %d lines, at most %d", f.path, set.Position(fn.Pos()).Line, fn.Name.Name, n, hardFunction)
			}
		}
	}
}

func TestEveryExportedNameIsDocumented(t *testing.T) {
	files, set := sources(t)
	for _, f := range files {
		if f.test || strings.HasPrefix(f.path, "cmd/") {
			continue
		}
		for _, d := range f.ast.Decls {
			for _, name := range undocumented(d) {
				t.Errorf("%s: %s has no doc comment", set.Position(d.Pos()), name)
			}
		}
	}
}

// undocumented lists the exported names of a declaration that lack a comment. A
// group's comment documents its values.
func undocumented(d ast.Decl) (names []string) {
	switch x := d.(type) {
	case *ast.FuncDecl:
		if x.Name.IsExported() && x.Doc == nil && exportedReceiver(x) {
			names = append(names, x.Name.Name)
		}
	case *ast.GenDecl:
		for _, s := range x.Specs {
			switch v := s.(type) {
			case *ast.TypeSpec:
				if v.Name.IsExported() && x.Doc == nil && v.Doc == nil {
					names = append(names, v.Name.Name)
				}
			case *ast.ValueSpec:
				for _, n := range v.Names {
					if n.IsExported() && x.Doc == nil && v.Doc == nil && v.Comment == nil {
						names = append(names, n.Name)
					}
				}
			}
		}
	}
	return names
}

func exportedReceiver(f *ast.FuncDecl) bool {
	if f.Recv == nil || len(f.Recv.List) == 0 {
		return true
	}
	name := fmt.Sprint(root(f.Recv.List[0].Type))
	return ast.IsExported(name)
}

func TestEveryPackageIntroducesItself(t *testing.T) {
	files, _ := sources(t)
	documented := map[string]bool{}
	for _, f := range files {
		if !f.test && f.ast.Doc != nil {
			documented[f.pkg] = true
		}
	}
	for _, f := range files {
		if !documented[f.pkg] {
			t.Errorf("package %s has no package comment", f.pkg)
			documented[f.pkg] = true
		}
	}
}
