package pdfcheck

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kan/pipeline/outside"
)

// write puts a file into a folder of the test.
func write(t testing.TB, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "t.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// check gives the faults of a file.
func check(t testing.TB, path string) []Fault {
	t.Helper()
	outside.Program(t, "qpdf")
	faults, err := Check(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return faults
}

func TestTheGoodFileHasNoFault(t *testing.T) {
	m, trailer := goodFile(t)
	for _, f := range check(t, write(t, m.file(trailer))) {
		t.Error(f)
	}
}

// mutants are the good file with one fault each.
func mutants() []mutant {
	return slices.Concat(fileMutants, contentMutants, fontMutants, structureMutants, catalogMutants)
}

// Every mutant breaks the rules that it should, and no other.
func TestEveryMutantIsCaught(t *testing.T) {
	m, trailer := goodFile(t)
	data := readDraft(t, write(t, m.file(trailer)))
	if got := codes(check(t, newDraft(t, data).pdf())); got != "" {
		t.Fatalf("unchanged: %s", got)
	}
	for _, m := range mutants() {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			d := newDraft(t, data)
			m.do(d)
			faults := check(t, d.pdf())
			if got := codes(faults); got != sortWords(m.want) {
				t.Errorf("want %s, got %s", m.want, got)
				for _, f := range faults {
					t.Log(f)
				}
			}
		})
	}
}

// A file that cannot be read is at fault; qpdf that cannot be run is an error.
func TestErrorsAreNotFaults(t *testing.T) {
	outside.Program(t, "qpdf")
	if got := codes(check(t, filepath.Join(t.TempDir(), "none.pdf"))); got != "file/unreadable" {
		t.Errorf("a file that is not there: %s", got)
	}
	m, trailer := goodFile(t)
	path := write(t, m.file(trailer))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if faults, err := Check(ctx, path); err == nil {
		t.Errorf("cancelled: %v", faults)
	}
	t.Setenv("PATH", "")
	if faults, err := Check(t.Context(), path); err == nil {
		t.Errorf("without qpdf: %v", faults)
	}
}

// A file with more faults than anyone reads has a bounded list of them.
func TestFaultsAreBounded(t *testing.T) {
	c := newChecker()
	for i := range 3 * maxFaults {
		c.fault("struct/empty", ref{i / 10, 0}.String(), "the %dth", i)
	}
	if len(c.faults) != maxFaults || c.faults[0].String() != "0 0 R: the 0th (struct/empty: here)" || c.count[place{"struct/empty", "0 0 R"}] != 10 {
		t.Errorf("%d faults, the first %v", len(c.faults), c.faults[0])
	}
}

func sortWords(s string) string {
	w := strings.Fields(s)
	slices.Sort(w)
	return strings.Join(w, " ")
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
