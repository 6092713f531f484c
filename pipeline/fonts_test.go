package pipeline_test

import (
	"io/fs"
	"os"
	"reflect"
	"testing"
	"testing/fstest"

	"kan/fonts"
	"kan/pipeline"
	"kan/pipeline/diag"
	"kan/pipeline/font/squares"
	"kan/templates"
)

// office loads the little office with files of its own.
func office(t *testing.T, files map[string]string) *pipeline.Content {
	t.Helper()
	small, repo := os.DirFS("../cmd/kan/testdata/office"), fstest.MapFS{}
	err := fs.WalkDir(small, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(small, name)
		repo[name] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		repo[name] = &fstest.MapFile{Data: []byte(text)}
	}
	var diags diag.List
	c, err := pipeline.Load(pipeline.Input{Repo: repo, Fonts: fonts.Files, Templates: templates.Files}, &diags)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	for _, d := range diags.Sorted() {
		if d.Severity == diag.Error {
			t.Fatalf("%s: %s", d.Span, d.Message)
		}
	}
	return c
}

func TestFontsAreCounted(t *testing.T) {
	all, err := small(t).Fonts()
	if err != nil {
		t.Fatal(err)
	}
	general := map[string]int{"仿宋": 0, "宋体": 196, "小标宋": 196, "黑体": 196, "楷体": 196}
	if len(all) != len(general) {
		t.Errorf("%d roles", len(all))
	}
	for _, f := range all {
		if f.GB2312 != pipeline.GB2312Count || f.General != general[f.Role] || f.Han < f.GB2312+f.General || !f.BuiltIn || f.Face == "" {
			t.Errorf("%s: %+v", f.Role, f)
		}
	}
}

func TestFontsOfTheRepositoryComeFirstAndOncePerRole(t *testing.T) {
	c := office(t, map[string]string{
		"fonts/own.ttf": string(squares.Bytes()),
		"fonts/fonts.yaml": "- {role: 仿宋, file: own.ttf, licence: 自有, stands_for: [方块]}\n" +
			"- {role: 仿宋, file: FandolFang-Regular.otf}\n",
	})
	all, err := c.Fonts()
	if err != nil {
		t.Fatal(err)
	}
	f := all[0]
	// The squares have extension A, the basic block, 𠮷 and 𬭎.
	want := pipeline.Coverage{GB2312: 6763, General: 1, Han: 6592 + 20992 + 2}
	if f.Role != "仿宋" || f.File != "own.ttf" || f.BuiltIn || f.Licence != "自有" || f.Coverage != want ||
		!reflect.DeepEqual(f.StandsFor, []string{"方块"}) {
		t.Errorf("the first is %+v", f)
	}
	for _, f := range all[1:] {
		if f.Role == "仿宋" {
			t.Errorf("%s stands there twice", f.Role)
		}
	}
}

func BenchmarkFonts(b *testing.B) {
	c := sample(b)
	for b.Loop() {
		if _, err := c.Fonts(); err != nil {
			b.Fatal(err)
		}
	}
}
