// Command pocketbase is the peer that submissions are measured against: PocketBase as it
// comes, with one collection in which anybody may create a record.
//
// It is a module of its own, so that nobody who builds Tarazu fetches it.
package main

import (
	"log"

	"github.com/pocketbase/pocketbase"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

func main() {
	app := pocketbase.New()
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.InstallerFunc = nil // it would open a browser
		if _, err := app.FindCollectionByNameOrId("papers"); err == nil {
			return e.Next()
		}
		papers := core.NewBaseCollection("papers")
		papers.CreateRule = types.Pointer("")
		papers.Fields.Add(&core.TextField{Name: "body", Max: 1 << 20})
		if err := app.Save(papers); err != nil {
			return err
		}
		return e.Next()
	})
	if err := app.Start(); err != nil {
		log.Fatal(err)
	}
}
