package diag

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// declared finds every constant of type diag.Code under pipeline/ and cmd/.
func declared(t *testing.T) map[Code]string {
	codes := map[Code]string{}
	root := os.DirFS("../..")
	for _, top := range []string{"pipeline", "cmd"} {
		err := fs.WalkDir(root, top, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return err
			}
			src, err := fs.ReadFile(root, name)
			if err != nil {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, src, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				v, ok := n.(*ast.ValueSpec)
				if !ok || !isCode(v.Type) {
					return true
				}
				for _, x := range v.Values {
					if lit, ok := x.(*ast.BasicLit); ok {
						code, _ := strconv.Unquote(lit.Value)
						codes[Code(code)] = name
					}
				}
				return true
			})
			return nil
		})
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	return codes
}

func isCode(t ast.Expr) bool {
	s, ok := t.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	x, ok := s.X.(*ast.Ident)
	return ok && x.Name == "diag" && s.Sel.Name == "Code"
}

func TestEveryCodeIsExplained(t *testing.T) {
	codes := declared(t)
	if len(codes) == 0 {
		t.Fatal("no codes found")
	}
	form := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$`)
	for code, file := range codes {
		if !form.MatchString(string(code)) {
			t.Errorf("%s: %q is not of the form area/what", file, code)
		}
		if text, ok := Explain(code); !ok || len(text) < 60 {
			t.Errorf("%s: %s is not explained in explain/%s.md", file, code, strings.Split(string(code), "/")[0])
		}
	}
	all := Codes()
	for i, code := range all {
		if codes[code] == "" {
			t.Errorf("%s is explained, but nothing raises it", code)
		}
		if i > 0 && all[i-1] == code {
			t.Errorf("%s is explained twice", code)
		}
	}
	if !slices.IsSorted(all) {
		t.Error("Codes is not sorted")
	}
}

func TestSectionsLeaveFencesAlone(t *testing.T) {
	got := sections("# 标题\n\n## a/b\n\n甲\n\n````md\n```\n## 不是\n````\n\n## c/d\n乙\n")
	if len(got) != 2 || got[0].code != "a/b" || got[1].code != "c/d" || got[1].text != "乙" || !strings.Contains(got[0].text, "## 不是") {
		t.Errorf("%q", got)
	}
}
