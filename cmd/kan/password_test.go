package main

import (
	"strings"
	"testing"
)

// A password is typed unseen, so twice: a slip would lock the file for good.
func TestPasswordsAreTypedTwice(t *testing.T) {
	for _, test := range []struct {
		name  string
		typed []string // what the person types, in turn
		want  int
		says  string
	}{
		{"both", []string{"开卷", "开卷", "管理", "管理"}, exitOK, ""},
		{"none to open", []string{"", "管理", "管理"}, exitOK, ""},
		{"a slip", []string{"", "管理", "管里"}, exitUsage, "两次输入的口令不一样"},
	} {
		var asked []string
		code, _, stderr := try(t, func(e *env) {
			e.ask = func(prompt string) (string, error) {
				asked = append(asked, prompt)
				return test.typed[len(asked)-1], nil
			}
		}, "build", "--encrypt", "public-opinion/2026/001")
		if code != test.want || !strings.Contains(stderr, test.says) || len(asked) != len(test.typed) {
			t.Errorf("%s: exit code %d, asked %q, says %s", test.name, code, asked, stderr)
		}
	}
}
