package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/fault"
)

// keptPage holds a form that came after its session had ended: nothing that was typed is
// lost. The person signs in beside it and sends the same form again.
type keptPage struct {
	Page
	Action string
	Fields []keptField
}

type keptField struct{ Name, Value string }

// keep answers a form whose sender has to sign in first. Codes and passwords are not kept.
func (s *Site) keep(w http.ResponseWriter, r *http.Request, cause error) {
	p := keptPage{Page: s.Page(r, "kept.title"), Action: r.URL.RequestURI()}
	for name, values := range r.PostForm {
		if slices.Contains(secretFields, name) {
			continue
		}
		for _, v := range values {
			p.Fields = append(p.Fields, keptField{name, v})
		}
	}
	slices.SortStableFunc(p.Fields, func(a, b keptField) int { return strings.Compare(a.Name, b.Name) })
	s.render(w, r, fault.KindOf(cause).Status(), "kept", p)
}

// secretFields are inputs that no page ever shows again.
var secretFields = []string{"code", "personal_code", "password", "totp"}
