package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

// samples are the figures of one thing, one a turn.
type samples []float64

func (s samples) median() float64 { return median(s) }

// String is the median with the lowest and highest of all turns.
func (s samples) String() string {
	if len(s) == 0 {
		return "–"
	}
	return fmt.Sprintf("%s (%s–%s)", plain(s.median()), plain(slices.Min(s)), plain(slices.Max(s)))
}

func plain(f float64) string {
	switch {
	case f >= 100:
		return fmt.Sprintf("%.0f", f)
	case f >= 10:
		return fmt.Sprintf("%.1f", f)
	}
	return fmt.Sprintf("%.2f", f)
}

// over divides turn by turn: both sides of a ratio stood in the same minute.
func (s samples) over(t samples) samples {
	var r samples
	for i := range min(len(s), len(t)) {
		r = append(r, s[i]/t[i])
	}
	return r
}

// goal says how a ratio stands to what it should be.
func goal(r samples, least float64) string {
	word := "**missed**"
	if r.median() >= least {
		word = "reached"
	}
	return fmt.Sprintf("%s, goal %s: %s", r, plain(least), word)
}

// most is a goal from above.
func most(r samples, limit float64) string {
	word := "**missed**"
	if r.median() <= limit {
		word = "reached"
	}
	return fmt.Sprintf("%s, goal at most %s: %s", r, plain(limit), word)
}

// page collects the sections of the report.
type page struct{ strings.Builder }

func (p *page) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

func (p *page) row(cells ...any) {
	texts := make([]string, len(cells))
	for i, c := range cells {
		texts[i] = fmt.Sprint(c)
	}
	p.line("| %s |", strings.Join(texts, " | "))
}

const (
	reportFile = "docs/performance.md"
	opening    = "<!-- what stands from here on is written by make bench -->"
	closing    = "<!-- until here -->"
)

// write puts the sections between the two marks of the report and leaves the rest alone.
func (p *page) write() error {
	text, err := os.ReadFile(reportFile)
	if err != nil {
		return err
	}
	before, rest, _ := strings.Cut(string(text), opening)
	_, after, _ := strings.Cut(rest, closing)
	whole := strings.TrimRight(before, "\n") + "\n\n" + opening + "\n" + p.String() + closing + "\n" + strings.TrimPrefix(after, "\n")
	return os.WriteFile(reportFile, []byte(whole), 0o600)
}

// machine names where the figures come from, and how busy it is.
func machine() string {
	cpu, cores := "unknown processor", 0
	text, _ := os.ReadFile("/proc/cpuinfo") // elsewhere than on Linux the name is missing
	for l := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(l, ":"); ok && strings.TrimSpace(name) == "model name" {
			cpu, cores = strings.TrimSpace(value), cores+1
		}
	}
	return fmt.Sprintf("%d × %s", cores, cpu)
}

// busy is the load average of the last minute.
func busy() float64 {
	var load float64
	text, _ := os.ReadFile("/proc/loadavg")
	_, _ = fmt.Sscan(string(text), &load) // 0 is unknown
	return load
}
