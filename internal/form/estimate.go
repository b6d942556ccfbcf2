package form

import (
	"slices"
	"strconv"
	"strings"

	"cel.dev/cel-go/common/types"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Estimate is what a filing costs before anything is answered, in rials: each item with its
// amount or its rule, and what it waits for.
type Estimate struct {
	Items      []EstimateItem
	Least      int64 // sum of what is fixed and due whatever is answered
	Open       bool  // more may come, by the answers
	Waivable   bool  // a part may be waived for who cannot pay
	Unverified bool
}

// EstimateItem is a line of the fee as far as it is known.
type EstimateItem struct {
	Row, Name string
	Amount    int64    // 0: by its rule
	Rule      string   // in words
	Depends   []string // questions that decide it
	Perhaps   bool     // only with certain answers
	Waivable  bool
	Verified  bool
	Source    string
	Since     lang.Date
	Examples  []Example
}

// Example is what a rule makes of a sum, in rials.
type Example struct{ Of, Fee int64 }

// examples are claims for which a rule is shown at work: 10, 50 and 200 million toman.
var examples = []int64{100_000_000, 500_000_000, 2_000_000_000}

// Estimate says what the title costs on a day for a standing.
func (t *Title) Estimate(in Input) Estimate {
	if in.Locale == "" {
		in.Locale = lang.FA
	}
	s := newState(t, in, in.Locale)
	var e Estimate
	for _, f := range t.fees {
		holds := s.holds(guard{expr: f.cond})
		if f.cond != nil && strings.Contains(f.cond.src, "known(") {
			holds = open // known() is false of an empty draft, and may be true of the next
		}
		row, ok := t.lib.Tables.FeeRow(f.spec.Row, in.Today)
		if holds == no || !ok {
			continue
		}
		item := EstimateItem{
			Row: f.spec.Row, Name: row.Name.In(s.loc), Rule: s.rule(row, f), Perhaps: holds == open,
			Waivable: f.waived != nil, Verified: row.Verified, Source: row.Source, Since: row.From,
		}
		item.Depends = s.openQuestions(f)
		n, counted := s.value(f.times).(types.Int)
		switch {
		case f.of != nil:
			for _, of := range examples {
				item.Examples = append(item.Examples, Example{of, row.Of(of)})
			}
		case f.times == nil:
			item.Amount = row.Fixed
		case counted:
			item.Amount = row.Fixed * int64(n)
		}
		if item.Amount > 0 && !item.Perhaps {
			e.Least += item.Amount
		} else {
			e.Open = true
		}
		e.Waivable, e.Unverified = e.Waivable || item.Waivable, e.Unverified || !item.Verified
		e.Items = append(e.Items, item)
	}
	return e
}

// openQuestions are the questions whose answers a fee waits for.
func (s *state) openQuestions(f feeRule) (asks []string) {
	for _, x := range []*expr{f.cond, f.of, f.times} {
		if x == nil {
			continue
		}
		for _, name := range x.refs {
			if ask, ok := s.asked(name); ok && !slices.Contains(asks, ask) {
				asks = append(asks, ask)
			}
		}
	}
	return asks
}

// rule says in words how a row is reckoned.
func (s *state) rule(row FeeRow, f feeRule) string {
	say := func(key string, params map[string]any) string { return s.t.lib.Messages.Text(s.loc, key, params) }
	if len(row.Parts) == 0 {
		if n, ok := s.value(f.times).(types.Int); ok && f.times != nil {
			return say("form.fee_times", map[string]any{"n": s.t.lib.print(n, s.loc), "each": printRials(row.Fixed, s.loc)})
		}
		return say("form.fee_fixed", nil)
	}
	var parts []string
	for i, p := range row.Parts {
		params := map[string]any{"rate": percent(p.Permille, s.loc), "upto": printRials(p.Upto, s.loc)}
		switch {
		case p.Upto > 0:
			parts = append(parts, say("form.fee_upto", params))
		case i == 0:
			parts = append(parts, say("form.fee_rate", params))
		default:
			parts = append(parts, say("form.fee_above", params))
		}
	}
	text := strings.Join(parts, say("form.fee_and", nil))
	if v, ok := s.value(f.of).(moneyVal); ok && f.of != nil {
		text = say("form.fee_of", map[string]any{"rule": text, "sum": printRials(v.rials, s.loc)})
	}
	return text
}

// percent writes thousandths as per cent: 25 is 2.5.
func percent(permille int64, loc lang.Locale) string {
	text := strconv.FormatInt(permille/10, 10)
	if rest := permille % 10; rest > 0 {
		text += "." + strconv.FormatInt(rest, 10)
	}
	if loc == lang.EN {
		return text + "%"
	}
	return strings.ReplaceAll(lang.PersianDigits(text), ".", "٫") + "٪"
}
