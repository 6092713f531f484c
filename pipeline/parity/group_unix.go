//go:build unix

package parity

import (
	"os/exec"
	"syscall"
)

// endWithChildren lets a program that is stopped take those it started with it:
// soffice only starts the one that works.
func endWithChildren(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
