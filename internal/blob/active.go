package blob

import (
	"context"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// activeKeys and activeActions make a reader do more than show pages: run a program, open
// or send files, fetch things. Links to pages and addresses are left: a reader asks first.
var (
	activeKeys    = map[string]bool{"JS": true, "JavaScript": true, "EmbeddedFiles": true, "EF": true, "XFA": true, "RichMediaContent": true}
	activeActions = map[string]bool{
		"JavaScript": true, "Launch": true, "GoToE": true, "ImportData": true, "SubmitForm": true,
		"Rendition": true, "Movie": true, "Sound": true, "GoTo3DView": true, "RichMediaExecute": true,
	}
)

// refuseActive looks at every object of the file, whether a page leads to it or not: an
// object that nothing uses today is used by the next reader's repair.
func refuseActive(ctx context.Context, table *model.XRefTable) error {
	for number, entry := range table.Table {
		if ctx.Err() != nil {
			return ErrSlow.Because(ctx.Err())
		}
		if entry == nil || entry.Free {
			continue
		}
		object, err := table.Dereference(*types.NewIndirectRef(number, 0))
		if err != nil {
			return ErrBroken.Because(err)
		}
		if active(object, 0) {
			return ErrActive
		}
	}
	return nil
}

func active(object types.Object, depth int) bool {
	if depth > maxDepth {
		return true // nobody nests so deep for an honest purpose
	}
	switch o := object.(type) {
	case types.Dict:
		return activeDict(o, depth)
	case types.StreamDict:
		return activeDict(o.Dict, depth)
	case *types.StreamDict:
		return o != nil && activeDict(o.Dict, depth)
	case types.ObjectStreamDict:
		return activeDict(o.Dict, depth)
	case types.Array:
		for _, item := range o {
			if active(item, depth+1) {
				return true
			}
		}
	}
	return false
}

func activeDict(d types.Dict, depth int) bool {
	for key, value := range d {
		if name, ok := value.(types.Name); ok && key == "S" && activeActions[name.Value()] {
			return true
		}
		if activeKeys[key] && value != nil {
			return true
		}
		if active(value, depth+1) {
			return true
		}
	}
	return false
}
