package blob

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
)

// Kind is what a file is, by its content.
type Kind struct {
	Mime, Ext string
	Pages     int
}

// looker judges a file whose first bytes have been recognised.
type looker func(ctx context.Context, r io.ReadSeeker) (pages int, err error)

var kinds = []struct {
	start string
	kind  Kind
	look  looker
}{
	{"%PDF-", Kind{Mime: "application/pdf", Ext: ".pdf"}, pdfPages},
	{"\xff\xd8\xff", Kind{Mime: "image/jpeg", Ext: ".jpg"}, picture(jpeg.DecodeConfig)},
	{"\x89PNG\r\n\x1a\n", Kind{Mime: "image/png", Ext: ".png"}, picture(png.DecodeConfig)},
}

// slots bound how many files are looked at together: a file that will not end keeps its
// slot, so that hostile uploads cannot pile up.
var slots = make(chan struct{}, 2)

// Inspect tells type and pages, or a fault that says why the file is refused. It returns
// within MaxTime whatever the bytes are. The reader must stay usable until it returns, and
// reading it must fail, not crash, afterwards.
func Inspect(ctx context.Context, r io.ReadSeeker, size int64) (Kind, error) {
	if size == 0 {
		return Kind{}, ErrEmpty
	}
	if size > MaxFileBytes {
		return Kind{}, ErrTooLarge.With("megabytes", MaxFileBytes>>20)
	}
	head, err := start(r)
	if err != nil {
		return Kind{}, fmt.Errorf("look at a file: %w", err)
	}
	for _, k := range kinds {
		if bytes.HasPrefix(head, []byte(k.start)) {
			pages, err := inTime(ctx, r, k.look)
			k.kind.Pages = pages
			if err != nil {
				return Kind{}, err
			}
			return k.kind, nil
		}
	}
	return Kind{}, ErrType
}

func start(r io.ReadSeeker) ([]byte, error) {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	head := make([]byte, 16)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	_, err = r.Seek(0, io.SeekStart)
	return head[:n], err
}

// inTime runs look aside and stops waiting when its time is over. A panic in a parser is a
// broken file, not a broken server.
func inTime(ctx context.Context, r io.ReadSeeker, look looker) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, MaxTime)
	defer cancel()
	type answer struct {
		pages int
		err   error
	}
	done := make(chan answer, 1)
	select {
	case slots <- struct{}{}:
	case <-ctx.Done():
		return 0, ErrSlow.Because(ctx.Err())
	}
	go func() {
		defer func() { <-slots }()
		var a answer
		defer func() {
			if p := recover(); p != nil {
				a = answer{err: ErrBroken.Because(fmt.Errorf("parser: %v", p))}
			}
			done <- a
		}()
		a.pages, a.err = look(ctx, r)
	}()
	select {
	case a := <-done:
		return a.pages, a.err
	case <-ctx.Done():
		return 0, ErrSlow.Because(ctx.Err())
	}
}

// picture reads the head of a picture only: what it claims to unfold to is never unfolded.
func picture(config func(io.Reader) (image.Config, error)) looker {
	return func(_ context.Context, r io.ReadSeeker) (int, error) {
		c, err := config(r)
		switch {
		case err != nil:
			return 0, ErrBroken.Because(err)
		case c.Width < 1 || c.Height < 1:
			return 0, ErrBroken
		case c.Width > MaxSide || c.Height > MaxSide || c.Width*c.Height > MaxPixels:
			return 0, ErrPixels
		}
		return 1, nil
	}
}
