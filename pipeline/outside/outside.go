// Package outside finds the programs of other people that tests read our files
// with: qpdf, poppler, mutool, git and so on. In comes a name, out comes a path.
// It will not run them, and nothing but tests imports it.
package outside

import (
	"os"
	"os/exec"
	"testing"
)

// Program is the path of an outside program. Where it is missing the test is
// skipped; it fails when KAN_REQUIRE_TOOLS is set, as it is wherever a change is
// judged.
func Program(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	switch {
	case err == nil:
	case os.Getenv("KAN_REQUIRE_TOOLS") != "":
		t.Fatalf("%s is required", name)
	default:
		t.Skipf("no %s here", name)
	}
	return path
}
