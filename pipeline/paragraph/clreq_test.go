package paragraph

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kan/pipeline/cjk"
	"kan/pipeline/unit"
)

// vectors is a file of clreq line vectors; lengths are in em. What else stands
// in the file is not for us.
type vectors struct {
	Pairs json.RawMessage `json:"pairs"`
	Cases json.RawMessage `json:"cases"`
}

type vectorPair struct {
	Pair    string  `json:"pair"`
	Advance float64 `json:"advance_em"`
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
		if err := json.Unmarshal(raw, &v); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var pairs []vectorPair
		var cases []vector
		if err := errors.Join(strict(v.Pairs, &pairs), strict(v.Cases, &cases)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(pairs)+len(cases) == 0 {
			t.Errorf("%s: no vectors", name)
		}
		for _, p := range pairs {
			t.Run(p.Pair, func(t *testing.T) { checkPair(t, p.Pair, p.Advance) })
		}
		for _, c := range cases {
			t.Run(c.ID, func(t *testing.T) { c.check(t) })
		}
	}
}

// strict decodes a list that may be absent, but has no keys that we do not know.
func strict(raw json.RawMessage, into any) error {
	if raw == nil {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

// checkPair measures a pair of marks between Han, where nothing is trimmed.
func checkPair(t *testing.T, pair string, want float64) {
	ln := Break(squares("国"+pair+"国"), profile(100*em))[0]
	if got := ln.X[len(ln.X)-1] - em; got != unit.Length(want*float64(em)) {
		t.Errorf("%s takes %v pt, want %v em", pair, got, want)
	}
}

// em is the vector's type size, 16 pt where it says nothing.
func (c *vector) em() unit.Length {
	if c.Size == 0 {
		return em
	}
	return unit.Length(math.Round(c.Size * float64(unit.Pt)))
}

// of is a number of em.
func (c *vector) of(ems float64) unit.Length {
	return unit.Length(math.Round(ems * float64(c.em())))
}

// options reads a vector's options; one that the test does not know fails it.
func (c *vector) options() (Options, error) {
	o := Options{Width: c.of(c.Width), Em: c.em(), Gap: c.em() / 4}
	for key, raw := range c.Options {
		var value any
		if err := json.Unmarshal(raw, &value); err != nil {
			return o, err
		}
		if !c.take(&o, key, value) {
			return o, fmt.Errorf("option %s: %v", key, value)
		}
	}
	return o, nil
}

// take sets one option of a vector and tells whether it knows it.
func (c *vector) take(o *Options, key string, value any) (ok bool) {
	number, isNumber := value.(float64)
	word, _ := value.(string)
	word = strings.NewReplacer("_", "", "-", "").Replace(strings.ToLower(word))
	yes, isYesNo := yesOrNo(value, word)
	switch key {
	case "lvl":
		o.Level, ok = map[string]cjk.Level{"none": cjk.None, "basic": cjk.Basic, "gb": cjk.GB, "strict": cjk.Strict}[word]
	case "end_trim":
		o.EndTrim, ok = map[string]EndTrim{"always": EndAlways, "ifneeded": EndIfNeeded,
			"never": EndNever, "hang": EndHang}[word]
	case "gap":
		o.Gap, ok = c.of(number), isNumber || word == "none"
	case "indent":
		o.Indent, ok = c.of(number), isNumber
	case "indent_open":
		o.KeepIndentOpen, ok = !yes, isYesNo
	case "start_trim":
		o.KeepStart, ok = !yes, isYesNo
	case "orphan":
		o.Orphan, ok = yes, isYesNo
	case "period_shrink":
		o.FixPeriod, ok = !yes, isYesNo
	}
	return ok
}

// yesOrNo reads a switch: whether a mark is trimmed, whether a rule is on.
func yesOrNo(value any, word string) (yes, ok bool) {
	if yes, ok = value.(bool); ok {
		return yes, true
	}
	yes, ok = map[string]bool{"trim": true, "on": true, "always": true, "keep": false, "off": false, "never": false}[word]
	return yes, ok
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
	clusters := squaresOf(c.Text, c.em())
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
			if !near(got, c.of(want), len(ln.X)) {
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
		c.sameTiers(t, fmt.Sprintf("line %d shrink", i+1), ln.Shrink, want.Shrink)
		c.sameTiers(t, fmt.Sprintf("line %d stretch", i+1), ln.Stretch, want.Stretch)
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

func (c *vector) sameTiers(t *testing.T, what string, got []Tier, want []vectorTier) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %v, want %v", what, got, want)
		return
	}
	for i, w := range want {
		g := got[i]
		if g.Tier != w.Tier || g.Gaps != w.Places+w.Gaps || !near(g.Amount, c.of(w.Em), g.Gaps) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
}

// near compares lengths, within 2/65536 pt for each gap.
func near(got, want unit.Length, gaps int) bool {
	return max(got-want, want-got) <= unit.Length(2*gaps)
}

// TestVectorsAreReadInEverySpelling: what a vector file may say, and what not.
func TestVectorsAreReadInEverySpelling(t *testing.T) {
	c := vector{Width: 10, Size: 10.5}
	for key, values := range map[string][]any{
		"indent_open": {"keep", "trim", "on", "off", "always", "never", true, false},
		"start_trim":  {"keep", "trim", "on", "off", "always", "never", true, false},
		"end_trim":    {"always", "ifneeded", "if-needed", "if_needed", "never", "hang"},
		"gap":         {"none", 0.25, 0.0}, "indent": {2.0}, "orphan": {true}, "lvl": {"gb", "strict", "none", "basic"},
	} {
		for _, v := range values {
			if o := new(Options); !c.take(o, key, v) {
				t.Errorf("%s: %v is not known", key, v)
			}
		}
		if c.take(new(Options), key, "maybe") {
			t.Errorf("%s: maybe is taken", key)
		}
	}
	o := Options{}
	c.take(&o, "indent_open", "keep")
	c.take(&o, "start_trim", "never")
	c.take(&o, "gap", 0.5)
	if !o.KeepIndentOpen || !o.KeepStart || o.Gap != 21*unit.Pt/4 {
		t.Errorf("%+v", o)
	}
	if err := strict([]byte(`[{"id": "X", "colour": 1}]`), new([]vector)); err == nil {
		t.Error("a case with an unknown key is taken")
	}
}
