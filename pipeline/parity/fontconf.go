package parity

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// FontFile is a font file and the names under which documents ask for it.
type FontFile struct {
	Path  string
	Index int // of the face in a collection
	Names []string
}

// FontConfig is a fonts.conf by which programs see these files and no others,
// under the names that documents use: 方正小标宋简体 is then what stands for it.
// The names are given to the files when they are scanned. An alias would be
// matched at every request, with the weight of what is asked for, and a bold
// face that stands for a regular one would be lost. cache is a folder to keep
// what is scanned.
func FontConfig(dir, cache string, files []FontFile) []byte {
	var b strings.Builder
	b.WriteString(xml.Header + `<!DOCTYPE fontconfig SYSTEM "fonts.dtd">` + "\n<fontconfig>\n")
	b.WriteString("<dir>" + escape(dir) + "</dir>\n<cachedir>" + escape(cache) + "</cachedir>\n")
	for _, f := range files {
		b.WriteString("<match target=\"scan\">\n\t<test name=\"file\"><string>" + escape(f.Path) + "</string></test>\n")
		b.WriteString("\t<test name=\"index\"><int>" + strconv.Itoa(f.Index) + "</int></test>\n")
		b.WriteString("\t<edit name=\"family\" mode=\"assign\">")
		for _, n := range f.Names {
			b.WriteString("<string>" + escape(n) + "</string>")
		}
		b.WriteString("</edit>\n</match>\n")
	}
	b.WriteString("</fontconfig>\n")
	return []byte(b.String())
}

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes all
	return b.String()
}
