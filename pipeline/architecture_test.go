package pipeline

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// tableRow is a row of the table of packages in ARCHITECTURE.md.
var tableRow = regexp.MustCompile(`(?m)^\| ((?:pipeline|cmd|fonts|templates)[a-z/]*) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$`)

func TestArchitectureHasTheArrows(t *testing.T) {
	text, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	told := map[string][2][]string{}
	for _, m := range tableRow.FindAllStringSubmatch(string(text), -1) {
		told[m[1]] = [2][]string{names(m[2], ""), names(m[3], "")}
	}
	for pkg, law := range arrows {
		if !isFolder(pkg) {
			continue // planned: the law comes first
		}
		row, ok := told[pkg]
		if !ok {
			t.Errorf("ARCHITECTURE.md does not have %s", pkg)
			continue
		}
		delete(told, pkg)
		if ours := slices.DeleteFunc(names(law.ours, "pipeline/"), planned); !slices.Equal(ours, row[0]) {
			t.Errorf("%s may import %v, ARCHITECTURE.md says %v", pkg, ours, row[0])
		}
		if theirs := names(law.theirs, "github.com/"); !slices.Equal(theirs, row[1]) {
			t.Errorf("%s may import %v, ARCHITECTURE.md says %v", pkg, theirs, row[1])
		}
	}
	for pkg := range told {
		t.Errorf("ARCHITECTURE.md has %s, which is not in the table", pkg)
	}
}

// names splits a cell, without prefix, sorted; – stands for nothing.
func names(cell, prefix string) []string {
	out := []string{}
	for name := range strings.FieldsSeq(cell) {
		if name != "–" {
			out = append(out, strings.TrimPrefix(name, prefix))
		}
	}
	slices.Sort(out)
	return out
}

func isFolder(pkg string) bool {
	info, err := os.Stat("../" + pkg)
	return err == nil && info.IsDir()
}

func planned(name string) bool { return !isFolder(name) && !isFolder("pipeline/"+name) }

func TestArchitectureNamesTests(t *testing.T) {
	text, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(string(text), "\n"); lines >= 230 {
		t.Errorf("ARCHITECTURE.md has %d lines; it should be read in one sitting", lines)
	}
	known := map[string]bool{}
	err = fs.WalkDir(os.DirFS(".."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if base, ok := strings.CutSuffix(d.Name(), ".txtar"); ok {
			known[base] = true
		}
		if !strings.HasSuffix(name, "_test.go") {
			return nil
		}
		src, err := os.ReadFile("../" + name)
		for _, m := range regexp.MustCompile(`(?m)^func (Test\w+)\(`).FindAllStringSubmatch(string(src), -1) {
			known[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("(?:`(Test\\w+)`|[Ss]cript\\s+`(\\w+)`)").FindAllStringSubmatch(string(text), -1)
	if len(named) < 20 {
		t.Errorf("ARCHITECTURE.md names only %d tests", len(named))
	}
	for _, m := range named {
		if name := m[1] + m[2]; !known[name] {
			t.Errorf("ARCHITECTURE.md names the test %s, which does not exist", name)
		}
	}
}
