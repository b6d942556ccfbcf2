package filing

import (
	"time"

	"github.com/tarazu-justice/tarazu/internal/fee"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// State is where a filing stands in its life.
type State string

// The states of a filing; see the picture in doc.go.
const (
	Draft       State = "draft"
	Discarded   State = "discarded"
	Submitted   State = "submitted"
	Returned    State = "returned"
	Transferred State = "transferred"
	Accepted    State = "accepted"
	Rejected    State = "rejected"
	Withdrawn   State = "withdrawn"
)

// Editable says whether the filer may change answers in this state.
func (s State) Editable() bool { return s == Draft || s == Returned }

// WithCourt says whether the court's desk has it.
func (s State) WithCourt() bool { return s == Submitted || s == Transferred }

// Filing is one paper on its way.
type Filing struct {
	ID      string
	Version int64 // of the row: every change adds one

	Title        string // code of the catalogue, pinned to
	TitleVersion int
	Family       string

	Owner         string // account that drafts it
	OwnerID       string // the owner's national id
	OwnerName     string
	Standing      string // capacity in which the owner acts
	Channel       string // self-service or office
	Province      string // of the authority, once submitted
	State         State
	Answers       form.Answers
	Heard         Heard    // of a draft, from the filer's story
	Court         string   // territory rule chosen by the filer; "" is the first
	Acknowledged  []string // warnings that were read and passed
	Attachments   []Attachment
	Signers       []Signer
	Ledger        fee.Ledger
	Told          Told // what the filer knew of court and fee when she last confirmed it
	Remarks       []Remark
	ContentNumber int // versions of the content submitted so far

	Tracking      string // fourteen digits that people read out
	Link          string // 128 random bits, in the QR
	Authority     string
	AuthorityName string
	ClaimedBy     string // registrar who has it open
	ClaimedAt     time.Time
	Case          string // number given on acceptance
	Branch        string
	CureBy        lang.Date // last day to cure a return

	CreatedAt   time.Time
	SavedAt     time.Time
	ReceivedAt  time.Time // the legal instant
	CommittedAt time.Time
	ReturnedAt  time.Time
	ClosedAt    time.Time

	// What a decision adds beside the row; the store writes and forgets them.
	NewContent *Content     `json:"-"`
	NewReceipt *Stored      `json:"-"`
	NewKey     *Key         `json:"-"`
	NewCase    *NewCase     `json:"-"`
	NewCredits []fee.Credit `json:"-"`
	NewUses    []fee.Use    `json:"-"` // of credits that stood before
}

// Attachment is one file in a slot of the title.
type Attachment struct {
	ID    string    `json:"id"`
	Slot  string    `json:"slot"`
	Name  string    `json:"name"` // as the person called the file
	Hash  string    `json:"hash"` // SHA-256, the address in the blob store
	Mime  string    `json:"mime"`
	Size  int64     `json:"size"`
	Pages int       `json:"pages"` // counted by us
	At    time.Time `json:"at"`
}

// Signer is a person who has to sign from her own account.
type Signer struct {
	NationalID string
	Name       string
	Account    string    // who signed
	SignedAt   time.Time // zero: not yet
	Said       string    // hash of what was signed; other words need another signature
}

// Remark is a registrar's reason pinned to an answer or an attachment.
type Remark struct {
	Fact    string    `json:"fact"`
	Slot    string    `json:"slot"`
	Reason  string    `json:"reason"`
	Text    string    `json:"text"`
	At      time.Time `json:"at"`
	Content int       `json:"content"` // version of the content it speaks of
}

// NewCase asks the store to open a case in the same transaction.
type NewCase struct {
	Number, Authority, Branch string
	At                        time.Time
}

// Slots lists the slots that hold a file.
func (f *Filing) Slots() (slots []string) {
	for _, a := range f.Attachments {
		slots = append(slots, a.Slot)
	}
	return slots
}

// OpenRemarks are the remarks of the latest return, while it waits to be cured.
func (f *Filing) OpenRemarks() (open []Remark) {
	if f.State != Returned {
		return nil
	}
	for _, r := range f.Remarks {
		if r.Content == f.ContentNumber {
			open = append(open, r)
		}
	}
	return open
}

// TotalSize sums the attachments' bytes.
func (f *Filing) TotalSize() (sum int64) {
	for _, a := range f.Attachments {
		sum += a.Size
	}
	return sum
}
