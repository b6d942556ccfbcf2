package filing

import (
	"context"
	"io"
	"slices"

	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// Limits of attachments. The courts' own limits are unverified; these are ours.
const (
	MaxFilingBytes = 100 << 20
	MaxFiles       = 40
)

// Attach keeps a file in a slot. The bytes are stored before the filing changes; a file
// that nobody refers to is swept later.
func (d *Desk) Attach(ctx context.Context, who identity.Who, id, slot, name string, body io.Reader) error {
	f, err := d.Mine(ctx, who, id)
	if err != nil {
		return err
	}
	if err := d.mayAttach(f, slot); err != nil {
		return err
	}
	file, err := d.Blobs.Keep(ctx, body)
	if err != nil {
		return err
	}
	a := Attachment{ID: record.NewID(), Slot: slot, Name: fileName(name), Hash: file.Hash, Mime: file.Mime, Size: file.Size, Pages: file.Pages, At: d.Now()}
	effects := d.event(who, id, "filing.attached", map[string]any{"slot": slot, "pages": a.Pages, "bytes": a.Size})
	return d.change(ctx, who, id, effects, func(f *Filing) error {
		if err := d.onlyRemarkedSlot(f, slot); err != nil {
			return err
		}
		switch {
		case slices.ContainsFunc(f.Attachments, func(b Attachment) bool { return b.Slot == slot && b.Hash == a.Hash }):
			return nil // the same file again: pressed twice
		case len(f.Attachments) >= MaxFiles:
			return ErrTooManyFiles.With("n", MaxFiles)
		case f.TotalSize()+a.Size > MaxFilingBytes:
			return ErrTotalSize.With("megabytes", MaxFilingBytes>>20)
		}
		f.Attachments = append(f.Attachments, a)
		return nil
	})
}

func (d *Desk) mayAttach(f *Filing, slot string) error {
	_, path, err := d.path(f, lang.FA)
	if err != nil {
		return err
	}
	for _, s := range path.Slots {
		if s.ID == slot {
			return d.editable(f, lang.DateAt(d.Now()))
		}
	}
	return ErrNoSlot
}

// fileName keeps a stranger's file name readable and harmless: it is shown, never used as a path.
func fileName(name string) string {
	name = lang.Line(name)
	if i := slices.Max([]int{lastIndex(name, '/'), lastIndex(name, '\\')}); i >= 0 {
		name = name[i+1:]
	}
	if runes := []rune(name); len(runes) > 80 {
		name = string(runes[len(runes)-80:])
	}
	return name
}

func lastIndex(s string, b byte) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == b {
			return i
		}
	}
	return -1
}

// Detach takes a file out again.
func (d *Desk) Detach(ctx context.Context, who identity.Who, id, attachment string) error {
	effects := d.event(who, id, "filing.detached", map[string]any{"attachment": attachment})
	return d.change(ctx, who, id, effects, func(f *Filing) error {
		i := slices.IndexFunc(f.Attachments, func(a Attachment) bool { return a.ID == attachment })
		if i < 0 {
			return nil // taken out already: pressed twice
		}
		if err := d.onlyRemarkedSlot(f, f.Attachments[i].Slot); err != nil {
			return err
		}
		f.Attachments = slices.Delete(slices.Clone(f.Attachments), i, i+1)
		return nil
	})
}

// File opens an attachment for somebody who may read the filing.
func (d *Desk) File(ctx context.Context, who identity.Who, id, attachment string) (Attachment, io.ReadSeekCloser, error) {
	f, err := d.Mine(ctx, who, id)
	if err != nil {
		return Attachment{}, nil, err
	}
	return d.OpenFile(ctx, f, attachment)
}

// OpenFile opens an attachment of a filing that the caller has been allowed to read.
func (d *Desk) OpenFile(ctx context.Context, f *Filing, attachment string) (Attachment, io.ReadSeekCloser, error) {
	for _, a := range f.Attachments {
		if a.ID == attachment {
			body, err := d.Blobs.Open(ctx, a.Hash)
			return a, body, err
		}
	}
	return Attachment{}, nil, ErrUnknown
}
