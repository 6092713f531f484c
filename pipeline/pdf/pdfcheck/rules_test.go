package pdfcheck

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// code of a rule as it stands in the source.
var ruleCode = regexp.MustCompile(`"((?:file|claim|xmp|info|intent|icc|colour|page|content|image|font|lang|struct|table|ua|annot|action|dest|outline|label|forbidden|attach)/[a-z-]+)"`)

func TestTheTableHasAllRules(t *testing.T) {
	table := map[string]bool{}
	for _, r := range rules {
		if table[r.code] {
			t.Errorf("%s is in the table twice", r.code)
		}
		table[r.code] = true
		if !strings.Contains(r.from, " ") && r.from != "here" {
			t.Errorf("%s comes from %q", r.code, r.from)
		}
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || file == "rules.go" {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range ruleCode.FindAllStringSubmatch(string(src), -1) {
			used[m[1]] = true
			if !table[m[1]] {
				t.Errorf("%s: %s is not in the table", file, m[1])
			}
		}
	}
	for code := range table {
		if !used[code] {
			t.Errorf("%s is in the table, and no code tells it", code)
		}
	}
}

// A rule that no mutant breaks may as well not be there.
func TestEveryRuleHasAMutant(t *testing.T) {
	wanted := map[string]bool{}
	names := map[string]bool{}
	for _, m := range mutants() {
		if names[m.name] {
			t.Errorf("two mutants are called %q", m.name)
		}
		names[m.name] = true
		for code := range strings.FieldsSeq(m.want) {
			wanted[code] = true
		}
	}
	for _, m := range rawMutants {
		for code := range strings.FieldsSeq(m.want) {
			wanted[code] = true
		}
	}
	for _, r := range rules {
		if !wanted[r.code] {
			t.Errorf("no mutant breaks %s", r.code)
		}
	}
}
