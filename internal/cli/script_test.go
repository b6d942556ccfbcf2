package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/tarazu-justice/tarazu/catalogs"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/seal"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// TestScripts calls the program as people do, in a folder that holds a catalogue to spoil,
// receipts good and bad, and files of keys.
func TestScripts(t *testing.T) {
	receipts := receiptFiles(t)
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", RequireExplicitExec: true, RequireUniqueNames: true,
		Condition: func(name string) (bool, error) {
			if name != "postgres" {
				return false, fmt.Errorf("no condition %s", name)
			}
			return storetest.Installed() == nil, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			// database NAME: a fresh PostgreSQL database, its address in $NAME
			"database": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Setenv(args[0], storetest.Postgres.Address(t))
			},
		},
		Setup: func(env *testscript.Env) error {
			for name, data := range receipts {
				if err := os.WriteFile(filepath.Join(env.WorkDir, name), data, 0o600); err != nil {
					return err
				}
			}
			return os.CopyFS(filepath.Join(env.WorkDir, "catalogs/iran"), catalogs.Iran())
		},
	})
}

// receiptFiles are receipts as the product gives them, and what a forger makes of them.
func receiptFiles(t *testing.T) map[string][]byte {
	t.Helper()
	court := seal.NewKey([32]byte{7})
	data, pdf := givenReceipt(t, seal.DemoKey())
	strangeData, strangePDF := givenReceipt(t, court)
	notReceipt, err := court.SignJSON("tarazu.head.v1", map[string]any{"size": 7})
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{
		"receipt.json": data, "receipt.pdf": pdf, "changed.json": flipped(data, len(data)/2), "changed.pdf": flipped(pdf, len(pdf)/2),
		"court.json": strangeData, "court.pdf": strangePDF, "head.json": notReceipt,
		"court-keys.json": keysFile(t, court), "other-keys.json": keysFile(t, seal.NewKey([32]byte{9})),
	}
}

// givenReceipt is one receipt, sealed and printed by the code that serves people.
func givenReceipt(t *testing.T, key *seal.Key) (data, pdf []byte) {
	t.Helper()
	at := time.Date(2026, 11, 16, 19, 17, 9, 0, time.UTC)
	data, err := key.At(at).SignJSON(filing.ReceiptKind, filing.Receipt{
		Tracking: "23140508814726", Link: "k7w2m9q4", Filing: "0198a1", Title: "PET-DEPOSIT", TitleVersion: 1, TitleName: "استرداد ودیعهٔ اجاره",
		FamilyName: "دادخواست", Filers: []string{"زهرا امینی"}, FiledBy: "زهرا امینی", Standing: "citizen", Authority: "PEA-REY-1",
		AuthorityName: "دادگاه صلح ری", ReceivedAt: filing.Stamp(at), ContentNumber: 1, ContentHash: seal.Hash([]byte("content")), Files: 3, Pages: 4,
		FeeTotal: 4_500_000, FeePaid: 4_500_000,
	})
	if err != nil {
		t.Fatal(err)
	}
	press, err := newPress()
	if err != nil {
		t.Fatal(err)
	}
	messages, err := lang.LoadMessages()
	if err != nil {
		t.Fatal(err)
	}
	papers := &filing.Papers{Press: press, Key: key, Messages: messages, Base: "https://tarazu.example"}
	pdf, err = papers.Receipt(&filing.Stored{JSON: data, At: at})
	if err != nil {
		t.Fatal(err)
	}
	return data, pdf
}

func flipped(data []byte, at int) []byte {
	other := append([]byte{}, data...)
	other[at] ^= 1
	return other
}

func keysFile(t *testing.T, key *seal.Key) []byte {
	t.Helper()
	data, err := seal.Canonical(seal.Keys{Keys: []seal.Trusted{key.Trust("دادگستری نمونه")}})
	if err != nil {
		t.Fatal(err)
	}
	return data
}
