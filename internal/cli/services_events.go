package cli

import (
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web/citizen"
)

// Home lists the titles of the first page.
func (s *services) Home() []string { return s.catalog.Home() }

// HomeEvents lists the events of the first page.
func (s *services) HomeEvents(loc lang.Locale) (list []citizen.Event) {
	for _, code := range s.catalog.HomeEvents() {
		if e, ok := s.catalog.Event(code); ok {
			list = append(list, brief(e, loc))
		}
	}
	return list
}

// Events lists the events of life.
func (s *services) Events(loc lang.Locale) (list []citizen.Event) {
	for _, e := range s.catalog.Events() {
		list = append(list, brief(e, loc))
	}
	return list
}

// Event tells of an event, with those of its titles that are written.
func (s *services) Event(code string, by filing.Filer, day lang.Date, loc lang.Locale) (citizen.Event, bool) {
	e, ok := s.catalog.Event(code)
	if !ok {
		return citizen.Event{}, false
	}
	v := brief(e, loc)
	v.Danger, v.First, v.Also = e.Danger.In(loc), said(e.First, loc), said(e.Also, loc)
	for _, c := range e.Calls {
		v.Calls = append(v.Calls, citizen.Call{Number: c.Number, Who: c.Who.In(loc)})
	}
	for _, w := range e.Ways {
		if t, ok := s.catalog.Title(w.Title); ok {
			v.Ways = append(v.Ways, citizen.Way{When: w.When.In(loc), Service: s.service(t, by, day, loc)})
		}
	}
	return v, true
}

func brief(e catalog.Event, loc lang.Locale) citizen.Event {
	return citizen.Event{Code: e.Code, Icon: e.Icon, Name: e.Name.In(loc), Says: e.Says.In(loc)}
}

func said(list []form.Words, loc lang.Locale) (texts []string) {
	for _, w := range list {
		texts = append(texts, w.In(loc))
	}
	return texts
}
