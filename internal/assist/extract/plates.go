package extract

// plates finds «۱۲ ب ۳۴۵ ایران ۶۷», also with «ایران» in front, or without it.
func plates(s *story) {
	for i := 0; i+3 < len(s.toks); i++ {
		if !s.free(i, i+4) || !s.sized(i, 2) || !s.sized(i+2, 3) || s.toks[i+1].digits || len([]rune(s.at(i+1))) > 3 {
			continue
		}
		at := i + 3
		if s.at(at) == "ایران" || s.at(at) == "iran" {
			at++
		}
		if !plateLetter[s.at(i+1)] || !s.sized(at, 2) || !s.free(i, at+1) || parts(s.gap(i+1)) || parts(s.gap(i+2)) {
			continue
		}
		s.take(i, at+1, Found{Kind: Plate, Value: s.at(i) + " " + s.at(i+1) + " " + s.at(i+2) + " ایران " + s.at(at), Sure: 0.95})
	}
}

var plateLetter = words("الف ب پ ت ث ج د ز س ش ص ط ع ق ک گ ل م ن و ه ی ژ")

func (s *story) sized(i, n int) bool {
	return i < len(s.toks) && s.toks[i].digits && len(s.at(i)) == n
}
