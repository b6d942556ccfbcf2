package filing

import (
	"crypto/rand"
	"fmt"
	"math/big"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// ErrTracking says that a typed tracking number cannot be one.
var ErrTracking = fault.New(fault.Invalid, "filing.tracking")

// TrackingGroups is how the number is read out: province, year, then two groups of four.
var TrackingGroups = []int{2, 4, 4, 4}

// NewTracking makes a tracking number: two digits of the province, four of the Jalali
// year, seven by chance and one that checks the others. Chance, because a counter would
// tell how much is filed; the store refuses a number that stands.
func NewTracking(province string, day lang.Date) string {
	year, _, _ := day.Jalali()
	n, err := rand.Int(rand.Reader, big.NewInt(10_000_000))
	if err != nil {
		panic(err) // the system's source of chance is gone: nothing may go on
	}
	digits := fmt.Sprintf("%s%04d%07d", province, year, n)
	return digits + string('0'+damm(digits))
}

// ParseTracking reads a tracking number as typed, or tells that a digit is wrong.
func ParseTracking(s string) (string, error) {
	number := lang.CleanCode(s)
	if len(number) != 14 {
		return "", ErrTracking
	}
	for _, r := range number {
		if r < '0' || r > '9' {
			return "", ErrTracking
		}
	}
	if damm(number) != 0 {
		return "", ErrTracking
	}
	return number, nil
}

// dammTable is a totally anti-symmetric quasigroup of order ten (H. M. Damm, 2004): its
// check digit catches every wrong digit and every swap of neighbours.
var dammTable = [10][10]rune{
	{0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
	{7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
	{4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
	{1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
	{6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
	{3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
	{5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
	{8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
	{9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
	{2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
}

func damm(digits string) rune {
	state := rune(0)
	for _, d := range digits {
		state = dammTable[state][d-'0']
	}
	return state
}
