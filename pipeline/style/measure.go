package style

import (
	"fmt"
	"strings"

	"kan/pipeline/unit"
)

// Measure is a length that may depend on the type size and the line pitch:
// Abs + Em/10⁶ em + Line/10⁶ lines.
type Measure struct {
	Abs      unit.Length
	Em, Line int64 // millionths
}

// Of resolves m for type of size em on lines of that pitch.
func (m Measure) Of(em, pitch unit.Length) unit.Length {
	return m.Abs + em.MulDiv(m.Em, 1e6) + pitch.MulDiv(m.Line, 1e6)
}

// ParseMeasure reads "2em", "1.5line", "0" or any length of package unit.
func ParseMeasure(s string) (Measure, error) {
	if s == "0" {
		return Measure{}, nil
	}
	for _, suffix := range [...]string{"em", "line"} {
		digits, ok := strings.CutSuffix(s, suffix)
		if !ok {
			continue
		}
		n, scale, err := unit.Decimal(digits)
		if err != nil {
			return Measure{}, fmt.Errorf("%q: %w", s, err)
		}
		if suffix == "em" {
			return Measure{Em: n * (1e6 / scale)}, nil
		}
		return Measure{Line: n * (1e6 / scale)}, nil
	}
	l, err := unit.Parse(s)
	return Measure{Abs: l}, err
}
