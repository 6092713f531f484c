// Package fonts carries the font files of this folder inside the program, so
// that an office without internet needs one file. They are read in place,
// table by table, and never copied whole. What they are and where they come
// from stands in fonts.yaml; their licences are in licences/.
package fonts

import "embed"

// Files holds the font files, fonts.yaml and licences/.
//
//go:embed *.ttf *.otf fonts.yaml licences
var Files embed.FS
