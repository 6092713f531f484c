package oracle
import (
"bytes"
"encoding/xml"
	"github.com/unidoc/unioffice/schema/soo/ofc/extended_properties"
	"github.com/unidoc/unioffice/schema/soo/pkg/content_types"
	"github.com/unidoc/unioffice/schema/soo/pkg/metadata/core_properties"
	"github.com/unidoc/unioffice/schema/soo/pkg/relationships"
	"github.com/unidoc/unioffice/schema/soo/wml"
)
func types(name string) any {
	switch {
	case name=="word/document.xml": return wml.NewDocument()
	case name=="word/styles.xml": return wml.NewStyles()
	case name=="word/numbering.xml": return wml.NewNumbering()
	case name=="word/footnotes.xml": return wml.NewFootnotes()
	case name=="word/settings.xml": return wml.NewSettings()
	case name=="word/fontTable.xml": return wml.NewFonts()
	case name=="word/header1.xml": return wml.NewHdr()
	case name=="word/footer1.xml": return wml.NewFtr()
	case name=="docProps/app.xml": return extended_properties.NewProperties()
	case name=="docProps/core.xml": return core_properties.NewCoreProperties()
	case name=="[Content_Types].xml": return content_types.NewTypes()
	}
	return relationships.NewRelationships()
}
func again(name string, data []byte) ([]byte, error) {
	v := types(name)
	if err := xml.Unmarshal(data, v); err != nil { return nil, err }
	var b bytes.Buffer
	err := xml.NewEncoder(&b).Encode(v)
	return b.Bytes(), err
}
