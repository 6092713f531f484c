package docxcheck

import "strings"

const (
	document  = "word/document.xml"
	styles    = "word/styles.xml"
	numbering = "word/numbering.xml"
	footnotes = "word/footnotes.xml"
	settings  = "word/settings.xml"
	relations = "word/_rels/document.xml.rels"
)

// seeds are changes to the good document, each with the fault that it makes.
var seeds = []struct{ rule, want, part, from, to string }{
	{"file", "syntax error", document, "</w:body>", "</w:bodies>"},
	{"file", "illegal character", document, "正文", "正\x01文"},
	{"file", "illegal character", document, "正文", "正&#xFFFE;文"},
	{"file", "not one element", settings, "</w:settings>", "</w:settings><w:settings/>"},

	{"types", "footer1.xml: its content type", contentTypes, "/word/footer1.xml", "/word/footer2.xml"},
	{"types", "footer2.xml is declared and not there", contentTypes, "/word/footer1.xml", "/word/footer2.xml"},
	{"types", "declared twice", contentTypes, "/word/footer1.xml", "/word/header1.xml"},
	{"types", "is declared as", contentTypes, "image/png", "text/plain"},
	{"types", "image1.png: its content type", contentTypes, `Extension="png"`, `Extension="jpg"`},

	{"relations", `the relation "rId10"`, document, `r:embed="rId8"`, `r:embed="rId10"`},
	{"relations", `the relation "rId1"`, "word/header1.xml", "<w:r>", `<w:r><w:x xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/>`},
	{"relations", "of the kind header", document, `<w:footerReference w:type="default" r:id="rId7"/>`, `<w:footerReference w:type="default" r:id="rId6"/>`},
	{"relations", "no element names rId9", document, `<w:hyperlink r:id="rId9">`, `<w:hyperlink w:anchor="item-1">`},
	{"relations", "is there twice", relations, `Id="rId2"`, `Id="rId3"`},
	{"relations", "leads to word/header9.xml", relations, "header1.xml", "header9.xml"},
	{"relations", "media/image1.png: no relation", relations, "media/image1.png", "styles.xml"},
	{"relations", "is not outside", relations, ` TargetMode="External"`, ``},
	{"relations", "which is no address", relations, `https://yunzhou.example/`, ``},
	{"relations", "which is no address", relations, `https://yunzhou.example/`, `https://yunzhou.example/%zz`},
	{"relations", "which is no address", relations, `https://yunzhou.example/`, `https://yunzhou.example/a b`},
	{"relations", "which is no address", relations, `https://yunzhou.example/`, `yunzhou.example`},
	{"relations", "leads to media/image1.png", relations, `"media/image1.png"`, `"/media/image1.png"`},

	{"ignorable", "names w14", document, "<w:document ", `<w:document xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14" `},

	{"styles", `w:pStyle names "Titel"`, document, `w:val="Title"`, `w:val="Titel"`},
	{"styles", "of the type character", document, `<w:rStyle w:val="NoteMark"/>`, `<w:rStyle w:val="Body"/>`},
	{"styles", `w:tblStyle names "Grid"`, document, `w:val="Plain"`, `w:val="Grid"`},
	{"styles", `w:basedOn names "Text"`, styles, `<w:basedOn w:val="Body"/>`, `<w:basedOn w:val="Text"/>`},
	{"styles", `w:next names "NoteMark"`, styles, `<w:next w:val="Body"/>`, `<w:next w:val="NoteMark"/>`},
	{"styles", `w:link names "Char"`, styles, `<w:next w:val="Body"/>`, `<w:link w:val="Char"/>`},
	{"styles", `the id "Title" is there twice`, styles, `w:styleId="Heading1"`, `w:styleId="Title"`},
	{"styles", `the name "title" is there twice`, styles, `"heading 1"`, `"title"`},

	{"styles", `the field "STYLEREF`, "word/footer1.xml", `w:instr=" PAGE "`, `w:instr="STYLEREF &quot;heading 2&quot; \n"`},

	{"numbering", `names number "2"`, document, `<w:numId w:val="1"/>`, `<w:numId w:val="2"/>`},
	{"numbering", "at level 1", document, `<w:ilvl w:val="0"/>`, `<w:ilvl w:val="1"/>`},
	{"numbering", `names the list "1"`, numbering, `<w:abstractNumId w:val="0"/>`, `<w:abstractNumId w:val="1"/>`},
	{"numbering", "the number 1 is there twice", numbering, "</w:numbering>", `<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`},
	{"numbering", "the list 0 is there twice", numbering, "<w:num ", `<w:abstractNum w:abstractNumId="0"/><w:num `},
	{"numbering", `names number "1"`, styles, `<w:outlineLvl w:val="0"/>`, `<w:numPr><w:ilvl w:val="3"/><w:numId w:val="1"/></w:numPr>`},

	{"notes", `the note "3" is named`, document, `<w:footnoteReference w:id="2"/>`, `<w:footnoteReference w:id="3"/>`},
	{"notes", `the note "1" is named`, document, `<w:footnoteReference w:id="2"/>`, `<w:footnoteReference w:id="1"/>`},
	{"notes", "the note 2 is named 0 times", document, `<w:footnoteReference w:id="2"/>`, ``},
	{"notes", "the note 2 is named 2 times", document, `<w:footnoteReference w:id="2"/>`, `<w:footnoteReference w:id="2"/><w:footnoteReference w:id="2"/>`},
	{"notes", `the note "1" is named`, document, `<w:footnoteReference w:id="2"/>`, `<w:endnoteReference w:id="1"/>`},
	{"notes", "is there twice", footnotes, `w:type="continuationSeparator" w:id="1"`, `w:type="continuationSeparator" w:id="2"`},
	{"notes", "a note is named here", footnotes, `<w:footnoteRef/>`, `<w:footnoteReference w:id="2"/>`},
	{"notes", `the separator "5"`, settings, `<w:footnote w:id="1"/>`, `<w:footnote w:id="5"/>`},

	{"bookmarks", "two bookmarks have the id 1", document, `<w:bookmarkStart w:id="2"`, `<w:bookmarkStart w:id="1"`},
	{"bookmarks", "two bookmarks have the name ITEM_1", document, `w:name="item_2"`, `w:name="ITEM_1"`},
	{"bookmarks", "no name of a bookmark", document, `w:name="item_2"`, `w:name="item 2"`},
	{"bookmarks", "no name of a bookmark", document, `w:name="item_2"`, `w:name="2nd"`},
	{"bookmarks", "no name of a bookmark", document, `w:name="item_2"`, `w:name="` + strings.Repeat("篇", 41) + `"`},
	{"bookmarks", "was not begun", document, `<w:bookmarkEnd w:id="2"/>`, `<w:bookmarkEnd w:id="3"/>`},
	{"bookmarks", "the bookmark 2 does not end", document, `<w:bookmarkEnd w:id="2"/>`, ``},
	{"bookmarks", "a link leads to the bookmark item_3", document, `w:anchor="item_1"`, `w:anchor="item_3"`},
	{"bookmarks", `"PAGEREF item_3`, document, `PAGEREF item_1`, `PAGEREF item_3`},
	{"bookmarks", `"HYPERLINK`, "word/footer1.xml", `w:instr=" PAGE "`, `w:instr="HYPERLINK \l &quot;item_3&quot;"`},

	{"drawings", "two drawings have the id 1", document, `<wp:docPr id="2"`, `<wp:docPr id="1"`},
	{"drawings", "no id of a drawing", document, `<wp:docPr id="2"`, `<wp:docPr id="0"`},
	{"drawings", "no id of a drawing", document, `<wp:docPr id="2"`, `<wp:docPr id="2147483648"`},

	{"drawings", "has the size 0", document, `<wp:extent cx="360000"`, `<wp:extent cx="0"`},

	{"ranges", `w:ind w:left="31681"`, document, `<w:tabs>`, `<w:ind w:left="31681"/><w:tabs>`},
	{"ranges", `w:ind w:firstLine="-1"`, document, `<w:tabs>`, `<w:ind w:firstLine="-1"/><w:tabs>`},
	{"ranges", `w:start w:val="32768"`, numbering, `<w:start w:val="1"/>`, `<w:start w:val="32768"/>`},
	{"ranges", `w:pgSz w:w="100"`, document, `<w:pgSz w:w="11906"`, `<w:pgSz w:w="100"`},
	{"ranges", `w:hps w:val="1"`, document, `<w:hps w:val="16"/>`, `<w:hps w:val="1"/>`},
	{"ranges", `w:gridCol w:w="a"`, document, `<w:gridCol w:w="4422"/>`, `<w:gridCol w:w="a"/>`},

	{"fonts", `expects the font "等线"`, document, `w:eastAsia="小标宋"`, `w:eastAsia="等线"`},
	{"fonts", "等线 is not in the font table", styles, `w:cs="宋体"`, `w:cs="等线"`},
	{"fonts", "fonts of a theme", styles, `w:cs="宋体"`, `w:cstheme="minorBidi"`},
	{"fonts", `expects the font "Wingdings"`, document, "<w:t>列举</w:t>", `<w:sym w:font="Wingdings" w:char="F06C"/>`},
	{"fonts", `expects the font "Arial"`, document, "<a:blip ", `<a:latin typeface="Arial"/><a:blip `},
	{"fonts", `expects the font "黑体"`, "word/fontTable.xml", `w:name="仿宋"`, `w:name="黑体"`},
	{"fonts", "宋体 is there twice", "word/fontTable.xml", `w:name="仿宋"`, `w:name="宋体"`},

	{"stories", "w:tc does not end", document, `<w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>`, `</w:tc>`},
	{"stories", "w:tc does not end", document, `甲</w:t></w:r></w:p></w:tc>`, `甲</w:t></w:r></w:p><w:tbl/></w:tc>`},
	{"stories", "w:ftr does not end", "word/footer1.xml", `</w:p></w:ftr>`, `</w:p><w:tbl/></w:ftr>`},
	{"stories", "w:footnote does not end", footnotes, `<w:p><w:r><w:separator/></w:r></w:p>`, ``},
	{"stories", "two tables", document, `</w:tbl>`, `</w:tbl><w:tbl/>`},

	{"tables", "row 2 of a table fills 3 columns of 2", document, `<w:vMerge w:val="restart"/>`, `<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>`},
	{"tables", "row 1 of a table fills 1 columns", document, `<w:gridSpan w:val="2"/>`, ``},
	{"tables", "row 2 of a table fills 1 columns", document, `<w:tc><w:tcPr><w:tcW w:w="4422" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>`, ``},
	{"tables", "has 66 columns", document, `<w:tblGrid>`, `<w:tblGrid>` + strings.Repeat(`<w:gridCol w:w="9"/>`, 64)},
	{"tables", "row 3 of a table goes on one", document, `<w:vMerge w:val="restart"/>`, ``},
	{"tables", "row 3 of a table repeats", document, `<w:tr><w:tc><w:tcPr><w:tcW w:w="4422" w:type="dxa"/><w:vMerge/>`,
		`<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:tcW w:w="4422" w:type="dxa"/><w:vMerge/>`},

	{"fields", "1 fields do not end", document, `<w:fldChar w:fldCharType="end"/>`, ``},
	{"fields", "fldChar separate without a field", document, `<w:fldChar w:fldCharType="begin"/>`, ``},
	{"fields", "stands outside a field", document, `<w:fldChar w:fldCharType="begin"/>`, ``},
	{"fields", "ends without a result", document, `<w:fldChar w:fldCharType="separate"/>`, ``},
	{"fields", "separated twice", document, `<w:fldChar w:fldCharType="separate"/>`, `<w:fldChar w:fldCharType="separate"/><w:fldChar w:fldCharType="separate"/>`},
	{"fields", "has no instruction", document, `PAGEREF item_1 \h`, ``},
	{"fields", "where a field's instruction does", document, `<w:fldChar w:fldCharType="separate"/>`, `<w:t>x</w:t><w:fldChar w:fldCharType="separate"/>`},
	{"fields", "1 fields do not end", footnotes, `<w:separator/>`, `<w:fldChar w:fldCharType="begin"/>`},

	{"texts", "both a tab and the text", document, `<w:t>网页</w:t>`, `<w:tab/><w:t>网页</w:t>`},
	{"texts", "has a tab or a line break", document, "网页", "网\t页"},
	{"texts", "has a tab or a line break", document, "网页", "网\n页"},
	{"texts", "loses its outer spaces", document, ` xml:space="preserve">建议`, `>建议`},

	{"sections", "w:pgSz of a section is out of order", document, `<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>`, `<w:cols/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>`},
	{"sections", "w:footerReference of a section", document, `<w:pgSz w:w="16838"`, `<w:footerReference w:type="default" r:id="rId7"/><w:pgSz w:w="16838"`},
	{"sections", "turned the wrong way", document, ` w:orient="landscape"`, ``},
	{"sections", "turned the wrong way", document, `<w:pgSz w:w="11906" w:h="16838"/>`, `<w:pgSz w:w="16838" w:h="11906"/>`},
	{"sections", "the body does not end", document, `</w:sectPr>` + "\n" + `</w:body>`, `</w:sectPr><w:p/></w:body>`},
	{"sections", "the only section", document, `<w:sectPr><w:headerReference`, `<w:sectPr/><w:sectPr><w:headerReference`},
	{"sections", "w:footerReference for odd or for even", settings, `<w:evenAndOddHeaders w:val="0"/>`, `<w:evenAndOddHeaders/>`},
}
