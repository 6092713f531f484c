package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// try runs one command line in a copy of the small office.
func try(t *testing.T, change func(*env), args ...string) (code int, stdout, stderr string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/office")); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	e := &env{
		stdout: &out, stderr: &errs,
		lookup: func(string) (string, bool) { return "", false },
		now:    func() time.Time { return time.Date(2031, 5, 6, 23, 0, 0, 0, time.UTC) },
	}
	if change != nil {
		change(e)
	}
	code = run(append([]string{"-C", dir}, args...), e)
	return code, out.String(), errs.String()
}

func TestExitCodes(t *testing.T) {
	full := func(e *env) { e.stdout = brokenWriter{} }
	for _, c := range []struct {
		name   string
		change func(*env)
		args   string
		want   int
	}{
		{"good content", nil, "check", exitOK},
		{"help", nil, "", exitOK},
		{"unknown command", nil, "chekc", exitUsage},
		{"unknown flag", nil, "check --nothing", exitUsage},
		{"unknown path", nil, "check nowhere", exitUsage},
		{"unknown issue", nil, "build public-opinion/1999/1", exitUsage},
		{"unknown code", nil, "explain what/ever", exitUsage},
		{"not a repository", nil, "-C / check", exitUsage},
		{"findings", nil, "check -C testdata/broken", exitFindings},
		{"stdout is full", full, "explain", exitFailed},
		{"output cannot be made", nil, "build --out /dev/null/x", exitFailed},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, _, stderr := try(t, c.change, strings.Fields(c.args)...)
			if code != c.want {
				t.Errorf("exit code %d, want %d; stderr:\n%s", code, c.want, stderr)
			}
			if code == exitFailed && strings.Count(stderr, "\n") != 1 {
				t.Errorf("the machine's fault is not one line:\n%s", stderr)
			}
		})
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestFindingsAndInterruptsHaveTheirCodes(t *testing.T) {
	for _, c := range []struct {
		err  error
		want int
	}{
		{nil, 0}, {errFindings, 1}, {usage("", "x"), 2}, {errors.New("disk"), 3},
		{fmt.Errorf("building: %w", context.Canceled), 130},
	} {
		var w bytes.Buffer
		if got := explainError(&w, c.err); got != c.want {
			t.Errorf("%v: exit code %d, want %d", c.err, got, c.want)
		}
	}
}

func TestNewFilesAreDatedByTheClock(t *testing.T) {
	code, stdout, stderr := try(t, nil, "new", "report", "某事")
	if code != 0 || stdout != "content/reports/2031/2031-0001.md\n" {
		t.Errorf("exit code %d, stdout %q, stderr:\n%s", code, stdout, stderr)
	}
}

func TestAPanicIsReportedAsOurs(t *testing.T) {
	broken := func(e *env) { e.now = func() time.Time { panic("the clock has stopped") } }
	code, _, stderr := try(t, broken, "new", "report", "某事")
	if code != exitFailed {
		t.Errorf("exit code %d, want %d", code, exitFailed)
	}
	for _, want := range []string{"这是 kan 的缺陷，请报告", "the clock has stopped", "runNewReport"} {
		if !strings.Contains(stderr, want) {
			t.Errorf("stderr has no %q:\n%s", want, stderr)
		}
	}
}

func TestLeftOutReportsAreAllNamed(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/office")); err != nil {
		t.Fatal(err)
	}
	draft, err := os.ReadFile("testdata/office/content/reports/2026/2026-0003-tingche.md")
	if err != nil {
		t.Fatal(err)
	}
	for n := 10; n < 60; n++ {
		id := fmt.Sprintf("2026-%04d", n)
		text := strings.Replace(string(draft), "2026-0003", id, 1)
		if err := os.WriteFile(dir+"/content/reports/2026/"+id+".md", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	code, _, stderr := try(t, nil, "-C", dir, "check")
	if code != 0 || !strings.Contains(stderr, "状态为草稿（51 件）") {
		t.Errorf("exit code %d, stderr:\n%s", code, stderr)
	}
	for n := 10; n < 60; n++ {
		if id := fmt.Sprintf("2026-%04d", n); !strings.Contains(stderr, id) {
			t.Errorf("%s is dropped in silence", id)
		}
	}
	if lines := strings.Count(stderr, "\n"); lines > 15 {
		t.Errorf("51 reports of one reason take %d lines", lines)
	}
}

// screen is a writer that a progress may draw on from another goroutine.
type screen struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *screen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(b)
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func TestProgressIsShownOnceDueAndTakenAway(t *testing.T) {
	var s screen
	p := startProgress(&env{stderr: &s, stderrTTY: true}, "正在排版")
	p.say("早了")
	if s.String() != "" {
		t.Errorf("shown before it is due: %q", s.String())
	}
	p.mu.Lock()
	p.due = true
	p.mu.Unlock()
	p.say("1/2")
	p.end()
	p.say("晚了")
	if want := eraseLine + "1/2" + eraseLine; s.String() != want {
		t.Errorf("screen has %q, want %q", s.String(), want)
	}
}

func TestProgressIsSilentWithoutATerminal(t *testing.T) {
	var s screen
	p := startProgress(&env{stderr: &s}, "正在排版")
	p.due = true
	p.say("1/2")
	p.end()
	if s.String() != "" {
		t.Errorf("shown: %q", s.String())
	}
}

func TestOnlyReleasesNameThemselvesInFiles(t *testing.T) {
	for v, want := range map[string]bool{
		"v1.2.3": true, "v0.1.0": true, "": false, "(devel)": false,
		"v0.0.0-20260101000000-0123456789ab": false, "v1.2.3+dirty": false,
		"v1.2.4-0.20260101000000-0123456789ab": false,
	} {
		if got := isRelease(v); got != want {
			t.Errorf("isRelease(%q) = %v", v, got)
		}
	}
}

func TestScalarIsReadBackAsItWas(t *testing.T) {
	for text, want := range map[string]string{
		"关于某事的建议": "关于某事的建议", "“一老一小”几点建议": "“一老一小”几点建议",
		"关于5G+工业": "关于5G+工业", "A股": `"A股"`, "某事: 建议": `"某事: 建议"`, "某事 #1": `"某事 #1"`,
		"": `""`, "2026": `"2026"`, "- 某": `"- 某"`, `说"好"`: `"说\"好\""`, "甲，乙": "甲，乙", "[甲]": `"[甲]"`,
		"甲, 乙": `"甲, 乙"`, "甲<乙": `"甲<乙"`,
	} {
		if got := scalar(text); got != want {
			t.Errorf("scalar(%q) = %s, want %s", text, got, want)
		}
	}
}
