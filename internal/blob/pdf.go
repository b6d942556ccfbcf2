package blob

import (
	"context"
	"errors"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// What a stranger's PDF may make us hold while we look at it.
const (
	maxDecoded = 64 << 20
	maxObjects = 300_000
	maxDepth   = 100 // of dictionaries in dictionaries, and of the page tree
)

func configuration() *model.Configuration {
	api.DisableConfigDir() // pdfcpu would write its settings into the home folder
	c := model.NewDefaultConfiguration()
	c.ValidationMode = model.ValidationRelaxed
	c.Offline = true
	c.Limits.MaxStreamBytes = MaxFileBytes
	c.Limits.MaxDecodeBytes = maxDecoded
	c.Limits.MaxObjectCount = maxObjects
	return c
}

// pdfPages counts the pages of a PDF that is open, quiet and sound.
func pdfPages(ctx context.Context, r io.ReadSeeker) (int, error) {
	if err := refuseBombs(ctx, r); err != nil {
		return 0, err
	}
	doc, err := pdfcpu.ReadWithContext(ctx, r, configuration())
	switch {
	case ctx.Err() != nil:
		return 0, ErrSlow.Because(ctx.Err())
	case errors.Is(err, pdfcpu.ErrWrongPassword), errors.Is(err, pdfcpu.ErrUnsupportedEncryptionFeature):
		return 0, ErrEncrypted
	case err != nil:
		return 0, ErrBroken.Because(err)
	case doc.Encrypt != nil: // opens without a password here, perhaps not at the court
		return 0, ErrEncrypted
	}
	if err := refuseActive(ctx, doc.XRefTable); err != nil {
		return 0, err
	}
	return countPages(doc.XRefTable)
}

// countPages walks the page tree itself: /Count may lie, and the tree may turn in circles.
func countPages(table *model.XRefTable) (int, error) {
	root, err := table.Pages()
	if err != nil || root == nil {
		return 0, ErrBroken.Because(err)
	}
	tree := pageTree{table: table, seen: map[int]bool{}}
	if err := tree.walk(*root, 0); err != nil {
		return 0, err
	}
	if tree.pages == 0 {
		return 0, ErrBroken
	}
	return tree.pages, nil
}

type pageTree struct {
	table *model.XRefTable
	seen  map[int]bool
	pages int
}

func (t *pageTree) walk(ref types.IndirectRef, depth int) error {
	number := ref.ObjectNumber.Value()
	if t.seen[number] || depth > maxDepth {
		return ErrBroken
	}
	t.seen[number] = true
	node, err := t.table.DereferenceDict(ref)
	if err != nil || node == nil {
		return ErrBroken.Because(err)
	}
	if _, has := node.Find("Kids"); !has {
		if t.pages++; t.pages > MaxPages {
			return ErrPages.With("pages", MaxPages)
		}
		return nil
	}
	kids, err := t.table.DereferenceArray(node["Kids"])
	if err != nil {
		return ErrBroken.Because(err)
	}
	for _, kid := range kids {
		ref, ok := kid.(types.IndirectRef)
		if !ok {
			return ErrBroken
		}
		if err := t.walk(ref, depth+1); err != nil {
			return err
		}
	}
	return nil
}
