package pipeline

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"testing"
)

// arrows is the law of the repository: which package may import which others
// of ours, and which third-party modules. A package or an import that is not
// here fails the build. Change it on purpose, ARCHITECTURE.md with it.
var arrows = map[string]struct{ ours, theirs string }{
	"fonts":                 {"", ""},
	"templates":             {"", ""},
	"pipeline/source":       {"", ""},
	"pipeline/unit":         {"", ""},
	"pipeline/date":         {"", ""},
	"pipeline/cjk":          {"", ""},
	"pipeline/charset":      {"", "golang.org/x/text"},
	"pipeline/picture":      {"", ""},
	"pipeline/parallel":     {"", ""},
	"pipeline/tabular":      {"unit", ""},
	"pipeline/docx":         {"unit cjk source doc style picture tabular", ""},
	"pipeline/diag":         {"source", "github.com/mattn/go-runewidth"},
	"pipeline/doc":          {"source date picture", ""},
	"pipeline/font":         {"source unit", ""},
	"pipeline/linebreak":    {"unit", ""},
	"pipeline/history":      {"source", "github.com/go-git/go-git/v5 github.com/go-git/go-billy/v5 golang.org/x/text"},
	"pipeline/decode":       {"source date diag", "gopkg.in/yaml.v3"},
	"pipeline/markdown":     {"source diag cjk doc", "github.com/yuin/goldmark"},
	"pipeline/shape":        {"source unit cjk font", "github.com/go-text/typesetting"},
	"pipeline/paragraph":    {"source diag unit cjk font linebreak", ""},
	"pipeline/page":         {"source unit font picture", ""},
	"pipeline/subset":       {"font", ""},
	"pipeline/fontbook":     {"source diag decode font", ""},
	"pipeline/report":       {"source date diag cjk decode doc markdown picture parallel", ""},
	"pipeline/style":        {"source date diag decode unit doc", ""},
	"pipeline/structure":    {"source cjk page", ""},
	"pipeline/lock":         {"source date diag decode", ""},
	"pipeline/journal":      {"", ""},
	"pipeline/linediff":     {"", ""},
	"pipeline/signoff":      {"source date diag linediff parallel report history signature", ""},
	"pipeline/signature":    {"", "github.com/ProtonMail/go-crypto golang.org/x/crypto"},
	"pipeline/redline":      {"source cjk doc", ""},
	"pipeline/pdf":          {"unit font page subset picture structure", "github.com/klauspost/compress golang.org/x/text"},
	"pipeline/gopdf":        {"source diag unit font page picture", "github.com/signintech/gopdf"},
	"pipeline/proof":        {"unit font page style", ""},
	"pipeline/parity":       {"doc style", ""},
	"pipeline/issue":        {"source date diag decode report", ""},
	"pipeline/layout":       {"source diag unit doc style cjk font fontbook shape paragraph page picture tabular", ""},
	"pipeline/check":        {"source date diag doc report issue lock", ""},
	"pipeline/compose":      {"source date diag doc report issue", ""},
	"pipeline":              {"source unit date diag doc font fontbook shape charset report style issue check compose layout page proof structure pdf gopdf history signature linediff signoff lock journal redline parallel docx parity", ""},
	"cmd/kan":               {"pipeline pipeline/diag pipeline/source fonts templates", "github.com/spf13/cobra github.com/spf13/pflag golang.org/x/term"},
	"pipeline/font/squares": {"font", ""},
	"pipeline/outside":      {"", ""},

	"pipeline/docx/docxcheck": {"", ""},
	"pipeline/pdf/pdfcheck":   {"font", ""},
}

func TestImportsFollowTheArrows(t *testing.T) {
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && name != "." || d.Name() == "testdata" || name == "output") {
			return fs.SkipDir
		}
		// A module of its own cannot be imported from this one, so no arrow leads to it: pipeline/docx/oracle.
		if _, err := fs.Stat(root, path.Join(name, "go.mod")); d.IsDir() && name != "." && err == nil {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		src, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly)
		if err != nil {
			return err
		}
		pkg := path.Dir(name)
		law, ok := arrows[pkg]
		if !ok {
			t.Errorf("package %s is not in the table", pkg)
			return nil
		}
		for _, imp := range file.Imports {
			p, _ := strconv.Unquote(imp.Path.Value)
			if !allowed(p, law.ours, law.theirs) {
				t.Errorf("%s imports %s, which the table forbids to %s", name, p, pkg)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func allowed(imp, ours, theirs string) bool {
	if own, ok := strings.CutPrefix(imp, "kan/"); ok {
		for o := range strings.FieldsSeq(ours) {
			if own == o || own == "pipeline/"+o {
				return true
			}
		}
		return false
	}
	if first, _, _ := strings.Cut(imp, "/"); !strings.Contains(first, ".") {
		return true // the standard library
	}
	for m := range strings.FieldsSeq(theirs) {
		if imp == m || strings.HasPrefix(imp, m+"/") {
			return true
		}
	}
	return false
}

func TestNoInitFunctions(t *testing.T) {
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".go") {
			return err
		}
		src, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		if strings.Contains(string(src), "\nfunc "+"init()") {
			t.Errorf("%s has an init function", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
