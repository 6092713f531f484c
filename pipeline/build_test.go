package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"kan/fonts"
	"kan/pipeline"
	"kan/pipeline/diag"
	"kan/templates"
)

// small is the little office that the program's own tests use.
func small(t *testing.T) *pipeline.Content {
	t.Helper()
	var diags diag.List
	c, err := pipeline.Load(pipeline.Input{
		Repo: os.DirFS("../cmd/kan/testdata/office"), Fonts: fonts.Files, Templates: templates.Files,
	}, &diags)
	if err != nil {
		t.Fatal(err)
	}
	if diags.HasErrors() {
		t.Fatalf("the small office has errors: %v", diags.Sorted())
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

func TestAnInterruptedBuildLeavesNothing(t *testing.T) {
	out := filepath.Join(t.TempDir(), "output")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var diags diag.List
	c := small(t)
	files, err := c.Build(ctx, c.Issues, out, pipeline.BuildOptions{Formats: []string{pipeline.PDF, pipeline.DOCX}}, &diags)
	if !errors.Is(err, context.Canceled) || len(files) != 0 {
		t.Errorf("got %v, error %v", files, err)
	}
	left, err := fs.Glob(os.DirFS(out), "*")
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, error %v", left, err)
	}
}

func TestEveryCopyCountsAsDone(t *testing.T) {
	c := small(t)
	var diags diag.List
	var got []string
	done := func(_ *pipeline.Issue, n, of int) { got = append(got, fmt.Sprintf("%d/%d", n, of)) }
	_, err := c.Build(t.Context(), c.Issues[:1], t.TempDir(), pipeline.BuildOptions{Formats: []string{pipeline.PDF}, PDF: pipeline.PDFOptions{Copies: true}, Done: done}, &diags)
	if want := []string{"1/2", "2/2"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, want %v, error %v, findings %v", got, want, err, diags.Sorted())
	}
}

func TestAPanicInAWorkerReachesTheCaller(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("the panic is lost")
		}
	}()
	c := small(t)
	var diags diag.List
	done := func(*pipeline.Issue, int, int) { panic("worker") }
	_, _ = c.Build(t.Context(), c.Issues[:1], t.TempDir(), pipeline.BuildOptions{Formats: []string{pipeline.PDF}, Done: done}, &diags)
}

func TestSeriesAreTheTemplatesWithoutTheirParent(t *testing.T) {
	got := pipeline.Series(pipeline.Input{Repo: os.DirFS("testdata/none"), Templates: templates.Files})
	want := []string{"leaders-digest", "public-opinion", "special-report", "speeches", "two-sessions"}
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for n := range want {
		if got[n] != want[n] {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}
