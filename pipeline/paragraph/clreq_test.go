package paragraph

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kan/pipeline/cjk"
	"kan/pipeline/font"
	"kan/pipeline/unit"
)

// vectors is a file of clreq line vectors; lengths are in em.
type vectors struct {
	Unit  string `json:"unit"`
	Pairs []struct {
		Pair    string  `json:"pair"`
		Advance float64 `json:"advance_em"`
	} `json:"pairs"`
	Cases []vector `json:"cases"`
}

type vector struct {
	ID      string                     `json:"id"`
	Text    string                     `json:"text"`
	Width   float64                    `json:"width_em"`
	Size    float64                    `json:"size_pt"`
	Options map[string]json.RawMessage `json:"options"`
	Why     string                     `json:"why"`
	Lines   []struct {
		Text      string  `json:"text"`
		Natural   float64 `json:"natural_em"`
		Set       float64 `json:"set_em"`
		StartTrim float64 `json:"start_trim_em"`
		EndTrim   float64 `json:"end_trim_em"`
		Hung      bool    `json:"hung"`
		Kerns     []struct {
			Pair string  `json:"pair"`
			Em   float64 `json:"em"`
		} `json:"kerns"`
		Shrink  []vectorTier `json:"shrink"`
		Stretch []vectorTier `json:"stretch"`
	} `json:"lines"`
}

type vectorTier struct {
	Tier   int     `json:"tier"`
	Places int     `json:"places"`
	Gaps   int     `json:"gaps"`
	Em     float64 `json:"em"`
}

func TestClreqVectors(t *testing.T) {
	files, err := filepath.Glob("testdata/clreq/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no vectors: %v", err)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var v vectors
		d := json.NewDecoder(bytes.NewReader(raw))
		d.DisallowUnknownFields()
		if err := d.Decode(&v); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, p := range v.Pairs {
			t.Run(p.Pair, func(t *testing.T) { checkPair(t, p.Pair, p.Advance) })
		}
		for _, c := range v.Cases {
			t.Run(c.ID, func(t *testing.T) { c.check(t) })
		}
	}
}

// checkPair measures a pair of marks between Han, where nothing is trimmed.
func checkPair(t *testing.T, pair string, want float64) {
	ln := Break(squares("国"+pair+"国"), profile(100*em))[0]
	if got := ln.X[len(ln.X)-1] - em; !near(got, want*16, 0) {
		t.Errorf("%s takes %v pt, want %v em", pair, got, want)
	}
}

// options reads a vector's options; one that the test does not know fails it.
func (c *vector) options() (Options, error) {
	size := unit.Length(c.Size * float64(unit.Pt))
	o := profile(unit.Length(math.Round(c.Width * float64(size))))
	if size != em {
		return o, fmt.Errorf("type size %v pt, want 16", c.Size)
	}
	for key, raw := range c.Options {
		var value any
		if err := json.Unmarshal(raw, &value); err != nil {
			return o, err
		}
		if !o.take(key, value) {
			return o, fmt.Errorf("option %s: %v", key, value)
		}
	}
	return o, nil
}

// take sets one option of a vector and tells whether it knows it.
func (o *Options) take(key string, value any) (ok bool) {
	number, isNumber := value.(float64)
	word, _ := value.(string)
	word = strings.NewReplacer("_", "", "-", "").Replace(word)
	yes, isBool := value.(bool)
	switch key {
	case "lvl":
		o.Level, ok = map[string]cjk.Level{"none": cjk.None, "basic": cjk.Basic, "gb": cjk.GB, "strict": cjk.Strict}[word]
	case "end_trim":
		o.EndTrim, ok = map[string]EndTrim{"always": EndAlways, "ifneeded": EndIfNeeded,
			"never": EndNever, "hang": EndHang}[word]
	case "gap":
		o.Gap, ok = unit.Length(number*float64(em)), isNumber
	case "indent":
		o.Indent, ok = unit.Length(number*float64(em)), isNumber
	case "indent_open":
		o.KeepIndentOpen, ok = word == "keep" || isBool && !yes, isBool || word == "keep" || word == "trim"
	case "start_trim":
		o.KeepStart, ok = !yes, isBool
	case "orphan":
		o.Orphan, ok = yes, isBool
	case "period_shrink":
		o.FixPeriod, ok = !yes, isBool
	}
	return ok
}

func (c *vector) check(t *testing.T) {
	o, err := c.options()
	if err != nil {
		t.Fatal(err)
	}
	c.compare(t, o)
	if len(c.Lines) == 1 { // then there is nothing to choose
		o.Breaking = Optimal
		c.compare(t, o)
	}
}

func (c *vector) compare(t *testing.T, o Options) {
	clusters := squares(c.Text)
	lines := Break(clusters, o)
	if len(lines) != len(c.Lines) {
		for _, ln := range lines {
			t.Logf("%q", textOf(clusters[ln.Start:ln.End]))
		}
		t.Fatalf("%d lines, want %d (%s)", len(lines), len(c.Lines), c.Why)
	}
	for i, want := range c.Lines {
		ln := &lines[i]
		if got := textOf(clusters[ln.Start:ln.End]); visible(got) != visible(want.Text) {
			t.Errorf("line %d is %q, want %q (%s)", i+1, got, want.Text, c.Why)
			continue
		}
		length := func(what string, got unit.Length, want float64) {
			if !near(got, want*16, len(ln.X)) {
				t.Errorf("line %d %s: %v pt, want %v em (%s)", i+1, what, got, want, c.Why)
			}
		}
		indent := unit.Length(0) // the vectors count it as part of the line
		if i == 0 {
			indent = o.Indent
		}
		length("natural width", ln.Natural+indent, want.Natural)
		length("set width", ln.Set+indent, want.Set)
		length("start trim", ln.StartTrim, want.StartTrim)
		length("end trim", ln.EndTrim, want.EndTrim)
		if ln.Hung != want.Hung {
			t.Errorf("line %d hung: %v, want %v", i+1, ln.Hung, want.Hung)
		}
		if len(ln.Kerns) != len(want.Kerns) {
			t.Fatalf("line %d kerns: %v, want %v", i+1, ln.Kerns, want.Kerns)
		}
		for j, k := range want.Kerns {
			pair := textOf(clusters[ln.Kerns[j].After : ln.Kerns[j].After+2])
			if pair != k.Pair {
				t.Errorf("line %d kern %d at %s, want %s", i+1, j+1, pair, k.Pair)
			}
			length("kern at "+pair, ln.Kerns[j].Amount, k.Em)
		}
		sameTiers(t, fmt.Sprintf("line %d shrink", i+1), clusters, ln.Shrink, want.Shrink)
		sameTiers(t, fmt.Sprintf("line %d stretch", i+1), clusters, ln.Stretch, want.Stretch)
	}
}

// visible is a line's text without the spaces that its edges swallowed and
// those that gaps replaced.
func visible(text string) string {
	r := []rune(strings.Trim(text, " "))
	var out []rune
	for k, c := range r {
		if c != ' ' || cjk.IsHan(r[k-1]) == cjk.IsHan(r[k+1]) {
			out = append(out, c)
		}
	}
	return string(out)
}

func sameTiers(t *testing.T, what string, clusters []font.Cluster, got []Tier, want []vectorTier) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %v, want %v", what, got, want)
		return
	}
	for i, w := range want {
		g := got[i]
		if g.Tier != w.Tier || g.Gaps != w.Places+w.Gaps || !near(g.Amount, w.Em*16, g.Gaps) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
}

// near compares a length with points, within 2/65536 pt for each gap.
func near(got unit.Length, pt float64, gaps int) bool {
	return math.Abs(float64(got)-pt*float64(unit.Pt)) <= float64(2*gaps)
}
