package citizen

import (
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/web"
)

// maxUpload bounds one request: a filing's limit and a little for the form around it.
const maxUpload = filing.MaxFilingBytes + 1<<20

var (
	errNoFile = fault.New(fault.Invalid, "attach.no_file")
	errUpload = fault.New(fault.TooLarge, "attach.upload")
)

type attachPage struct {
	web.Page
	Filing  *filing.Asked
	Slots   []slotView
	At, All int
	Done    bool
}

type slotView struct {
	form.Slot
	Files  []filing.Attachment
	Pinned []remark
	Wrong  string
	Action string
	Locked bool
}

func (d *Desk) attachPage(r *http.Request, review *filing.Asked) attachPage {
	steps := d.steps(review)
	p := attachPage{Page: d.Site.Page(r, "attach.title"), Filing: review, At: len(steps) + 1, All: len(steps) + 2, Done: true}
	p.Back = "/filings/" + review.ID
	for _, s := range review.Path.Slots {
		v := slotView{Slot: s, Action: "/filings/" + review.ID + "/attachments/" + s.ID, Pinned: d.pinned(p.Page, review.Filing, "", s.ID)}
		for _, a := range review.Attachments {
			if a.Slot == s.ID {
				v.Files = append(v.Files, a)
			}
		}
		v.Locked = !d.Filings.MayAttach(review.Filing, s.ID)
		p.Done = p.Done && (!s.Must || s.Attached)
		p.Slots = append(p.Slots, v)
	}
	return p
}

func (d *Desk) showAttachments(w http.ResponseWriter, r *http.Request) error {
	review, err := d.Filings.Ask(r.Context(), web.Who(r), r.PathValue("id"), d.Site.Locale(r))
	if err != nil {
		return err
	}
	if !review.State.Editable() {
		return web.Redirect(w, r, "/filings/"+review.ID)
	}
	return d.Site.Render(w, r, "attachments", d.attachPage(r, review))
}

// attach streams the files of a form into the store, one after the other; each that
// arrived whole stays, whatever becomes of the next.
func (d *Desk) attach(w http.ResponseWriter, r *http.Request) error {
	who, id, slot := web.Who(r), r.PathValue("id"), r.PathValue("slot")
	kept, err := d.receive(w, r, func(name string, body io.Reader) error {
		return d.Filings.Attach(r.Context(), who, id, slot, name, body)
	})
	if err == nil && kept == 0 {
		err = errNoFile
	}
	if err == nil {
		return web.Redirect(w, r, "/filings/"+id+"/attachments")
	}
	if kind := fault.KindOf(err); kind != fault.Invalid && kind != fault.TooLarge && kind != fault.Conflict {
		return err
	}
	review, again := d.Filings.Ask(r.Context(), who, id, d.Site.Locale(r))
	if again != nil {
		return again
	}
	p := d.attachPage(r, review)
	for i := range p.Slots {
		if p.Slots[i].ID == slot {
			p.Slots[i].Wrong = p.Error(err)
		}
	}
	p.WithError(slot, err)
	return d.Site.RenderStatus(w, r, err, "attachments", p)
}

func (d *Desk) receive(w http.ResponseWriter, r *http.Request, keep func(name string, body io.Reader) error) (kept int, err error) {
	// An upload over a slow line takes longer than any other request may.
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(15 * time.Minute)) //nolint:forbidigo // a socket's deadline, not the court's clock
	r.Body = http.MaxBytesReader(w, r.Body, maxUpload)
	parts, err := r.MultipartReader()
	if err != nil {
		return 0, errUpload.Because(err)
	}
	for {
		part, err := parts.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			return kept, nil
		case err != nil:
			return kept, errUpload.Because(err)
		case part.FileName() == "":
			continue
		}
		if err := keep(part.FileName(), part); err != nil {
			return kept, err
		}
		kept++
	}
}

func (d *Desk) detach(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	if err := d.Filings.Detach(r.Context(), web.Who(r), id, r.PathValue("file")); err != nil {
		return err
	}
	return web.Redirect(w, r, "/filings/"+id+"/attachments")
}

func (d *Desk) file(w http.ResponseWriter, r *http.Request) error {
	a, body, err := d.Filings.File(r.Context(), web.Who(r), r.PathValue("id"), r.PathValue("file"))
	if err != nil {
		return err
	}
	defer body.Close()
	return web.ServeFile(w, r, a.Name, a.Mime, body)
}
