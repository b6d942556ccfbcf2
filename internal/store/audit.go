package store

import (
	"context"
	"errors"

	"github.com/tarazu-justice/tarazu/internal/filing"
)

const (
	submittedContents = `
	select f.id, f.state, f.content_number, c.number, c.hash, c.body, coalesce(r.body, '')
	from filings as f
	join contents as c on c.filing = f.id
	left join receipts as r on r.filing = c.filing and r.content = c.number
	where f.id > $1
	order by f.id, c.number
	limit $2`
	emptyFilings = `
	select f.id
	from filings as f
	where f.content_number > 0 and not exists (select 1 from contents as c where c.filing = f.id and c.number = f.content_number)
	order by f.id`
	leafDigests = `
	select digest
	from leaves
	order by seq`
)

// Audit reads every submitted version that stands, and asks judge about each. Filings whose
// latest version is missing come as versions without a body.
func (s Filings) Audit(ctx context.Context, judge func(filing.Kept) error) error {
	missing, err := all(ctx, s.reads, func(r row) (k filing.Kept, err error) { err = r.Scan(&k.Filing); return k, err }, emptyFilings)
	if err != nil {
		return err
	}
	for _, k := range missing {
		if err := judge(k); err != nil {
			return err
		}
	}
	const page = 200
	for after := ""; ; {
		list, err := all(ctx, s.reads, scanKept, submittedContents, after, page)
		if err != nil {
			return err
		}
		whole := wholeFilings(list, page)
		for _, k := range whole {
			if err := judge(k); err != nil {
				return err
			}
			after = k.Filing
		}
		if len(list) < page {
			return nil
		}
		if len(whole) == 0 {
			return errors.New("a filing has more versions than an audit reads at once")
		}
	}
}

// wholeFilings leaves out the last filing of a full page: some of its versions may come next.
func wholeFilings(list []filing.Kept, page int) []filing.Kept {
	if len(list) < page {
		return list
	}
	n := len(list)
	for n > 0 && list[n-1].Filing == list[len(list)-1].Filing {
		n--
	}
	return list[:n]
}

func scanKept(r row) (k filing.Kept, err error) {
	var body, receipt string
	err = r.Scan(&k.Filing, &k.State, &k.Latest, &k.Number, &k.Hash, &body, &receipt)
	k.Body, k.Receipt = []byte(body), []byte(receipt)
	return k, err
}

// Leaves are the digests of the log, in order.
func (s Filings) Leaves(ctx context.Context) ([]string, error) {
	return all(ctx, s.reads, func(r row) (d string, err error) { err = r.Scan(&d); return d, err }, leafDigests)
}

const attachmentsAfter = `
	select id, attachments
	from filings
	where id > $1
	order by id
	limit $2`

// Files gives every file that a filing holds now, drafts included, by its hash and size.
func (s Filings) Files(ctx context.Context, tell func(hash string, size int64) error) error {
	type held struct {
		id    string
		files []filing.Attachment
	}
	scan := func(r row) (h held, err error) {
		err = r.Scan(&h.id, asJSON{&h.files})
		return h, err
	}
	const page = 500
	for after := ""; ; {
		list, err := all(ctx, s.reads, scan, attachmentsAfter, after, page)
		if err != nil {
			return err
		}
		for _, h := range list {
			after = h.id
			for _, a := range h.files {
				if err := tell(a.Hash, a.Size); err != nil {
					return err
				}
			}
		}
		if len(list) < page {
			return nil
		}
	}
}
