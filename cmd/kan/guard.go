package main

import (
	"kan/pipeline"
	"kan/pipeline/diag"
)

// guard refuses in a workflow what must not leave the office. CI is what all
// services of that kind set. ceiling is what the branch allows that a change is
// asked into, nil for no change: a change must not lift its own limit.
func guard(e *env, c *pipeline.Content, ceiling *pipeline.Classification, issues []*pipeline.Issue) error {
	if in, _ := e.lookup("CI"); in == "" || in == "false" {
		return nil
	}
	var diags diag.List
	c.Guard(issues, ceiling, &diags)
	if diags.HasErrors() {
		return printAndRefuse(e, diags.Sorted(), nothingWritten)
	}
	return nil
}
