package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"kan/pipeline"
)

// pictureDPI is the resolution of page pictures: the text can just be read.
const pictureDPI = "70"

// picturesOf draws the pages of PDF files with pdftoppm, below out/pictures. It
// returns how many there are; without the program there are none.
func picturesOf(files []pipeline.Output, out string) (int, error) {
	program, err := exec.LookPath("pdftoppm")
	if err != nil {
		return 0, nil
	}
	n := 0
	for _, f := range files {
		if f.Pages == 0 {
			continue
		}
		base := filepath.Join(out, "pictures", strings.TrimSuffix(filepath.FromSlash(f.Path), ".pdf"))
		if err := os.MkdirAll(filepath.Dir(base), 0o755); err != nil {
			return n, err
		}
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
		cmd := exec.CommandContext(ctx, program, "-r", pictureDPI, "-png", filepath.Join(out, filepath.FromSlash(f.Path)), base)
		var said bytes.Buffer
		cmd.Stderr = &said
		err := cmd.Run()
		cancel()
		if err != nil {
			return n, fmt.Errorf("pdftoppm %s：%w %s", f.Path, err, strings.TrimSpace(said.String()))
		}
		n += f.Pages
	}
	return n, nil
}
