package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kan/pipeline"
)

// The exit codes, as the help lists them.
const (
	exitOK          = 0
	exitFindings    = 1   // findings in the content
	exitUsage       = 2   // wrong usage or configuration
	exitFailed      = 3   // the machine's fault, or ours
	exitInterrupted = 130 // as shells report an interrupted program
)

// errFindings ends a command whose findings have been printed.
var errFindings = errors.New("findings")

// usageError is a command line that cannot be followed. hint says what to do
// and may be empty.
type usageError struct{ message, hint string }

func (u *usageError) Error() string { return u.message }

func usage(hint, format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...), hint}
}

// explainError prints what ended a command and returns the exit code.
func explainError(stderr io.Writer, err error) int {
	var wrong *usageError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "kan：已中断，没有写出文件")
		return exitInterrupted
	case errors.As(err, &wrong):
		fmt.Fprintf(stderr, "kan：%s\n", wrong.message)
		if wrong.hint != "" {
			fmt.Fprintf(stderr, "  %s\n", wrong.hint)
		}
		return exitUsage
	}
	fmt.Fprintf(stderr, "kan：%s\n", strings.ReplaceAll(err.Error(), "\n", "；"))
	return exitFailed
}

// flagError says in Chinese what is wrong with the flags of a command.
func flagError(cmd *cobra.Command, err error) error {
	help := fmt.Sprintf("%s --help 列出全部选项", cmd.CommandPath())
	var (
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
		syntax  *pflag.InvalidSyntaxError
		wrong   *usageError
	)
	switch {
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		if letters := unknown.GetSpecifiedShortnames(); letters != "" {
			return usage(help, "没有“-%s”这个选项", name)
		}
		if near := pipeline.Nearest(name, flagNames(cmd)); near != "" {
			return usage("是不是 --"+near+"？", "没有“--%s”这个选项", name)
		}
		return usage(help, "没有“--%s”这个选项", name)
	case errors.As(err, &missing):
		return usage(help, "选项 %s 后面要写一个值", flagName(missing.GetFlag()))
	case errors.As(err, &invalid) && errors.As(invalid.Unwrap(), &wrong):
		return usage(wrong.hint, "选项 %s：%s", flagName(invalid.GetFlag()), wrong.message)
	case errors.As(err, &invalid):
		hint := help
		if invalid.GetFlag().Value.Type() == "int" {
			hint = "写一个整数"
		}
		return usage(hint, "选项 %s 的值“%s”不对", flagName(invalid.GetFlag()), invalid.GetValue())
	case errors.As(err, &syntax):
		return usage(help, "选项“%s”写得不对", syntax.GetSpecifiedFlag())
	}
	return usage(help, "%v", err)
}

func flagName(f *pflag.Flag) string {
	if f.Name == dirFlag {
		return "-C"
	}
	return "--" + f.Name
}

// flagNames lists the long flags of a command, inherited ones included.
func flagNames(cmd *cobra.Command) (names []string) {
	add := func(f *pflag.Flag) {
		if !f.Hidden && f.Name != dirFlag {
			names = append(names, f.Name)
		}
	}
	cmd.Flags().VisitAll(add)
	cmd.InheritedFlags().VisitAll(add)
	return names
}
