package advisor

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// The pieces of numbers as people write them.
const (
	digit  = `[0-9۰-۹٠-٩]`
	gap    = `[\s\p{Zs}\x{200c}\p{M}\-–—−‐‑.·•/\\_٬،,'’()*:]`
	letter = `(?:الف|[آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی])`
)

var (
	aLink  = regexp.MustCompile(`(?i)(?:https?|ftp)\s?:\s?//\S+|www\.\S+|[\w.+-]+\s?@\s?[\w-]+(?:\s?\.\s?[\w-]+)+|@\w{3,}|(?:t\.me|wa\.me|instagram\.com)/\S+`)
	anIBAN = regexp.MustCompile(`(?i)IR` + gap + `{0,2}(?:` + digit + gap + `{0,2}){23}` + digit)
	aPlate = regexp.MustCompile(digit + `{2}\s*-?\s*` + letter + `\s*-?\s*` + digit + `{3}(?:\s*[-–/]?\s*(?:ایران)?\s*[-–]?\s*` + digit + `{2})?|ایران\s*[-–]?\s*` + digit + `{2}\s*[-–/]?\s*` + digit + `{3}\s*` + letter + `\s*` + digit + `{2}`)

	keyword  = `شماره|کد|کلاسه|پرونده|دادنامه|اجرا[یئ]یه|ابلاغ?[یئ]?یه|بایگانی|حساب|کارت|شبا|چک|صیاد|سریال|ملی|پستی|شناسنامه|شناسه|گذرنامه|پاسپورت|موبایل|همراه|تلفن|تماس|رهگیری|ثبتی`
	numberOf = regexp.MustCompile(`(` + keyword + `)[ۀهٔ]?(?:ی|م|ش|ام|اش)?(?:[\s\x{200c}:=#«(،,.\-]|به|هست|است|اش|ام|ی|او|من|با|` + keyword + `)*(` + digit + `(?:` + gap + `{0,3}(?:\p{L}` + gap + `)?` + digit + `)*)`)

	aDate   = regexp.MustCompile(`(?:` + digit + `{4}\s?([/\-.])\s?` + digit + `{1,2}\s?[/\-.]\s?` + digit + `{1,2}|` + digit + `{1,2}\s?[/\-.]\s?` + digit + `{1,2}\s?[/\-.]\s?` + digit + `{4})`)
	aSum    = regexp.MustCompile(`[1-9۱-۹١-٩](?:[,٬،.٫/]?` + digit + `){0,14}\s*\x{200c}?(?:هزار|میلیون|ملیون|میلیارد|ملیارد|تومان|تومن|ریال|درصد|متر|سکه|گرم|کیلو)`)
	cluster = regexp.MustCompile(`\+?` + digit + `(?:` + gap + `{0,3}` + digit + `)*`)
)

// links finds addresses on the net: of mail, of people, of pages.
func links(part string) (list []span) {
	for _, at := range aLink.FindAllStringIndex(part, -1) {
		kind := "LINK"
		if strings.ContainsRune(part[at[0]:at[1]], '@') {
			kind = "EMAIL"
		}
		list = append(list, span{at[0], at[1], kind, strings.ToLower(part[at[0]:at[1]])})
	}
	return list
}

func ibans(part string) []span { return numbers(part, anIBAN, "IBAN") }

func plates(part string) (list []span) {
	for _, s := range numbers(part, aPlate, "PLATE") {
		if apart(part, s.from, s.to) && !strings.Contains(part[s.from:s.to], " و ") { // «۱۲ و ۳۴۵» are two numbers
			list = append(list, s)
		}
	}
	return list
}

func numbers(part string, what *regexp.Regexp, kind string) (list []span) {
	for _, at := range what.FindAllStringIndex(part, -1) {
		list = append(list, span{at[0], at[1], kind, lang.CleanCode(part[at[0]:at[1]])})
	}
	return list
}

// numbered finds numbers that a word before them calls so, however short: «کلاسهٔ ۹۹۰۱/۱۲».
func numbered(part string) (list []span) {
	for _, at := range numberOf.FindAllStringSubmatchIndex(part, -1) {
		from, to := at[4], at[5]
		called, number := part[at[2]:from], part[from:to]
		counted := digitsOf(number)
		before, _ := utf8.DecodeLastRuneInString(part[:at[2]])
		sum := aSum.FindStringIndex(part[from:])
		isSum := sum != nil && sum[0] == 0 && sum[1] > to-from
		isDate := aDate.FindString(number) == number
		if unicode.IsLetter(before) || len(counted) < 3 || isSum || isDate {
			continue
		}
		list = append(list, span{from, to, kindOf(counted, called), lang.CleanCode(number)})
	}
	return list
}

// dates and sums are what a story needs; they keep what stands around them apart. A long sum
// that is not round may be a number of something, said to be money.
func dates(part string) []span { return kept(part, aDate) }

func sums(part string) (list []span) {
	for _, s := range kept(part, aSum) {
		if n := digitsOf(part[s.from:s.to]); len(n) <= 7 || len(n) <= 13 && strings.HasSuffix(n, "000") {
			list = append(list, s)
		}
	}
	return list
}

func kept(part string, what *regexp.Regexp) (list []span) {
	for _, at := range what.FindAllStringIndex(part, -1) {
		if apart(part, at[0], at[1]) {
			list = append(list, span{from: at[0], to: at[1]})
		}
	}
	return list
}

// apart says that no other digit stands near: then it would be the end of a longer number.
func apart(part string, from, to int) bool {
	before, after := []rune(part[:from]), []rune(part[to:])
	for i := range min(3, len(before)) {
		r := before[len(before)-1-i]
		if unicode.IsDigit(r) || r == '+' {
			return false
		}
		if unicode.IsLetter(r) {
			break
		}
	}
	last, _ := utf8.DecodeLastRuneInString(part[from:to])
	return len(after) == 0 || !unicode.IsDigit(after[0]) || unicode.IsLetter(last)
}

// clusters finds every other number that is long: eight digits in groups, or six together.
func clusters(part string) (list []span) {
	for _, at := range cluster.FindAllStringIndex(part, -1) {
		number := part[at[0]:at[1]]
		if counted := digitsOf(number); len(counted) >= 8 || longRun(number) >= 6 {
			list = append(list, span{at[0], at[1], kindOf(counted, ""), counted})
		}
	}
	return list
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, lang.LatinDigits(s))
}

func longRun(s string) (most int) {
	run := 0
	for _, r := range s {
		if run++; !unicode.IsDigit(r) {
			run = 0
		}
		most = max(most, run)
	}
	return most
}
