//go:build unix

package parity

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// script is a program that stands in for LibreOffice.
func script(t *testing.T, body string) Tools {
	t.Helper()
	dir := t.TempDir()
	name := filepath.Join(dir, "soffice")
	if err := os.WriteFile(name, []byte("#!/bin/sh\n"+body), 0o755); err != nil {
		t.Fatal(err)
	}
	return Tools{Soffice: name, Mutool: name, Dir: dir, Env: []string{"PATH=/usr/bin:/bin"}}
}

func TestConvertUsesFoldersAndFontsOfItsOwn(t *testing.T) {
	tools := script(t, `
for a; do
	case $a in -env:UserInstallation=file://*) profile=$a ;; esac
	last=$before; before=$a
done
mkdir -p "$last"
echo "$profile $FONTCONFIG_FILE $HOME" >"$last/a.pdf"
`)
	pdf, err := tools.Convert(t.Context(), filepath.Join(tools.Dir, "a.docx"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(pdf)
	if want := "-env:UserInstallation=file://" + tools.Dir + "/profile " + tools.Dir + "/fonts.conf " + tools.Dir + "\n"; err != nil || string(got) != want {
		t.Errorf("%v: got %q, want %q", err, got, want)
	}
}

// LibreOffice ends well when it has done nothing; and its first process only
// starts the one that works, which must not outlive it.
func TestConvertTellsWhatWentWrong(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"nothing done", "echo source file could not be loaded", "LibreOffice 没有转出 PDF：source file could not be loaded"},
		{"failure", "echo broken >&2; exit 7", "soffice 出错（exit status 7）：broken"},
		{"no end", "sleep 60 & wait", "soffice 太久没有做完，已经停下"},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			start := time.Now()
			_, err := script(t, c.body).Convert(ctx, "a.docx")
			if err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if time.Since(start) > 4*time.Second {
				t.Errorf("took %v", time.Since(start))
			}
		})
	}
}

func TestPrepareWritesFontsOnce(t *testing.T) {
	tools := Tools{Dir: t.TempDir()}
	reads := 0
	for range 2 {
		files := []FontFile{{Path: "a&b.ttf", Names: []string{"方正小标宋简体", "FZ<1>"}}, {Path: "c.ttc", Index: 2, Names: []string{"黑体"}}}
		err := tools.Prepare(files, func(n int) ([]byte, error) { reads++; return []byte{byte(n)}, nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	if reads != 2 {
		t.Errorf("%d reads", reads)
	}
	for n, name := range []string{"a&b.ttf", "c.ttc"} {
		if data, err := os.ReadFile(filepath.Join(tools.Dir, "fonts", name)); err != nil || string(data) != string(byte(n)) {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
	conf, err := os.ReadFile(tools.fontConfig())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<dir>" + tools.Dir + "/fonts</dir>", "/fonts/a&amp;b.ttf</string>", "<string>方正小标宋简体</string><string>FZ&lt;1&gt;</string>",
		"<int>2</int>"} {
		if !strings.Contains(string(conf), want) {
			t.Errorf("%s is not in\n%s", want, conf)
		}
	}
}
