// Package templates carries the built-in house styles; files of the same name
// in a content repository win over them.
package templates

import "embed"

// Files holds <series>/style.yaml and base/style.yaml.
//
//go:embed */style.yaml
var Files embed.FS
