// Command kan turns reports kept as Markdown in a Git repository into the
// printed bulletins of an office: it checks them, lists them and sets issues
// as PDF.
//
// The rules of its user interface:
//
//   - All that editors read is Chinese; codes of findings are English.
//   - Results go to stdout, progress and summaries to stderr.
//   - The editor's fault is a finding with its place; a wrong command line
//     says what was probably meant; the machine's fault is one line.
//   - Nothing is overwritten by `kan new`, and `kan build` writes all of its
//     files or none.
//   - Only main ends the process: commands return errors, and take clock,
//     environment and streams from an env.
//
// What is done with the content stands in package pipeline; here are flags,
// printing and exit codes only.
package main

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"time"

	"golang.org/x/term"
)

func main() {
	e := &env{
		stdout: os.Stdout, stderr: os.Stderr, lookup: os.LookupEnv, now: time.Now,
		stdoutTTY: term.IsTerminal(int(os.Stdout.Fd())), stderrTTY: term.IsTerminal(int(os.Stderr.Fd())),
	}
	if term.IsTerminal(int(os.Stdin.Fd())) {
		e.ask = ask
	}
	os.Exit(run(os.Args[1:], e))
}

// ask reads a password without showing it.
func ask(prompt string) (string, error) {
	fmt.Fprint(os.Stderr, prompt)
	p, err := term.ReadPassword(int(os.Stdin.Fd()))
	fmt.Fprintln(os.Stderr)
	return string(p), err
}

// env is the outside world as commands see it.
type env struct {
	stdout, stderr       io.Writer
	stdoutTTY, stderrTTY bool // whether a person is watching
	lookup               func(name string) (string, bool)
	now                  func() time.Time
	ask                  func(prompt string) (string, error) // a password from the person at the terminal; nil when nobody is there

	dir   string // -C: where to start; "" is the current folder
	color string // --color
}

// run executes one command line and returns the exit code.
func run(args []string, e *env) (code int) {
	defer func() {
		if p := recover(); p != nil {
			fmt.Fprintf(e.stderr, "kan：这是 kan 的缺陷，请报告，并附上下面的文字和当时的命令\n\n%v\n\n%s", p, debug.Stack())
			code = exitFailed
		}
	}()
	out := &faithful{w: e.stdout}
	e.stdout = out
	root := newRoot(e)
	root.SetArgs(args)
	code = explainError(e.stderr, root.Execute())
	if out.err != nil && code == exitOK {
		return explainError(e.stderr, fmt.Errorf("写不出结果：%w", out.err))
	}
	return code
}

// faithful remembers that something could not be written, so that a full disk
// does not look like success.
type faithful struct {
	w   io.Writer
	err error
}

func (f *faithful) Write(b []byte) (int, error) {
	n, err := f.w.Write(b)
	if err != nil && f.err == nil {
		f.err = err
	}
	return n, err
}
