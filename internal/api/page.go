package api

import (
	"time"

	"github.com/tarazu-justice/tarazu/internal/filing"
)

// paging is how a list is asked for, piece by piece.
type paging struct {
	Cursor string `query:"cursor" doc:"next of the piece before"`
	Limit  int    `query:"limit" doc:"How many at once, 1 to 200; 50 when not named"`
}

const (
	pageSize = 50
	maxPage  = 200
)

// read gives the place to go on from and how many to give.
func (p paging) read() (after filing.Cursor, limit int, err error) {
	if limit = p.Limit; limit == 0 {
		limit = pageSize
	}
	if limit < 1 || limit > maxPage {
		return after, 0, errParameter.With("key", "limit")
	}
	after, ok := filing.ParseCursor(p.Cursor)
	if !ok {
		return after, 0, errCursor
	}
	return after, limit, nil
}

// cut leaves limit items of a list that was read one longer, and names the place after them.
func cut(list []*filing.Filing, limit int, at func(*filing.Filing) time.Time) ([]*filing.Filing, *string) {
	if len(list) <= limit {
		return list, nil
	}
	last := list[limit-1]
	next := filing.Cursor{At: at(last), ID: last.ID}.String()
	return list[:limit], &next
}
