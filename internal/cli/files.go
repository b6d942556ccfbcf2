package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/tarazu-justice/tarazu/internal/blob"
	"github.com/tarazu-justice/tarazu/internal/config"
	"github.com/tarazu-justice/tarazu/internal/filing"
)

// files keeps attachments: a folder of this machine, or a bucket that many nodes share.
type files interface {
	Put(ctx context.Context, r io.Reader, limit int64) (blob.Ref, error)
	Keep(ctx context.Context, r io.Reader) (blob.Ref, blob.Kind, error)
	Open(ctx context.Context, hash string) (io.ReadSeekCloser, error)
}

// openFiles opens the attachments that the settings name.
func openFiles(ctx context.Context, c config.Config) (files, error) {
	address := c.BlobURL
	if address == "" {
		address = filepath.Join(c.Data, "blobs")
	}
	if !blob.IsS3(address) {
		return blob.Open(address)
	}
	bucket, err := blob.OpenS3(ctx, address, c.BlobSecret, "")
	if err != nil {
		return nil, fmt.Errorf("TARAZU_BLOB_URL: %w", err)
	}
	return bucket, nil
}

// blobs lets filing and the registry use the attachments.
type blobs struct{ files files }

func (b blobs) Keep(ctx context.Context, r io.Reader) (filing.File, error) {
	ref, kind, err := b.files.Keep(ctx, r)
	return filing.File{Hash: ref.Hash, Mime: kind.Mime, Size: ref.Size, Pages: kind.Pages}, err
}

func (b blobs) Open(ctx context.Context, hash string) (io.ReadSeekCloser, error) {
	return b.files.Open(ctx, hash)
}

// Has looks at the size; flipped bits are found by fsck. A store that does not answer says
// nothing about a file.
func (b blobs) Has(ctx context.Context, hash string, size int64) (bool, error) {
	body, err := b.files.Open(ctx, hash)
	if errors.Is(err, blob.ErrUnknown) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer body.Close()
	end, err := body.Seek(0, io.SeekEnd)
	return end == size, err
}
