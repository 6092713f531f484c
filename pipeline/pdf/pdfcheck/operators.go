package pdfcheck

// level is where in a content stream an operator may stand (ISO 32000-1 §8.2,
// figure 9).
type level int8

const (
	atPage level = 1 << iota // between objects
	inText                   // between BT and ET
	inPath                   // behind m or re, before the path is painted
)

// usage is what is known of an operator: how many operands it takes (-1 for
// those of any number), where it may stand, whether it puts something on the
// page.
type usage struct {
	operands int
	levels   level
	paints   bool
}

// operators are all operators of ISO 32000-1 annex A. BI has eaten ID and EI.
var operators = map[operator]usage{
	// General and special graphics state.
	"w": {1, atPage | inText, false}, "J": {1, atPage | inText, false}, "j": {1, atPage | inText, false},
	"M": {1, atPage | inText, false}, "d": {2, atPage | inText, false}, "ri": {1, atPage | inText, false},
	"i": {1, atPage | inText, false}, "gs": {1, atPage | inText, false},
	"q": {0, atPage, false}, "Q": {0, atPage, false}, "cm": {6, atPage, false},
	// Paths.
	"m": {2, atPage | inPath, false}, "l": {2, inPath, false}, "c": {6, inPath, false}, "v": {4, inPath, false},
	"y": {4, inPath, false}, "h": {0, inPath, false}, "re": {4, atPage | inPath, false},
	"S": {0, inPath, true}, "s": {0, inPath, true}, "f": {0, inPath, true}, "F": {0, inPath, true}, "f*": {0, inPath, true},
	"B": {0, inPath, true}, "B*": {0, inPath, true}, "b": {0, inPath, true}, "b*": {0, inPath, true},
	"n": {0, inPath, false}, "W": {0, inPath, false}, "W*": {0, inPath, false},
	// Text.
	"BT": {0, atPage, false}, "ET": {0, inText, false},
	"Tc": {1, atPage | inText, false}, "Tw": {1, atPage | inText, false}, "Tz": {1, atPage | inText, false},
	"TL": {1, atPage | inText, false}, "Tf": {2, atPage | inText, false}, "Tr": {1, atPage | inText, false}, "Ts": {1, atPage | inText, false},
	"Td": {2, inText, false}, "TD": {2, inText, false}, "Tm": {6, inText, false}, "T*": {0, inText, false},
	"Tj": {1, inText, true}, "TJ": {1, inText, true}, "'": {1, inText, true}, "\"": {3, inText, true},
	// Colours.
	"CS": {1, atPage | inText, false}, "cs": {1, atPage | inText, false},
	"SC": {-1, atPage | inText, false}, "SCN": {-1, atPage | inText, false},
	"sc": {-1, atPage | inText, false}, "scn": {-1, atPage | inText, false},
	"G": {1, atPage | inText, false}, "g": {1, atPage | inText, false}, "RG": {3, atPage | inText, false},
	"rg": {3, atPage | inText, false}, "K": {4, atPage | inText, false}, "k": {4, atPage | inText, false},
	// Objects.
	"sh": {1, atPage, true}, "BI": {0, atPage, true}, "Do": {1, atPage, true},
	// Marked content.
	"MP": {1, atPage | inText, false}, "DP": {2, atPage | inText, false},
	"BMC": {1, atPage | inText, false}, "BDC": {2, atPage | inText, false}, "EMC": {0, atPage | inText, false},
	"BX": {0, atPage | inText, false}, "EX": {0, atPage | inText, false},
}
