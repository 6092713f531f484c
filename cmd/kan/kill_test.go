package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kan/pipeline/outside"
)

// TestAKilledCloseIsAllOrNothing kills `kan issue close` at moments all over its
// run. Whatever it left, the next command tells what to do, and after that all
// files are as they were, or all are closed. Package journal is killed after
// every single write by its own tests.
func TestAKilledCloseIsAllOrNothing(t *testing.T) {
	outside.Program(t, "git")
	begin := time.Now()
	if state := closeIn(t, office1(t), 0); state != "closed" {
		t.Fatalf("a close that nobody kills leaves %s", state)
	}
	whole := time.Since(begin)
	count := map[string]int{}
	const kills = 10
	for n := range kills {
		count[closeIn(t, office1(t), whole*time.Duration(n+1)/kills)]++
	}
	t.Logf("%v", count)
	if count["open"] == 0 {
		t.Error("no run was killed before its end")
	}
}

// office1 is a repository with an issue that can be closed.
func office1(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/office")); err != nil {
		t.Fatal(err)
	}
	settings := filepath.Join(dir, "content", "kan.yaml")
	text, err := os.ReadFile(settings)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(settings, append(text, "sign_off: {check: false}\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A"}, {"-c", "user.name=x", "-c", "user.email=x@yunzhou.example", "commit", "-q", "-m", "x"}} {
		git := exec.Command("git", append([]string{"-C", dir}, args...)...)
		git.Env = append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull)
		if out, err := git.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	return dir
}

// closeIn closes the issue, is killed after a while (0 is never), does what the
// next command says and tells in what state the files are.
func closeIn(t *testing.T, dir string, after time.Duration) string {
	t.Helper()
	cmd := exec.Command("kan", "-C", dir, "issue", "close", "public-opinion/2026/001")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if after > 0 {
		timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		defer timer.Stop()
	}
	if err := cmd.Wait(); err != nil && after == 0 {
		t.Fatalf("%v\n%s", err, out.String())
	}
	check := exec.Command("kan", "-C", dir, "check")
	if said, err := check.CombinedOutput(); err != nil {
		if !strings.Contains(string(said), "kan issue resume") {
			t.Fatalf("after a kill at %v: %v\n%s", after, err, said)
		}
		if said, err := exec.Command("kan", "-C", dir, "issue", "resume").CombinedOutput(); err != nil {
			t.Fatalf("resume after a kill at %v: %v\n%s", after, err, said)
		}
		if said, err := exec.Command("kan", "-C", dir, "check").CombinedOutput(); err != nil {
			t.Fatalf("after resume: %v\n%s", err, said)
		}
	}
	return stateOf(t, dir)
}

// stateOf is open when all files are as they were, closed when all are new.
func stateOf(t *testing.T, dir string) string {
	t.Helper()
	has := func(name, text string) bool {
		b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		return err == nil && bytes.Contains(b, []byte(text))
	}
	signs := []bool{
		has("content/issues/public-opinion/2026/001.yaml", "status: closed"),
		has("content/issues/public-opinion/2026/001.lock.yaml", "outputs:"),
		has("content/reports/2026/2026-0001-dianti.md", "status: published"),
		has("output/public-opinion/2026/001/public-opinion-2026-001.pdf", "%%EOF"),
		has("output/public-opinion/2026/001/public-opinion-2026-001.docx", "word/document.xml"),
	}
	for _, s := range signs {
		if s != signs[0] {
			t.Fatalf("some files are new and some are not: %v", signs)
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, "content", "*", "*", ".kan-*"))
	if err != nil || len(left) > 0 {
		t.Fatalf("left behind: %v %v", left, err)
	}
	if signs[0] {
		return "closed"
	}
	return "open"
}
