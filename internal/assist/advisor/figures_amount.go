package advisor

import (
	"math"
	"strconv"
	"strings"
)

// amount reads «۲ میلیون و ۵۰۰ هزار», «دویست و سی» or 1,500 in thousandths.
func amount(all []say) (value int64, n int) {
	total, group, last := 0.0, 0.0, math.Inf(1) // last is the size below which «و» goes on
	open := false                               // group holds a number without its scale yet
	for i := 0; i < len(all); i++ {
		and := all[i].text == "و" && i > 0 && n == i
		if and {
			if i++; i == len(all) {
				break
			}
		}
		if times, ok := scaleWord(all[i].text); ok && !and {
			switch {
			case open || n == 0:
				total += max(group, 1) * float64(times)
			default:
				total *= float64(times) // هزار میلیارد
			}
			group, open, last, n = 0, false, float64(times), i+1
			continue
		}
		x, ok := number(all[i])
		if !ok || open && (!and || x >= size(last)) || n > 0 && x >= last {
			break
		}
		group, open, last, n = group+x, true, min(last, x), i+1
		if all[i].is == 'n' {
			last = 0 // after digits only a scale follows
		}
	}
	return int64(math.Round((total + group) * 1000)), n
}

// size is what may follow a part: after «دویست» what is below a hundred, after «بیست» below ten.
func size(x float64) float64 {
	switch {
	case x >= 100:
		return 100
	case x >= 20:
		return 10
	}
	return 0
}

func number(s say) (float64, bool) {
	if s.is == 'w' {
		n, ok := numberWord(s.text)
		return float64(n), ok
	}
	if s.is != 'n' {
		return 0, false
	}
	x, err := strconv.ParseFloat(strings.NewReplacer(",", "", "٬", "", "،", "", "'", "", "٫", ".").Replace(s.text), 64)
	return x, err == nil
}
