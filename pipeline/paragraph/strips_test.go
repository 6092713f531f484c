package paragraph

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"kan/pipeline/cjk"
	"kan/pipeline/unit"
)

var update = flag.Bool("update", false, "rewrite the expected lines of the paper strips")

// TestPaperStrips sets the texts of testdata/strips.txt. Each strip is a line
// "width option… | text" (width in 字) and the lines expected of it, each
// behind "│": how the line looks, and what was done to it.
func TestPaperStrips(t *testing.T) {
	const name = "testdata/strips.txt"
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "│") {
			continue // expected of the strip before
		}
		out.WriteString(line + "\n")
		if head, text, ok := strings.Cut(line, " | "); ok && !strings.HasPrefix(line, "#") {
			out.WriteString(strip(t, head, text))
		}
	}
	if *update {
		if err := os.WriteFile(name, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, got := strings.Split(string(raw), "\n"), strings.Split(out.String(), "\n")
	for i := range max(len(want), len(got)) {
		if i >= len(want) || i >= len(got) || want[i] != got[i] {
			t.Fatalf("strips differ from line %d:\n%s", i+1, strings.Join(got[max(0, min(i, len(got)-1)-2):min(len(got), i+4)], "\n"))
		}
	}
}

// strip sets one text.
func strip(t *testing.T, head, text string) string {
	words := strings.Fields(head)
	width, err := strconv.ParseFloat(words[0], 64)
	if err != nil {
		t.Fatalf("%q: %v", head, err)
	}
	o := profile(unit.Length(width * float64(em)))
	for _, w := range words[1:] {
		switch w {
		case "basic":
			o.Level = cjk.Basic
		case "strict":
			o.Level = cjk.Strict
		case "none":
			o.Level = cjk.None
		case "gap=0":
			o.Gap = 0
		case "ifneeded":
			o.EndTrim = EndIfNeeded
		case "never":
			o.EndTrim = EndNever
		case "hang":
			o.EndTrim = EndHang
		case "indent":
			o.Indent = 2 * em
		case "keep":
			o.KeepStart, o.KeepIndentOpen = true, true
		case "pushout":
			o.PushOut = true
		case "orphan":
			o.Orphan = true
		case "units":
			o.Units = true
		case "optimal":
			o.Breaking = Optimal
		case "left":
			o.Align = Left
		case "center":
			o.Align = Center
		case "right":
			o.Align = Right
		default:
			t.Fatalf("%q: no option %s", head, w)
		}
	}
	clusters := squares(strings.ReplaceAll(text, "⏎", "\n"))
	var out strings.Builder
	for _, ln := range Break(clusters, o) {
		said := strings.ReplaceAll(textOf(clusters[ln.Start:ln.End]), "\n", "⏎")
		fmt.Fprintf(&out, "│%s│ at %s, %s", said, ems(ln.X[0]), ems(ln.Natural))
		if ln.Set != ln.Natural {
			fmt.Fprintf(&out, " → %s", ems(ln.Set))
		}
		if ln.StartTrim < 0 {
			out.WriteString(", start " + ems(ln.StartTrim))
		}
		if ln.EndTrim < 0 {
			out.WriteString(", end " + ems(ln.EndTrim))
		}
		if ln.Hung {
			out.WriteString(", hung")
		}
		for _, k := range ln.Kerns {
			fmt.Fprintf(&out, ", %s%s %s", clusters[k.After].Text, clusters[k.After+1].Text, ems(k.Amount))
		}
		for _, s := range ln.Shrink {
			fmt.Fprintf(&out, ", −%d: %s of %d", s.Tier, ems(s.Amount), s.Gaps)
		}
		for _, s := range ln.Stretch {
			fmt.Fprintf(&out, ", +%d: %s in %d", s.Tier, ems(s.Amount), s.Gaps)
		}
		out.WriteString("\n")
	}
	return out.String()
}

// ems gives a length in em, in at most two decimals.
func ems(l unit.Length) string {
	s := strconv.FormatFloat(float64(l)/float64(em), 'f', 2, 64)
	return strings.Replace(strings.TrimSuffix(strings.TrimRight(s, "0"), "."), "-", "−", 1)
}
