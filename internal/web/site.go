package web

import (
	"context"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Sessions tells who a session token belongs to.
type Sessions interface {
	Session(ctx context.Context, token string) (identity.Who, error)
}

// Site is what every desk needs to answer.
type Site struct {
	Messages *lang.Messages
	Sessions Sessions
	Assets   func(name string) string // address of an asset, with its content hash
	Now      func() time.Time
	Log      *slog.Logger
	Plain    bool                                               // served over plain HTTP on loopback: cookies without Secure
	Demo     bool                                               // shows the strip that says so
	Watch    func(route string, next http.Handler) http.Handler // counts what each route answers; nil counts nothing
	Banks    string                                             // origins of the payment gateway that a form may lead to

	pages map[string]*template.Template
}

// Load parses the pages of all desks. Each file NAME.html of a folder is the page NAME; it
// defines "main" and stands on the layout and its parts.
func (s *Site) Load(folders ...fs.FS) error {
	base, err := template.New("layout").Funcs(s.funcs()).ParseFS(layoutFiles, "pages/*.html")
	if err != nil {
		return err
	}
	s.pages = map[string]*template.Template{}
	// The site's own pages are no desk's; their "main" comes after the layout's empty one.
	if err := s.load(base, layoutFiles, "pages/own/"); err != nil {
		return err
	}
	for _, folder := range folders {
		if err := s.load(base, folder, "pages/"); err != nil {
			return err
		}
	}
	return nil
}

func (s *Site) load(base *template.Template, folder fs.FS, under string) error {
	names, err := fs.Glob(folder, under+"*.html")
	if err != nil {
		return err
	}
	for _, file := range names {
		name := file[len(under) : len(file)-len(".html")]
		if s.pages[name] != nil {
			return fmt.Errorf("page %s stands twice", name)
		}
		page, err := template.Must(base.Clone()).ParseFS(folder, file)
		if err != nil {
			return err
		}
		s.pages[name] = page
	}
	return nil
}

// Template is the page named name, or nil; tests hold it against its struct.
func (s *Site) Template(name string) *template.Template { return s.pages[name] }

// Handler joins the desks behind the common middleware.
func (s *Site) Handler(desks ...Desk) http.Handler {
	mux := http.NewServeMux()
	for _, desk := range desks {
		for _, route := range desk.Routes() {
			mux.Handle(route.Method+" "+route.Pattern, s.watched(route, s.door(route)))
		}
	}
	return s.outer(mux)
}

func (s *Site) watched(route Route, door http.Handler) http.Handler {
	if s.Watch == nil {
		return door
	}
	return s.Watch(route.Method+" "+route.Pattern, door)
}

type ctxKey int

const (
	whoKey ctxKey = iota
	requestKey
	receivedKey
)

// Who is the person of the request; the door has made sure that there is one.
func Who(r *http.Request) identity.Who {
	if who := Guest(r); who != nil {
		return *who
	}
	return identity.Who{}
}

// Guest is the person of the request, or nil on pages that need none.
func Guest(r *http.Request) *identity.Who {
	who, _ := r.Context().Value(whoKey).(*identity.Who)
	return who
}

// ReceivedAt is the server's clock when the request had been read whole: the legal instant.
func ReceivedAt(r *http.Request) time.Time {
	at, _ := r.Context().Value(receivedKey).(time.Time)
	return at
}

// RequestID finds the log lines of a request.
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey).(string)
	return id
}
