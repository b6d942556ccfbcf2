package catalog

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tarazu-justice/tarazu/internal/form"
)

// LockFile holds what each version of a title said when it was first locked.
const LockFile = "catalog.lock"

// Locked is one line of the lock: a version of a title and the hash of its two files.
type Locked struct {
	Code    string
	Version int
	Hash    string
	at      form.Pos
}

// Hash is of the title's own file and of its English, as values: comments, blank lines and
// the order of keys do not count. What it takes from groups, families and the glossary is
// not in it (docs/decisions/0012-rollout.md).
func (c *Catalog) Hash(code string) string { return c.hashes[code] }

func contentHash(files ...node) string {
	sum := sha256.New()
	for _, f := range files {
		if f.there() {
			digest(sum.Write, f.n)
		}
		_, _ = sum.Write([]byte{0}) // a hash takes every byte
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// digest writes a value so that no two different values look alike.
func digest(write func([]byte) (int, error), n *yaml.Node) {
	say := func(format string, args ...any) { _, _ = write(fmt.Appendf(nil, format, args...)) } // a hash takes every byte
	switch n.Kind {
	case yaml.ScalarNode:
		say("%d:%s", len(n.Value), n.Value)
	case yaml.MappingNode:
		at := map[string]*yaml.Node{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			at[n.Content[i].Value] = n.Content[i+1]
		}
		say("{")
		for _, key := range slices.Sorted(maps.Keys(at)) {
			say("%d:%s=", len(key), key)
			digest(write, at[key])
		}
		say("}")
	default:
		say("[")
		for _, child := range n.Content {
			digest(write, child)
		}
		say("]")
	}
}

// checkLock holds every title against the lock. A version that is not in it yet is no
// mistake: Unlocked tells of it.
func (l *loader) checkLock(c *Catalog) {
	c.locked = l.readLock()
	for _, line := range c.locked {
		t, ok := c.titles[line.Code]
		if !ok {
			continue // withdrawn: its code is never used again, so the line stays
		}
		at := form.Pos{File: t.Spec().At.File, Line: l.versionAt[line.Code]}
		switch {
		case t.Version < line.Version:
			l.wrong(at, "%s is at version %d, but %s:%d knows version %d; versions only rise", t.Code, t.Version, LockFile, line.at.Line, line.Version)
		case t.Version == line.Version && c.hashes[t.Code] != line.Hash:
			l.wrong(at, "%s changed, but its version is still %d; write version: %d, say under moved what becomes of answers, then run: tarazu catalog lock", t.Code, t.Version, t.Version+1)
		}
	}
}

// readLock reads the lines "CODE VERSION HASH".
func (l *loader) readLock() (list []Locked) {
	data, err := fs.ReadFile(l.files, LockFile)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			l.wrong(form.Pos{File: LockFile, Line: 1}, "cannot be read: %v", err)
		}
		return nil
	}
	seen := map[string]int{}
	for i, text := range strings.Split(string(data), "\n") {
		if text = strings.TrimSpace(text); text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		at, words := form.Pos{File: LockFile, Line: i + 1}, strings.Fields(text)
		version, errV := 0, errors.New("no version")
		if len(words) == 3 {
			version, errV = strconv.Atoi(words[1])
		}
		if errV != nil || len(words[2]) != hex.EncodedLen(sha256.Size) {
			l.wrong(at, "%q is no line of the lock: it holds CODE VERSION HASH and is written by: tarazu catalog lock", text)
			continue
		}
		if first, twice := seen[words[0]+words[1]]; twice {
			l.wrong(at, "version %s of %s is there twice (first at line %d); two changes met: raise the version of one", words[1], words[0], first)
		}
		seen[words[0]+words[1]] = i + 1
		list = append(list, Locked{words[0], version, words[2], at})
	}
	return list
}

// Unlocked lists the titles whose version is not in the lock yet.
func (c *Catalog) Unlocked() (list []Locked) {
	for _, t := range c.Titles() {
		if !slices.ContainsFunc(c.locked, func(l Locked) bool { return l.Code == t.Code && l.Version == t.Version }) {
			list = append(list, Locked{Code: t.Code, Version: t.Version, Hash: c.hashes[t.Code]})
		}
	}
	return list
}

// Lock is the text of the lock with the versions in it that were missing.
func (c *Catalog) Lock() string {
	all := append(slices.Clone(c.locked), c.Unlocked()...)
	slices.SortFunc(all, func(a, b Locked) int { return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Version, b.Version)) })
	var b strings.Builder
	b.WriteString("# What each version of a title said, by hash. Written by: tarazu catalog lock\n")
	for _, l := range all {
		fmt.Fprintf(&b, "%s %d %s\n", l.Code, l.Version, l.Hash)
	}
	return b.String()
}
