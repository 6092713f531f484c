package pdf

import "strconv"

// maxBlock is the number of entries a bfchar block may hold (Adobe Technical
// Note 5014, §1.4.1).
const maxBlock = 100

// toUnicode is the CMap from codes to the text they stand for (PDF 32000-1
// §9.10.3). The text of a code comes from the source text, so that copying gives what
// was written even where a font shows two characters with one glyph, or one
// with two. Code 0 is .notdef, which nothing shows.
func toUnicode(shown []glyphText) []byte {
	b := make([]byte, 0, 400+16*len(shown))
	b = append(b, `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
`...)
	for from := 1; from < len(shown); from += maxBlock {
		to := min(from+maxBlock, len(shown))
		b = strconv.AppendInt(b, int64(to-from), 10)
		b = append(b, " beginbfchar\n"...)
		for code := from; code < to; code++ {
			b = append(b, '<')
			b = appendHex4(b, uint16(code))
			b = append(b, "> <"...)
			b = appendUTF16(b, shown[code].text)
			b = append(b, ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}
