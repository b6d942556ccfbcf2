package document

import (
	"crypto/md5" //nolint:gosec // the PDF format asks for this sum; nothing rests on it
	"fmt"
	"slices"
	"strings"

	"github.com/go-text/typesetting/font"
)

func newFlow(p *Press, paper Paper) *flow {
	f := &flow{paper: paper}
	for i, source := range p.faces {
		f.fonts[i] = newSubset(source)
		f.shapers[i] = &shaper{face: font.NewFace(source.font)}
	}
	f.newPage()
	return f
}

// finish writes the feet, which need the number of pages.
func (f *flow) finish() {
	for i, c := range f.pages {
		f.drawFoot(c, i+1, len(f.pages))
	}
}

// file puts pages, fonts and attached files together.
func (f *flow) file() ([]byte, error) {
	out := newPDF()
	tree := out.reserve()
	mark := out.stream("/Type/XObject/Subtype/Form/BBox[0 0 48 48]", []byte(scale))
	var fonts strings.Builder
	for i, s := range f.fonts {
		id, err := s.embed(out)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&fonts, "/F%d %d 0 R", i, id)
	}
	resources := out.object(fmt.Sprintf("<</Font<<%s>>/XObject<</Mark %d 0 R>>>>", fonts.String(), mark))
	var kids []string
	for _, c := range f.pages {
		content := out.stream("", c.Bytes())
		kids = append(kids, fmt.Sprintf("%d 0 R", out.object(fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources %d 0 R/Contents %d 0 R>>",
			tree, num(pageWidth), num(pageHeight), resources, content))))
	}
	out.put(tree, fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", strings.Join(kids, " "), len(kids)))
	root := out.object(fmt.Sprintf("<</Type/Catalog/Pages %d 0 R/Lang(fa-IR)/ViewerPreferences<</Direction/R2L/DisplayDocTitle true>>%s>>", tree, f.attach(out)))
	return out.end(root, out.object(f.info())), nil
}

func (f *flow) info() string {
	info := "<</Title " + textString(f.paper.Title) + "/Creator(Tarazu)/Producer(Tarazu)"
	if !f.paper.Created.IsZero() {
		info += "/CreationDate" + dateString(f.paper.Created) + "/ModDate" + dateString(f.paper.Created)
	}
	return info + ">>"
}

// attach writes the attached files and gives the catalogue's entries for them.
func (f *flow) attach(out *pdf) string {
	if len(f.paper.Attached) == 0 {
		return ""
	}
	files := slices.Clone(f.paper.Attached)
	slices.SortFunc(files, func(a, b Attached) int { return strings.Compare(a.Name, b.Name) }) // a name tree is sorted
	var names, all []string
	for _, a := range files {
		data := out.stream(fmt.Sprintf("/Type/EmbeddedFile/Subtype/%s/Params<</Size %d/CheckSum<%X>%s>>", nameToken(a.Mime), len(a.Data), md5.Sum(a.Data), f.modified()), a.Data) //nolint:gosec // see the import
		name := literal(a.Name)
		spec := out.object(fmt.Sprintf("<</Type/Filespec/F%s/UF%s/AFRelationship/Data/EF<</F %d 0 R/UF %d 0 R>>>>", name, textString(a.Name), data, data))
		names, all = append(names, fmt.Sprintf("%s %d 0 R", name, spec)), append(all, fmt.Sprintf("%d 0 R", spec))
	}
	return fmt.Sprintf("/Names<</EmbeddedFiles<</Names[%s]>>>>/AF[%s]", strings.Join(names, " "), strings.Join(all, " "))
}

func (f *flow) modified() string {
	if f.paper.Created.IsZero() {
		return ""
	}
	return "/ModDate" + dateString(f.paper.Created)
}

// literal is an ASCII string; what could end it early is dropped.
func literal(s string) string {
	return "(" + strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune(`()\`, r) {
			return -1
		}
		return r
	}, s) + ")"
}

// nameToken writes a media type as a PDF name.
func nameToken(mime string) string {
	var b strings.Builder
	for _, c := range []byte(mime) {
		if c > ' ' && c < 0x7f && !strings.ContainsRune("()<>[]{}/%#", rune(c)) {
			b.WriteByte(c)
			continue
		}
		fmt.Fprintf(&b, "#%02X", c)
	}
	return b.String()
}
