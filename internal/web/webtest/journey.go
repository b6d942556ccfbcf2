package webtest

import (
	"bytes"
	"fmt"
	"io/fs"

	"go.yaml.in/yaml/v4"
)

// Journey is a whole story as data.
//
//	name: a citizen signs in
//	steps:
//	  - as: citizen            # who acts from here on; each has a browser profile
//	  - open: /sign-in
//	  - fill: {کد ملی: "${national_id}"}
//	  - click: ادامه
//	  - code: {mobile: "${mobile}", field: رمز یک‌بارمصرف}
//	  - expect: {selector: h1, text: پرونده‌های من}
//	  - check: true
type Journey struct {
	Name     string `yaml:"name"`
	Width    int    `yaml:"width"`     // 0 = 390
	NoScript bool   `yaml:"no_script"` // run with scripts off
	Steps    []Step `yaml:"steps"`

	Deeds map[string]func(*Page) error `yaml:"-"` // what "do" names: deeds that need more than words
}

// Step is one deed; exactly one of its fields is set. ${name} stands for a saved value.
type Step struct {
	As     string            `yaml:"as"`
	Do     string            `yaml:"do"` // a deed of the test's own
	Open   string            `yaml:"open"`
	Click  string            `yaml:"click"`
	Fill   map[string]string `yaml:"fill"`   // field by label, name or selector
	Choose []string          `yaml:"choose"` // options by label
	Upload *Upload           `yaml:"upload"`
	Expect *Expect           `yaml:"expect"`
	Code   *Code             `yaml:"code"`
	Save   *Save             `yaml:"save"`
	Shot   string            `yaml:"shot"`
	Check  bool              `yaml:"check"` // axe, html-validate, overflow
}

// Upload gives a file, by its path beside the test.
type Upload struct {
	Field string `yaml:"field"`
	File  string `yaml:"file"`
}

// Expect waits until all that is named is so.
type Expect struct {
	Text     string `yaml:"text"`     // on the page, or in what the selector finds
	Selector string `yaml:"selector"` // is there
	Missing  string `yaml:"missing"`  // this text is not on the page
	Address  string `yaml:"address"`  // the end of the page's path
	Status   int    `yaml:"status"`
}

// Code writes the newest code that was sent to a mobile into a field.
type Code struct {
	Mobile string `yaml:"mobile"`
	Field  string `yaml:"field"`
}

// Save keeps the text of an element, or an attribute of it, under a name.
type Save struct {
	Selector  string `yaml:"selector"`
	Attribute string `yaml:"attribute"`
	As        string `yaml:"as"`
}

// Load reads a journey; unknown words in it are an error.
func Load(fsys fs.FS, path string) (Journey, error) {
	var j Journey
	text, err := fs.ReadFile(fsys, path)
	if err != nil {
		return j, fmt.Errorf("journey: %w", err)
	}
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(&j); err != nil {
		return j, fmt.Errorf("journey %s: %w", path, err)
	}
	for i, s := range j.Steps {
		if n := len(s.deeds()); n != 1 {
			return j, fmt.Errorf("journey %s: step %d holds %d deeds, one is wanted", path, i+1, n)
		}
	}
	return j, nil
}

// deeds names the fields that are set.
func (s Step) deeds() (names []string) {
	for name, set := range map[string]bool{
		"as": s.As != "", "do": s.Do != "", "open": s.Open != "", "click": s.Click != "", "fill": s.Fill != nil, "choose": s.Choose != nil, "upload": s.Upload != nil,
		"expect": s.Expect != nil, "code": s.Code != nil, "save": s.Save != nil, "shot": s.Shot != "", "check": s.Check,
	} {
		if set {
			names = append(names, name)
		}
	}
	return names
}
