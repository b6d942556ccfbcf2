package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/seal"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// judge asks the program, started again, for everything that was pressed before it died.
func (r *killRun) judge(c *child) {
	var mu sync.Mutex
	work := make(chan *entry, len(r.book))
	for _, e := range r.book {
		work <- e
	}
	close(work)
	var judges sync.WaitGroup
	for range 8 {
		judges.Go(func() {
			for e := range work {
				faults := r.judgeOne(c, e)
				mu.Lock()
				if e.acked {
					r.acked++
				} else {
					r.unknown++
				}
				if len(faults) > 0 && e.acked {
					r.lost++
				} else if len(faults) == 0 {
					r.held = append(r.held, e)
					if !e.acked {
						r.resolved++
					}
				}
				r.sins = append(r.sins, faults...)
				mu.Unlock()
			}
		})
	}
	judges.Wait()
	r.book = nil
}

func (r *killRun) judgeOne(c *child, e *entry) (faults []string) {
	wrong := func(format string, args ...any) {
		faults = append(faults, fmt.Sprintf("filing %s, acknowledged %v: ", e.id, e.acked)+fmt.Sprintf(format, args...))
	}
	path := "/filings/" + e.id + "/receipt.json"
	receipt, status := r.get(c, path, e.cookie)
	present := status == http.StatusOK
	if e.acked && !present {
		wrong("its receipt answers %d", status)
		return faults
	}
	if present && e.receipt != nil && !bytes.Equal(receipt, e.receipt) {
		wrong("its receipt changed")
	}
	for range 2 { // pressed again, with the same key
		if !r.press(c, e) {
			wrong("pressed again, it is refused")
		}
		again, status := r.get(c, path, e.cookie)
		if status != http.StatusOK || present && !bytes.Equal(again, receipt) {
			wrong("pressed again, the receipt is another one (%d)", status)
		}
		receipt, present = again, status == http.StatusOK
	}
	e.receipt = receipt
	finding, err := seal.Verify(receipt, seal.Keys{}.WithDemo())
	var said filing.Receipt
	if err := errors.Join(err, json.Unmarshal(finding.Payload, &said)); err != nil || said.Filing != e.id {
		wrong("the receipt does not verify: %v", err)
	}
	inbox, status := r.get(c, "/registry?q="+said.Tracking, r.clerk.cookie)
	if status != http.StatusOK || !bytes.Contains(inbox, []byte("/registry/filings/"+e.id)) {
		wrong("the court's desk does not show it (%d)", status)
	}
	return faults
}

// last judges the last kill, stops the program, and counts past it in the database.
func (r *killRun) last() {
	r.t.Helper()
	c := r.start()
	r.judge(c)
	c.kill()
	_ = c.cmd.Wait()
	r.countPast()
}

// countPast counts in the database, past the program.
func (r *killRun) countPast() {
	r.t.Helper()
	db := storetest.Side(r.t, r.address)
	for _, query := range []string{
		`select count(*) from filings where state = 'submitted'`, `select count(distinct tracking) from filings where state = 'submitted'`,
		`select count(*) from receipts`, `select count(distinct filing) from contents`, `select count(*) from contents`,
		`select count(*) from leaves`, `select count(distinct digest) from leaves`, `select max(seq) from leaves`,
		`select count(*) from submission_keys`, `select count(*) from events where kind = 'filing.submitted'`,
	} {
		var n int
		r.ok(db.QueryRowContext(r.t.Context(), query).Scan(&n))
		if n != len(r.held) {
			r.dup += max(0, n-len(r.held))
			r.sin("%s gives %d, but %d filings were taken", query, n, len(r.held))
		}
	}
	for _, e := range r.held {
		var n int
		r.ok(db.QueryRowContext(r.t.Context(), `select count(*) from leaves where kind = $1 and digest = $2`, filing.ReceiptKind, seal.Hash(e.receipt)).Scan(&n))
		if n != 1 {
			r.sin("the receipt of %s has %d leaves", e.id, n)
		}
	}
}
