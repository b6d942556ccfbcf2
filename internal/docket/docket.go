// Package docket names the cases that an authority opens: their numbers and branches.
//
// A case number has eighteen digits since 1400: the year, four digits of the authority and
// ten by chance, so that the numbers of one court tell nothing about its load. Hearings and
// decisions are not here yet.
package docket

import (
	"crypto/rand"
	"fmt"
	"hash/fnv"
	"math/big"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Groups is how a case number is read out.
var Groups = []int{4, 4, 4, 6}

// NewNumber makes the number of a case that authority opens on day.
func NewNumber(authority string, day lang.Date) string {
	year, _, _ := day.Jalali()
	h := fnv.New32a()
	_, _ = h.Write([]byte(authority)) // a hash never fails to be written
	n, err := rand.Int(rand.Reader, big.NewInt(10_000_000_000))
	if err != nil {
		panic(err) // the system's source of chance is gone: nothing may go on
	}
	return fmt.Sprintf("%04d%04d%010d", year, h.Sum32()%10000, n)
}
