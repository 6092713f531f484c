package parity

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Tools are the programs that read the files, and where they may work. Nothing
// of the user's own settings is touched.
type Tools struct {
	Soffice string   // LibreOffice's program
	Mutool  string   // mupdf's
	Env     []string // their environment
	Dir     string   // a folder of their own, absolute: fonts, settings, caches
}

// Prepare lays out the folder, once: the font files, whose bytes read gives, and
// the list of them.
func (t Tools) Prepare(files []FontFile, read func(n int) ([]byte, error)) error {
	if _, err := os.Stat(t.fontConfig()); err == nil {
		return nil
	}
	dir := filepath.Join(t.Dir, "fonts")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for n := range files {
		data, err := read(n)
		if err != nil {
			return err
		}
		files[n].Path = filepath.Join(dir, filepath.Base(files[n].Path))
		if err := os.WriteFile(files[n].Path, data, 0o644); err != nil {
			return err
		}
	}
	return os.WriteFile(t.fontConfig(), FontConfig(dir, filepath.Join(t.Dir, "fontcache"), files), 0o644)
}

func (t Tools) fontConfig() string { return filepath.Join(t.Dir, "fonts.conf") }

// Convert has LibreOffice turn a Word file into a PDF beside it, with settings
// of its own, so that several can run at once and none meets the user's.
func (t Tools) Convert(ctx context.Context, docx string) (pdf string, err error) {
	out := filepath.Join(t.Dir, "converted")
	profile := url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(t.Dir, "profile"))}
	said, err := t.run(ctx, t.Soffice, "--headless", "--norestore", "-env:UserInstallation="+profile.String(),
		"--convert-to", "pdf", "--outdir", out, docx)
	if err != nil {
		return "", err
	}
	pdf = filepath.Join(out, strings.TrimSuffix(filepath.Base(docx), ".docx")+".pdf")
	if _, err := os.Stat(pdf); err != nil { // it reports success all the same
		return "", fmt.Errorf("LibreOffice 没有转出 PDF：%s", firstLine(said))
	}
	return pdf, nil
}

// Extract reads a PDF through mutool.
func (t Tools) Extract(ctx context.Context, pdf string) (*Rendering, error) {
	said, err := t.run(ctx, t.Mutool, "draw", "-q", "-F", "stext", "-o", "-", pdf)
	if err != nil {
		return nil, err
	}
	return Read(bytes.NewReader(said))
}

// run runs a program to its end or that of ctx, and returns what it prints.
func (t Tools) run(ctx context.Context, program string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env = append(append([]string{}, t.Env...), "FONTCONFIG_FILE="+t.fontConfig(), "HOME="+t.Dir)
	cmd.Dir = t.Dir
	cmd.WaitDelay = 5 * time.Second // a child of it may hold the pipes open
	endWithChildren(cmd)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	err := cmd.Run()
	name := filepath.Base(program)
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, fmt.Errorf("%s 太久没有做完，已经停下", name)
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("%s 出错（%w）：%s", name, err, firstLine(said.Bytes()))
	}
	return out.Bytes(), nil
}

func firstLine(b []byte) string {
	line, _, _ := strings.Cut(strings.TrimSpace(string(b)), "\n")
	return line
}
