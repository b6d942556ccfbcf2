package cli

import (
	"slices"

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
	v.Danger, v.First, v.Also = e.Danger.In(loc), texts(e.First, loc), texts(e.Also, loc)
	v.Calls = whom(e.Calls, loc)
	for _, w := range e.Ways {
		if t, ok := s.catalog.Title(w.Title); ok {
			v.Ways = append(v.Ways, citizen.Way{When: w.When.In(loc), Service: s.service(t, by, day, loc)})
		}
	}
	return v, true
}

// EventsOf lists the events in which a title comes up.
func (s *services) EventsOf(title string, loc lang.Locale) (list []citizen.Event) {
	for _, e := range s.catalog.Events() {
		if slices.ContainsFunc(e.Ways, func(w catalog.Way) bool { return w.Title == title }) {
			list = append(list, brief(e, loc))
		}
	}
	return list
}

// danger is what is said before a title that asks whether somebody is in danger: what its
// event of life says, and whom to call.
func (s *services) danger(t *form.Title, loc lang.Locale) (string, []citizen.Call) {
	if !s.Asked(t.Code, "safety.in_danger") {
		return "", nil
	}
	var first *catalog.Event // the first that knows of danger, for a title that no event names
	for _, e := range s.catalog.Events() {
		if e.Danger.FA == "" {
			continue
		}
		if slices.ContainsFunc(e.Ways, func(w catalog.Way) bool { return w.Title == t.Code }) {
			return e.Danger.In(loc), whom(e.Calls, loc)
		}
		if first == nil {
			first = &e
		}
	}
	if first == nil {
		return "", nil
	}
	return first.Danger.In(loc), whom(first.Calls, loc)
}

func brief(e catalog.Event, loc lang.Locale) citizen.Event {
	return citizen.Event{Code: e.Code, Icon: e.Icon, Name: e.Name.In(loc), Says: e.Says.In(loc)}
}

func texts(list []form.Words, loc lang.Locale) (all []string) {
	for _, w := range list {
		all = append(all, w.In(loc))
	}
	return all
}
