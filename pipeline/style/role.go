package style

// Role is what a text is in the issue; a style gives every role its look.
type Role int8

// The roles.
const (
	Body Role = iota
	Heading1
	Heading2
	Heading3
	Heading4
	Title
	Subtitle
	Byline
	Summary
	Remark
	Section
	NoteLabel
	Note
	ContentsTitle
	ContentsSection
	ContentsEntry
	Quote
	TableHead
	TableCell
	Caption
	FootnoteText
	CodeText
	Ruby
	Signature
	AttachmentList
	AttachmentLabel
	DigestEntry
	DigestSummary
	Masthead
	IssueNumber
	IssueLine
	CopyNumber // 份号
	Stamp      // 密级, 紧急程度
	ImprintText
	Folio
	RunningHead
	StateStamp // 草稿, 征求意见稿
	roleCount
)

// LastRole is the role with the highest number.
const LastRole = roleCount - 1

// roleNames are the keys under text: in style.yaml, in the order of the constants.
var roleNames = [roleCount]string{"body", "heading1", "heading2", "heading3", "heading4", "title", "subtitle",
	"byline", "summary", "remark", "section", "note-label", "note", "contents-title", "contents-section",
	"contents-entry", "quote", "table-head", "table-cell", "caption", "footnote", "code", "ruby",
	"signature", "attachment-list", "attachment-label", "digest-entry", "digest-summary", "masthead",
	"issue-number", "issue-line", "copy-number", "stamp", "imprint", "folio", "running-head", "state-stamp"}

// String is the role's name in style.yaml.
func (r Role) String() string { return roleNames[r] }
