package diag

// Setting is what an office makes of a code: silence, or another severity.
type Setting string

// The settings, as written in kan.yaml.
const (
	SettingOff     Setting = "off"
	SettingHint    Setting = "hint"
	SettingWarning Setting = "warning"
	SettingError   Setting = "error"
)

// Settings are an office's own severities. Codes that nobody raises do no
// harm here; saying so is up to the reader of the configuration.
type Settings map[Code]Setting

// Apply returns ds as the office wants to see it. What was raised as an error
// stays one: errors cannot be configured away.
func Apply(ds []Diagnostic, settings Settings) []Diagnostic {
	out := make([]Diagnostic, 0, len(ds))
	for _, d := range ds {
		if d.Severity != Error {
			switch settings[d.Code] {
			case SettingOff:
				continue
			case SettingHint:
				d.Severity = Hint
			case SettingWarning:
				d.Severity = Warning
			case SettingError:
				d.Severity = Error
			}
		}
		out = append(out, d)
	}
	return out
}
