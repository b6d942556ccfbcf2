package api

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"mime"
	"net/http"
	"os"
	"time"

	"github.com/tarazu-justice/tarazu/internal/filing"
)

// maxUpload bounds one request: a filing's limit and a little for the form around it.
const maxUpload = filing.MaxFilingBytes + 1<<20

type attachRequest struct {
	ID   string `path:"id"`
	Slot string `path:"slot" doc:"Of the title's attachments"`
	Name string `query:"name" doc:"How you call the file; not needed in a multipart form"`
	Key  string `header:"Idempotency-Key" doc:"The same key and file again: the same answer"`
}

// attach keeps a file in a slot. The same file again in the same slot is one file.
func (a *API) attach(c *call, in attachRequest) (attachment, error) {
	// An upload over a slow line takes longer than any other request may.
	_ = http.NewResponseController(c.w).SetReadDeadline(time.Now().Add(15 * time.Minute)) //nolint:forbidigo // a socket's deadline, not the court's clock
	body, name, err := c.file()
	if err != nil {
		return attachment{}, err
	}
	whole := summed{Reader: body, sum: sha256.New()}
	out, err := once(a, c, in.Key, whole.rest, func() (attachment, error) {
		if err := a.Filings.Attach(c.ctx(), c.who, in.ID, in.Slot, firstOf(name, in.Name, in.Slot), whole); err != nil {
			return attachment{}, broken(err)
		}
		return a.attached(c, in, whole.rest())
	})
	return out, err
}

// broken tells a body that stopped half-way from a file that cannot be taken.
func broken(err error) error {
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, os.ErrDeadlineExceeded) {
		return unread(err, errUpload)
	}
	return err
}

// attached finds what was just kept.
func (a *API) attached(c *call, in attachRequest, hash string) (attachment, error) {
	f, err := a.Filings.Mine(c.ctx(), c.who, in.ID)
	if err != nil {
		return attachment{}, err
	}
	c.tag(f)
	for _, at := range f.Attachments {
		if at.Slot == in.Slot && at.Hash == hash {
			return attachmentOf(at), nil
		}
	}
	return attachment{}, filing.ErrUnknown // taken out again meanwhile
}

// summed hashes a file while it is read.
type summed struct {
	io.Reader
	sum hash.Hash
}

func (s summed) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	s.sum.Write(p[:n])
	return n, err
}

// rest reads what is left and gives the hash of the whole.
func (s summed) rest() string {
	_, _ = io.Copy(io.Discard, s) // a body that breaks off hashes to something else: that is the answer
	return hex.EncodeToString(s.sum.Sum(nil))
}

// file is the file of a request: its body, or the first file of a multipart form.
func (c *call) file() (body io.Reader, name string, err error) {
	kind, _, err := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if err != nil || kind == "application/x-www-form-urlencoded" || kind == "application/json" {
		return nil, "", errMedia
	}
	c.r.Body = http.MaxBytesReader(c.w, c.r.Body, maxUpload)
	if kind != "multipart/form-data" {
		_, params, _ := mime.ParseMediaType(c.r.Header.Get("Content-Disposition"))
		return c.r.Body, params["filename"], nil
	}
	parts, err := c.r.MultipartReader()
	if err != nil {
		return nil, "", errUpload.Because(err)
	}
	for {
		part, err := parts.NextPart()
		switch {
		case err != nil:
			return nil, "", errUpload.Because(err)
		case part.FileName() != "":
			return part, part.FileName(), nil
		}
	}
}

func firstOf(names ...string) string {
	for _, name := range names {
		if name != "" {
			return name
		}
	}
	return ""
}

type fileRequest struct {
	ID   string `path:"id"`
	File string `path:"file" doc:"id of an attachment"`
}

func (a *API) attachment(c *call, in fileRequest) (file, error) {
	at, body, err := a.Filings.File(c.ctx(), c.who, in.ID, in.File)
	return file{name: at.Name, kind: at.Mime, body: body}, err
}

func (a *API) detach(c *call, in fileRequest) (none, error) {
	return none{}, a.Filings.Detach(c.ctx(), c.who, in.ID, in.File)
}
