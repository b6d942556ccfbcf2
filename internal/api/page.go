package api

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
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
	if p.Cursor == "" {
		return after, limit, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	at, id, ok := strings.Cut(string(text), ".")
	micros, bad := strconv.ParseInt(at, 10, 64)
	if err != nil || bad != nil || !ok || micros <= 0 || id == "" {
		return after, 0, errCursor
	}
	return filing.Cursor{At: time.UnixMicro(micros), ID: id}, limit, nil
}

// cut leaves limit items of a list that was read one longer, and names the place after them.
// A place is an instant that never changes and an id: what is added or changed between two
// pieces moves nothing from one to the other.
func cut(list []*filing.Filing, limit int, at func(*filing.Filing) time.Time) ([]*filing.Filing, *string) {
	if len(list) <= limit {
		return list, nil
	}
	last := list[limit-1]
	next := base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%d.%s", at(last).UnixMicro(), last.ID))
	return list[:limit], &next
}
