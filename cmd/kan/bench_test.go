package main

import (
	"os/exec"
	"path/filepath"
	"testing"
)

// program builds kan once, before the clock starts, and returns its path.
func program(b *testing.B) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "kan")
	if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return path
}

// process runs kan in the repository, in a process of its own.
func process(b *testing.B, path string, args ...string) {
	cmd := exec.Command(path, args...)
	cmd.Dir = filepath.Join("..", "..")
	if text, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, text)
	}
}

// BenchmarkColdBuild builds the 22 pages of 两会专刊 in a new process each time:
// start, reading and checking all of the sample content, layout, PDF.
func BenchmarkColdBuild(b *testing.B) {
	kan, out := program(b), b.TempDir()
	for b.Loop() {
		process(b, kan, "build", "two-sessions/2026/1", "--out", out)
	}
}

// BenchmarkColdCheck reads and checks the sample content, nothing more.
func BenchmarkColdCheck(b *testing.B) {
	kan := program(b)
	for b.Loop() {
		process(b, kan, "check")
	}
}
