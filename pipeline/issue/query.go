package issue

import (
	"kan/pipeline/decode"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

// Query chooses reports for a section. Every condition given must hold.
type Query struct {
	Topic, Category, Unit, SourceKind, Importance, Urgency report.Text
	From, To                                               report.Day // by date of submission, both included
	Limit                                                  decode.Value[int]
	Order                                                  report.Text // date, importance or id, "-" in front reverses
	Span                                                   source.Span
}
