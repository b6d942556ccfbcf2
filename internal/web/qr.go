package web

import (
	"fmt"
	"strings"
)

// QRPath draws the black squares of a QR as one SVG path, a run of squares at a time.
func QRPath(size int, black func(x, y int) bool) string {
	var b strings.Builder
	for y := range size {
		for x := 0; x < size; x++ {
			run := 0
			for x+run < size && black(x+run, y) {
				run++
			}
			if run > 0 {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", x, y, run, run)
				x += run
			}
		}
	}
	return b.String()
}
